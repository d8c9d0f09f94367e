"""Confirming that a person has read a report."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from screens.desk.parts.drafts import Draft
from screens.desk.parts.form import FormModal
from screens.text import content


class AcknowledgeModal(FormModal[bool]):
    """One question; only a yes is recorded."""

    HEADING = "Have you read this report yourself?"
    SAVE = "Yes, I have read it"
    HELP = (
        "Yes is recorded under your name. It stops the ring, and the mentor sees that an adult has read it. "
        "Looking at a case does neither."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # No letter says yes: words typed where no box is open must never be taken for it.
        Binding("f2,ctrl+f", "save", "Yes, I have read it", key_display="F2/^F")
    ]

    def __init__(self) -> None:
        super().__init__(Draft())

    def fields(self) -> ComposeResult:
        """Return what a yes does."""
        yield Static(
            content("It is recorded under your name. The ring stops, and the mentor sees that an adult has read it."),
            markup=False,
        )

    def on_mount(self) -> None:
        """Start on the button."""
        self.query_one("#save").focus()

    def action_save(self) -> None:
        """Answer yes."""
        self.dismiss(True)
