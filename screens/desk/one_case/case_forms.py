"""Which form records what on a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from screens.desk.one_case.acknowledge import AcknowledgeModal
from screens.desk.one_case.case_steps import steps_of
from screens.desk.one_case.close import CloseModal, ReopenModal
from screens.desk.one_case.level import LevelModal
from screens.desk.one_case.note import NoteModal
from screens.desk.one_case.phrase import PhraseModal
from screens.desk.parts.drafts import Draft
from screens.desk.parts.form import FormModal
from screens.desk.parts.services import Casework
from screens.desk.parts.step import StepModal
from screens.desk.parts.step_form import StepForm
from screens.desk.parts.step_forms import UNLINK
from store.casebook.case.facts import Case, Colleague, Phrase
from store.casebook.records import kinds

Recording = tuple[str, Callable[[], None]]


@dataclass(frozen=True)
class CaseForms:
    """The forms of one case as it was when it was read."""

    casework: Casework
    case: Case = field(repr=False)
    phrases: tuple[Phrase, ...]
    colleagues: tuple[Colleague, ...]

    @property
    def steps(self) -> tuple[StepForm, ...]:
        """The steps that this case allows."""
        return steps_of(self.case, self.casework.roles, self.colleagues)

    def step(self, form: str) -> StepForm | None:
        """Return the step of this name, None where the case does not allow it or it is none."""
        return next((one for one in self.steps if one.kind == form), None)

    def modal(self, form: str, draft: Draft) -> FormModal[Any]:
        """Return the dialog of a form."""
        if form == "acknowledge":
            return AcknowledgeModal()
        if form == "level":
            return LevelModal(draft, self.case.line.level)
        if form == "reply":
            return PhraseModal(draft, self.phrases)
        if form == "close":
            return CloseModal(draft)
        if form == "reopen":
            return ReopenModal(draft)
        step = self.step(form)
        return NoteModal(draft) if step is None else StepModal(draft, step)

    def recording(self, form: str, made: Any) -> Recording:  # noqa: ANN401 - what the form's dialog makes
        """Return what is told once a form is recorded, with what records it."""
        work, case_id = self.casework, self.case.line.id
        told: dict[str, Recording] = {
            "acknowledge": ("Recorded: you have read this report.", lambda: work.acknowledge(case_id)),
            "note": ("Your note is recorded.", lambda: work.note(case_id, made.words, made.reason)),
            "level": ("The level is recorded.", lambda: work.set_level(case_id, made.level, made.reason)),
            "reply": ("Your reply goes out with the next post.", lambda: self._reply(made)),
            "close": ("The case is closed.", lambda: work.close(case_id, made.outcome, made.reason)),
            "reopen": ("The case is open again.", lambda: work.reopen(case_id, made)),
        }
        step = self.step(form)
        if step is None:
            return told[form]
        kind = kinds.LINK if step.kind == UNLINK else step.kind
        return step.told, lambda: work.act(case_id, kind, self._typed(step, made))

    def _reply(self, made: Any) -> None:  # noqa: ANN401
        self.casework.reply(self.case.line.id, made.phrase_id, made.blanks)

    def _typed(self, step: StepForm, made: dict[str, str]) -> dict[str, str]:
        names = {one.person: one.name for one in self.colleagues}
        if step.kind in (kinds.ACCEPT, kinds.REJECT):
            return {**made, "assign": self.case.asked or ""}
        return {**made, "who_name": names[made["who"]]} if made.get("who") in names else made
