"""The locked desk, which anybody may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from screens.desk.parts.desk_keys import DeskKeys
from screens.desk.parts.services import Unlocking
from store.errors import KioskError

_LOOK_SECONDS = 30.0
WAITS = "Something needs you today"


class LockedScreen(Screen[None]):
    """One sentence when a ring is due, no name, no count."""

    CSS_PATH = "locked.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "unlock", "Unlock", key_display="Enter"),
        Binding("ctrl+x", "end", "Close the program", key_display="^X"),
    ]

    class UnlockAsked(Message):
        """Somebody wants to unlock the desk."""

    class EndAsked(Message):
        """Somebody wants to close the program."""

    @dataclass
    class Looked(Message):
        """It is known whether something waits."""

        waits: bool

    def __init__(self, unlocking: Unlocking) -> None:
        super().__init__()
        self._unlocking = unlocking

    def compose(self) -> ComposeResult:
        """Return the sentence's place."""
        with Vertical(id="middle"):
            yield Static("Locked", id="sentence", markup=False)
        yield DeskKeys()

    def on_mount(self) -> None:
        """Look again every half minute."""
        self.set_interval(_LOOK_SECONDS, self.look)

    def on_screen_resume(self) -> None:
        """Look whenever the desk locks."""
        self.look()

    def look(self) -> None:
        """Ask in a thread whether something waits."""
        self.run_worker(self._look, thread=True, group="look", description="look whether something waits")

    def _look(self) -> None:
        try:
            self.post_message(self.Looked(self._unlocking.something_waits()))
        except KioskError:
            # Nothing else may stand on this screen; the same trouble is told after unlocking.
            return

    def on_locked_screen_looked(self, message: Looked) -> None:
        """Show the sentence or that the desk is locked."""
        message.stop()
        self.query_one("#sentence", Static).update(WAITS if message.waits else "Locked")

    def action_unlock(self) -> None:
        """Ask to unlock."""
        self.post_message(self.UnlockAsked())

    def action_end(self) -> None:
        """Ask to close the program."""
        self.post_message(self.EndAsked())
