"""Closing a case, opening it again."""

from __future__ import annotations

from dataclasses import dataclass, field

from textual.app import ComposeResult

from screens.desk.parts.form import FormModal

OUTCOMES = (
    "Supported in school",
    "Parents or carers told",
    "Referred to children's services",
    "Referred to the police",
    "Passed to another service",
    "In the main file",
    "Nothing more needed",
)


@dataclass(frozen=True)
class Closing:
    """An outcome with its reason."""

    outcome: str
    reason: str = field(repr=False)


class CloseModal(FormModal[Closing]):
    """The outcome, then why the case can be closed."""

    HEADING = "Close the case (this sends nothing to the mentor)"
    HELP = (
        "Choose what came of it, then write why the case can be closed. Closing sends nothing to anybody. "
        "A closed case can be opened again at any time, with its whole timeline."
    )

    def fields(self) -> ComposeResult:
        """Return outcomes and reason."""
        yield from self.choice_field("outcome", "What came of it", [(outcome, outcome) for outcome in OUTCOMES])
        yield from self.words_field("reason", "Why it can be closed")

    def on_mount(self) -> None:
        """Start with the outcome."""
        self.query_one("#reason" if self.value("outcome") else "#outcome").focus()

    def action_save(self) -> None:
        """Take the closing if both fields are there."""
        if not self.value("outcome"):
            self.refuse("outcome", "Choose what came of it.")
        elif not self.value("reason"):
            self.refuse("reason", "Write why: a case is never closed without a reason.")
        elif not self.refused_words("reason"):
            self.dismiss(Closing(self.value("outcome"), self.value("reason")))


class ReopenModal(FormModal[str]):
    """Why a closed case is opened again."""

    HEADING = "Open the case again"
    HELP = "Write why. The case keeps its whole timeline."

    def fields(self) -> ComposeResult:
        """Return the reason."""
        yield from self.words_field("reason", "Why")

    def on_mount(self) -> None:
        """Start writing."""
        self.query_one("#reason").focus()

    def action_save(self) -> None:
        """Take the reason."""
        if not self.value("reason"):
            self.refuse("reason", "Write why the case is opened again.")
        elif not self.refused_words("reason"):
            self.dismiss(self.value("reason"))
