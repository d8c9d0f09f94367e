"""Help for one screen of the desk."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.desk.parts.desk_keys import DeskKeys
from screens.text import content

EVERYWHERE = """\
The same keys everywhere
  F1 or Ctrl+G   this help
  F9 or Ctrl+N   hide at once: the desk locks, what you typed is kept until you unlock again
  F10 or Ctrl+O  lock
  Esc            back
  Tab            the next field

What is kept. The desk locks by itself when no key is pressed for some minutes. What you were typing is kept for you \
alone, locked with your own key, also when the power goes: after the next unlock you are asked what to do with it.

Danger now: 999."""


class HelpModal(ModalScreen[None]):
    """What a screen is for, then the keys that are the same everywhere."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,f1,ctrl+g", "leave", "Back", key_display="Esc")]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Return the page."""
        with Vertical(id="sheet"):
            yield Static("Help", classes="title", markup=False)
            with VerticalScroll(id="page"):
                yield Static(content(f"{self._text}\n\n{EVERYWHERE}".strip()), markup=False)
        yield DeskKeys()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
