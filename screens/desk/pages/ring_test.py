"""Asking before everybody is called to try out the ring."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from screens.desk.parts.drafts import Draft
from screens.desk.parts.form import FormModal
from screens.text import content


class RingTestModal(FormModal[bool]):
    """One question; only a yes calls anybody."""

    HEADING = "Try out the ring?"
    SAVE = "Yes, call everybody"
    HELP = (
        "Everybody who is called for an urgent report gets a message which says that it only tries out the ring. "
        "You see whom it reached."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+f", "save", "Yes, call everybody", key_display="F2/^F")]

    def __init__(self) -> None:
        super().__init__(Draft())

    def fields(self) -> ComposeResult:
        """Return what a yes does."""
        told = "Everybody who is called for an urgent report gets a message: this only tries out the ring."
        yield Static(content(told), markup=False)

    def on_mount(self) -> None:
        """Start on the button."""
        self.query_one("#save").focus()

    def action_save(self) -> None:
        """Answer yes."""
        self.dismiss(True)
