"""What stands before a session log while the school wants training first."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from screens.mentor.parts.mentor_screen import MentorScreen
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each

WHY = (
    "Your school wants your training done before you log sessions on this computer. A part of it is not passed here "
    "yet, or has run out.\n\nDo it now: it takes a few minutes, then you log the session. If you passed it on another "
    "computer, log the session there, or ask the teacher who runs the mentors.\n\nA worry never waits: you can report "
    "at any time."
)
WAYS = (
    ("training", "Do the training now"),
    ("worried", "I'm worried about someone"),
    ("back", "Back"),
)


class TrainingGateScreen(MentorScreen[str]):
    """Says why, what to do; dismisses with a value of WAYS."""

    HEADING = "Training first"
    HELP = "Only the session log waits for training. Reports never do, and neither do messages or 'How am I?'."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    def body(self) -> ComposeResult:
        """Return the sentences with the ways on."""
        yield Static(content(say(WHY)), markup=False)
        yield Static("", markup=False)
        yield Choice(say_each(WAYS), spaced=False, id="ways")

    def on_mount(self) -> None:
        """Start on the training."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go where was chosen."""
        message.stop()
        self.dismiss(message.value)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss("back")
