"""Changing a case's level."""

from __future__ import annotations

from dataclasses import dataclass, field

from textual.app import ComposeResult

from screens.desk.parts.drafts import Draft
from screens.desk.parts.form import FormModal
from screens.widgets.status_line import glyph_and_word

LEVELS = ("red", "amber", "blue", "grey")


@dataclass(frozen=True)
class LevelChange:
    """Another level with its reason."""

    level: str
    reason: str = field(repr=False)


class LevelModal(FormModal[LevelChange]):
    """The level, then why; no level changes without a reason."""

    HEADING = "Level"
    HELP = (
        "The level says how soon an adult must read it: red within 15 minutes, amber within an hour of the school "
        "day, blue the same or the next school day, grey within 5. Lowering it is recorded with your reason."
    )

    def __init__(self, draft: Draft, now: str) -> None:
        super().__init__(draft)
        self._now = now

    def fields(self) -> ComposeResult:
        """Return levels and reason."""
        told = f"It is {glyph_and_word(self._now)} now. Change it to"
        yield from self.choice_field("level", told, [(level, glyph_and_word(level)) for level in LEVELS])
        yield from self.words_field("reason", "Why")

    def on_mount(self) -> None:
        """Start with the level."""
        self.query_one("#reason" if self.value("level") else "#level").focus()

    def action_save(self) -> None:
        """Take the change if it is one, with a reason."""
        if not self.value("level"):
            self.refuse("level", "Choose a level.")
        elif self.value("level") == self._now:
            self.refuse("level", "It has this level already. Choose another, or go back.")
        elif not self.value("reason"):
            self.refuse("reason", "Write why: a level never changes without a reason.")
        elif not self.refused_words("reason"):
            self.dismiss(LevelChange(self.value("level"), self.value("reason")))
