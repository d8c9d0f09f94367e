"""Choosing the session to add to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.sessions.history import session_line
from screens.widgets.choice import Choice
from store.notebook.common.facts import SessionLine


class SessionChoiceScreen(MentorScreen[SessionLine | None]):
    """The newest sessions; dismisses with the one that was chosen, with None when left."""

    HEADING = "Which session do you want to add to?"
    HELP = "Choose the session with its number, or with the arrows and Enter. The newest is on top. Esc goes back."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    def __init__(self, lines: Sequence[SessionLine]) -> None:
        super().__init__()
        self._lines = {line.id: line for line in lines}

    def body(self) -> ComposeResult:
        """Return a line for each session."""
        with VerticalScroll(can_focus=False):
            yield Choice([(number, session_line(line)) for number, line in self._lines.items()], spaced=False)

    def on_mount(self) -> None:
        """Start on the newest."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Hand the session over."""
        message.stop()
        self.finish(self._lines[message.value])

    def action_back(self) -> None:
        """Go back."""
        self.finish(None)
