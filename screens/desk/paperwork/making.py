"""Waiting for a file that is being made."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.desk.parts.desk_keys import DeskKeys
from screens.desk.parts.help import HelpModal
from store.casebook.papers.pdf_apart import Stop

HEADING = "Making the file…"
TOLD = (
    "A long one takes some seconds. Enter goes back to work: it is made all the same, and the page that you came from "
    "says where it is. Esc stops it: then there is no file."
)
HELP = (
    "The file is made by a program of its own, so that the desk can go on meanwhile. It is recorded when it is ready, "
    "just before it is there. Stopped by Esc, or by locking the desk, nothing is recorded and nothing is left of it."
)


class MakingModal(ModalScreen[None]):
    """Says that a file is being made until it is, or until somebody goes on or stops it."""

    CSS_PATH = "making.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on meanwhile", key_display="Enter"),
        Binding("f1,ctrl+g", "help", "Help", key_display="F1/^G"),
        Binding("escape", "stop", "Stop it", key_display="Esc"),
    ]

    class Over(Message):
        """The making has ended, one way or the other."""

    def __init__(self, stop: Stop) -> None:
        super().__init__()
        self._stop = stop

    def compose(self) -> ComposeResult:
        """Return the sentences."""
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(HEADING, classes="title", markup=False)
            yield Static(TOLD, markup=False)
        yield DeskKeys()

    def on_making_modal_over(self, message: Over) -> None:
        """Leave, with the help where that is shown above."""
        message.stop()
        while self in self.app.screen_stack:
            self.app.pop_screen()

    def action_go_on(self) -> None:
        """Go back to work while it is made."""
        self.dismiss(None)

    def action_stop(self) -> None:
        """Stop it."""
        self._stop.ask()
        self.dismiss(None)

    def action_help(self) -> None:
        """Show what happens."""
        self.app.push_screen(HelpModal(HELP))
