"""One question over a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.mentor.parts.mentor_keys import MentorKeys
from screens.text import content
from screens.widgets.choice import Choice


class AskModal(ModalScreen[str]):
    """A question with its answers, as they are said; dismisses with the answer's value, with None for Esc."""

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", key_display="Esc")]

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """Return question and answers."""
        with Vertical(id="sheet"):
            yield Static(content(self._question), id="question", markup=False)
            yield Choice(self._answers, id="answers")
        yield MentorKeys()

    def on_mount(self) -> None:
        """Start on the first answer, the one that changes nothing."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Hand the answer back."""
        message.stop()
        self.dismiss(message.value)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
