"""Help without signing in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from screens.mentor.parts.contacts import ANYONE, CARD
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.parts.telling import ANY_ADULT, told_adult_in_full
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.public_facts import Adult

GO_TO = "Go to one of these adults now, or ask at reception"
NO_ADULTS = "Go to {adults} now, or ask at reception."
WORRIED = "If you are worried about one of them, pick another adult."
FIND_ME = "Ask an adult to find me"
REPORT = "Report without signing in"
WAYS = (("find me", FIND_ME), ("report", REPORT))
RING = "Ring or text"


class HelpNowScreen(MentorScreen[None]):
    """Two names with rooms, the numbers to ring, two things to do here."""

    HEADING = "I need help now"
    HELP = (
        "You do not need to sign in. 'Ask an adult to find me' sends your first name and where you are to an adult. "
        "'Report without signing in' lets you write what worries you; nobody can answer it here."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    class FindMeAsked(Message):
        """Somebody wants an adult to come."""

    class ReportAsked(Message):
        """Somebody wants to report without signing in."""

    def __init__(self, adults: tuple[Adult, ...]) -> None:
        super().__init__()
        self._adults = adults[:2]

    def body(self) -> ComposeResult:
        """Return names, numbers, ways on."""
        told = f"{say(GO_TO)}:\n" + "\n".join(f"  {told_adult_in_full(adult)}" for adult in self._adults)
        if not self._adults:
            told = say(NO_ADULTS, adults=say(ANY_ADULT))
        elif len(self._adults) > 1:
            told += f"\n{say(WORRIED)}"
        yield Choice(say_each(WAYS), spaced=False, id="ways")
        with VerticalScroll(can_focus=False):
            yield Static(content(f"\n{told}\n\n{say(RING)}\n{say(CARD)}\n\n{say(ANYONE)}"), markup=False)

    def on_mount(self) -> None:
        """Start on the two things to do."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Ask for the screen that was chosen."""
        message.stop()
        self.post_message(self.FindMeAsked() if message.value == "find me" else self.ReportAsked())

    def action_back(self) -> None:
        """Go back to the welcome."""
        self.dismiss(None)
