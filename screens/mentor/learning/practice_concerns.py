"""A concern that is written nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.notebook.common.facts import Adult, ConcernDraft, Readers, ReportState, SentReport

if TYPE_CHECKING:
    from screens.mentor.parts.services import Concerns

CODE = "PRACTICE 00"


class PracticeConcerns:
    """Answers as the school's own concerns do, and keeps nothing: whatever would write here does nothing."""

    def __init__(self, real: Concerns) -> None:
        self._real = real

    def readers(self, draft: ConcernDraft) -> Readers:
        """Return who would read it."""
        return self._real.readers(draft)

    def choices_of_reader(self) -> tuple[tuple[str, str], ...]:
        """Return who could be picked."""
        return self._real.choices_of_reader()

    def adults(self) -> tuple[Adult, ...]:
        """Return the adults to name."""
        return self._real.adults()

    def unfinished(self) -> ConcernDraft | None:
        """Return None: no practice is gone on with, and what is really unfinished has no place in it."""
        return None

    def save(self, draft: ConcernDraft) -> None:
        """Keep nothing."""

    def danger_now(self, draft: ConcernDraft) -> None:
        """Tell nobody."""

    def send(self, draft: ConcernDraft) -> SentReport:
        """Return what is shown after Send, having sent nothing."""
        return SentReport(CODE, ReportState.SAVED, self._real.adults(), urgent=draft.danger != "no")

    def tell_kind(self, concern: str, worry: str) -> SentReport:  # noqa: ARG002 - as a concern's
        """Return what is shown after it, having sent nothing."""
        return SentReport(CODE, ReportState.SAVED, self._real.adults(), urgent=True)

    def remove(self, draft: ConcernDraft, *, everyone_safe: bool) -> None:
        """Leave no trace, for there is nothing."""
