"""The concerns of a kiosk in memory."""

from __future__ import annotations

from store.notebook.common.facts import Adult, ConcernDraft, Readers, ReportState, SentReport
from tests.screens.calls import Gated
from tests.screens.mentor_made_up import ADULTS


class Concerns(Gated):
    """Keeps what is saved, sends at once."""

    def __init__(self) -> None:
        super().__init__()
        self.adults_named = ADULTS
        self.draft: ConcernDraft | None = None
        self.sent: dict[str, ConcernDraft] = {}
        self.state = ReportState.SAVED
        self.code = "MAPLE RIVER 17"
        self.picks = (("safeguarding", "Ms Lee (keeps pupils safe)"), ("head", "Mrs Hall (head teacher)"))

    def readers(self, draft: ConcernDraft) -> Readers:
        route = {"no": "safeguarding", "yes": "head", "head": "chair"}.get(draft.adult or "", draft.reader or "head")
        told = {
            "safeguarding": "This goes to Ms Lee (keeps pupils safe).",
            "head": "This goes to Mrs Hall (head teacher), not to the people who usually read these. If Mrs Hall is "
            "away for long, two other people the school has named can open it together.",
            "chair": "This goes to Mr Ode (chair of governors), not to the head teacher.",
        }
        return Readers(route, told[route], reachable=True)

    def choices_of_reader(self) -> tuple[tuple[str, str], ...]:
        return self.picks

    def adults(self) -> tuple[Adult, ...]:
        return self.adults_named

    def unfinished(self) -> ConcernDraft | None:
        return self.draft

    def save(self, draft: ConcernDraft) -> None:
        self._record("save", draft)
        self.draft = draft

    def danger_now(self, draft: ConcernDraft) -> None:
        self._record("danger_now", draft)

    def send(self, draft: ConcernDraft) -> SentReport:
        self._record("send", draft)
        self.sent[draft.id] = draft
        self.draft = None
        return SentReport(self.code, self.state, self.adults_named, urgent=draft.danger != "no", id=draft.id)

    def tell_kind(self, concern: str, worry: str) -> SentReport:
        self._record("tell_kind", concern, worry)
        return SentReport(self.code, self.state, self.adults_named, urgent=True, id=concern)

    def remove(self, draft: ConcernDraft, *, everyone_safe: bool) -> None:
        self._record("remove", draft.id, everyone_safe)
        self.draft = None

    @property
    def saved(self) -> ConcernDraft:
        draft = self.acts("save")[-1][1]
        assert isinstance(draft, ConcernDraft)
        return draft
