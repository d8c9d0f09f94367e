"""Help for one screen of the kiosk."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.mentor.parts.contacts import CARD
from screens.mentor.parts.mentor_keys import MentorKeys
from screens.text import content
from store.language import say

EVERYWHERE = f"""\
If you need help now
{CARD}

The same keys everywhere
  F1 or Ctrl+G   this help
  F9 or Ctrl+N   hide now; what you wrote is kept safe
  F10 or Ctrl+O  sign out
  Esc            back
  Tab            the next thing on the page
On some keyboards you must hold Fn for the F keys. The Ctrl keys do the same.

What is kept. What you write in a report is locked away on this computer as you type. Nobody can read it here \
without your words. Nothing you send can be read on this computer."""


class HelpModal(ModalScreen[None]):
    """What a screen is for, as it is said, then what is the same everywhere."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,f1,ctrl+g", "leave", "Back", key_display="Esc")]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Return the page."""
        with Vertical(id="sheet"):
            yield Static(say("Help"), classes="title", markup=False)
            with VerticalScroll(id="page"):
                yield Static(content(f"{self._text}\n\n{say(EVERYWHERE)}".strip()), markup=False)
        yield MentorKeys()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
