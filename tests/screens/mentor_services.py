"""A kiosk in memory that records what the screens ask of it."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

from textual.app import App

from store.errors import KioskError, UnknownReport, WrongWords
from store.notebook.facts import (
    Adult,
    AgreementLine,
    CareFacts,
    ConcernDraft,
    FormDraft,
    HomeFacts,
    Mentee,
    MessageLine,
    Readers,
    ReportLine,
    ReportState,
    ReviewForm,
    SentReport,
    SessionDraft,
    SessionForm,
    SessionLine,
    TrainingLine,
    WelcomeFacts,
    WordsNews,
)
from store.scheme.guidance import AGREEMENT, MENTOR, GuidancePage
from store.scheme.guidance_default import default_pack

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OFFERS = ("amber basket copper dune", "ember forest glove harbour")
NAME, WORDS = "Priya", "maple river anchor lamp"
LEE = Adult("a1", "Ms Lee", "keeps pupils safe", "Room 4")
DALE = Adult("a2", "Mr Dale", "head of year", "Library")
ADULTS = (LEE, DALE)
TIP = "Tip of the day: a strong password is four words that nobody would put together."
FACTS = WelcomeFacts("Maple School", ADULTS, NOON, TIP)
MENTEES = (Mentee("m1", "Sam, year 7"), Mentee("m2", "Ada, year 8"), Mentee("m3", "Kit, year 7"))
LAST = SessionLine(NOON, "Ada, year 8", "privacy", 25, date(2026, 12, 1), "5e" * 16)
URGENT = ReportLine("MAPLE RIVER 17", NOON, ReportState.SENT, None, urgent=True, tell_now=ADULTS)
READ = ReportLine("OCEAN LAMP 04", NOON, ReportState.READ, NOON, urgent=False, tell_now=())
THANKS = MessageLine("x1", NOON, "keeps pupils safe", "We have read this. Thank you.", "OCEAN LAMP 04", seen=False)
SECRET = "secret detail that is not for the screen"


class Kiosk:
    """Welcoming, SignIn, Tending, Visit and Concerns in one; `calls` lists every act in order."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.facts = FACTS
        self.trouble: dict[str, KioskError] = {}
        self.wait_seconds = 5.0
        self.adults_named = ADULTS
        self.people = MENTEES
        self.past: tuple[SessionLine, ...] = (LAST,)
        self.lines: tuple[ReportLine, ...] = (URGENT, READ)
        self.post: tuple[MessageLine, ...] = (THANKS,)
        self.draft: ConcernDraft | None = None
        self.half: SessionDraft | None = None
        self.half_forms: dict[tuple[str, str], FormDraft] = {}
        self.sent: dict[str, ConcernDraft] = {}
        self.logged: dict[str, SessionForm] = {}
        self.state = ReportState.SAVED
        self.seen_again: tuple[str, ...] = ("Sam",)
        self.newly_read = 0
        self.app: App[None] | None = None
        self.name = NAME
        self.code = "MAPLE RIVER 17"
        self.picks = (("safeguarding", "Ms Lee (keeps pupils safe)"), ("head", "Mrs Hall (head teacher)"))
        self.news: WordsNews | None = None
        self.own_words = WORDS
        self.pages = default_pack()
        self.gate = ""
        self.agreed: tuple[date | None, date | None] = (NOON.date(), NOON.date())
        self.care = CareFacts("Maple School")
        self.passed: dict[str, date] = {}
        self.gates: dict[str, threading.Event] = {}

    # -- Welcoming, Tending

    def welcome(self) -> WelcomeFacts:
        return self.facts

    def tend(self) -> None:
        self._record("tend")

    def send_now(self) -> str:
        self._record("send_now")
        return "Nothing waits."

    # -- SignIn

    def sign_in(self, name: str, words: str) -> Kiosk:
        self._wait("sign_in")
        if (name.casefold(), words) != (NAME.casefold(), self.own_words):
            raise WrongWords(SECRET, self.wait_seconds)
        self._record("sign_in", name)
        return self

    def without_name(self) -> Kiosk:
        self._record("without_name")
        return self

    def find_me(self, first_name: str, place: str, adult: str) -> SentReport:
        self._record("find_me", first_name, place, adult)
        return SentReport(self.code, ReportState.SAVED, self.adults_named, urgent=True)

    def end_without_name(self) -> None:
        self._record("end_without_name")

    # -- Visit

    @property
    def concerns(self) -> Kiosk:
        return self

    @property
    def words(self) -> Kiosk:
        return self

    @property
    def duties(self) -> Duties:
        return Duties(self)

    @property
    def forms(self) -> Forms:
        return Forms(self)

    def offer(self) -> str:
        self._record("offer")
        return OFFERS[(len(self.acts("offer")) - 1) % len(OFFERS)]

    def take(self, words: str) -> None:
        self._record("take")
        self.own_words = words

    def keep(self) -> None:
        self._record("keep")

    def later(self) -> None:
        self._record("later")

    def home(self) -> HomeFacts:
        unseen = sum(not one.seen for one in self.post)
        waiting = sum(line.state is not ReportState.READ for line in self.lines)
        unfinished = self.draft is not None
        return HomeFacts(
            self.name,
            unseen,
            unfinished,
            waiting,
            self.seen_again,
            self.newly_read,
            self.half is not None,
            training_due=sum(one.is_due for one in self.training()),
            unfinished_review=("review", "") in self.half_forms,
            agreement="" if self.agreed[0] else "changed" if self.agreed[1] else "new",
            care=self.care,
        )

    def mentees(self) -> tuple[Mentee, ...]:
        return self.people

    def log_session(self, record_id: str, form: SessionForm) -> None:
        self._record("log_session", record_id, form)
        self.logged[record_id] = form
        if self.half is not None and self.half.id == record_id:
            self.half = None

    def save_session(self, draft: SessionDraft) -> None:
        self._record("save_session", draft)
        if draft.id not in self.logged:
            self.half = None if draft.is_empty else draft

    def unfinished_session(self) -> SessionDraft | None:
        self._wait("unfinished_session")
        return self.half

    def last_session(self) -> SessionLine | None:
        return self.past[0] if self.past else None

    def sessions(self) -> tuple[SessionLine, ...]:
        return self.past

    def reports(self) -> tuple[ReportLine, ...]:
        return self.lines

    def more_to(self, code: str) -> ConcernDraft:
        if code.upper() != self.code:
            raise UnknownReport
        return ConcernDraft("ad" * 16, hurt="pupil", adult="yes", about_report="e0" * 16)

    def messages(self) -> tuple[MessageLine, ...]:
        return self.post

    def mark_seen(self, message_id: str) -> None:
        self._record("mark_seen", message_id)
        self.post = tuple(replace(one, seen=one.seen or one.id == message_id) for one in self.post)

    def check_in(self, record_id: str, mood: int, *, talk: bool) -> None:
        self._record("check_in", record_id, mood, talk)

    def review(self, record_id: str, form: ReviewForm) -> None:
        self._record("review", record_id, form)
        self.half_forms.pop(("review", ""), None)

    def guidance(self) -> tuple[GuidancePage, ...]:
        return tuple(one for one in self.pages if one.audience == MENTOR)

    def training(self) -> tuple[TrainingLine, ...]:
        modules = [one for one in self.guidance() if one.quiz is not None]
        until = [self.passed.get(one.slug) for one in modules]
        return tuple(TrainingLine(one, at, at, at is None) for one, at in zip(modules, until, strict=True))

    def pass_training(self, record_id: str, module: str, right: int) -> date:
        self._record("pass_training", record_id, module, right)
        self.passed[module] = date(2027, 11, 24)
        if self.gate == "training" and not any(one.is_due for one in self.training()):
            self.gate = ""
        return self.passed[module]

    def unlock(self, words: str) -> None:
        if words != self.own_words:
            raise WrongWords(SECRET, self.wait_seconds)
        self._record("unlock")

    def end(self) -> None:
        self._record("end")

    # -- Concerns

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

    # -- what tests ask

    def acts(self, *names: str) -> list[tuple[object, ...]]:
        return [call for call in self.calls if call[0] in names]

    @property
    def saved(self) -> ConcernDraft:
        draft = self.acts("save")[-1][1]
        assert isinstance(draft, ConcernDraft)
        return draft

    def hold(self, act: str) -> threading.Event:
        """Make an act wait until the test lets it go on."""
        return self.gates.setdefault(act, threading.Event())

    def _wait(self, act: str) -> None:
        if gate := self.gates.get(act):
            gate.wait(20)

    def _record(self, *call: object) -> None:
        self._wait(str(call[0]))
        if error := self.trouble.get(str(call[0])):
            raise error
        self.calls.append(call)


class Forms:
    """The forms of a kiosk in memory."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    def save(self, form: str, draft: FormDraft) -> None:
        self._kiosk._record("save_form", form, draft)
        if draft.is_empty:
            self._kiosk.half_forms.pop((form, draft.about), None)
        else:
            self._kiosk.half_forms[form, draft.about] = draft

    def unfinished(self, form: str, about: str = "") -> FormDraft | None:
        return self._kiosk.half_forms.get((form, about))

    def add_to_session(self, record_id: str, session_id: str, words: str) -> None:
        kiosk = self._kiosk
        kiosk._record("add_to_session", record_id, session_id, words)
        kiosk.half_forms.pop(("addition", session_id), None)
        kiosk.past = tuple(
            replace(one, added=(*one.added, NOON)) if one.id == session_id else one for one in kiosk.past
        )


class Duties:
    """What the school of a kiosk in memory asks."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk

    @property
    def gate(self) -> str:
        return self._kiosk.gate

    def agreement(self) -> AgreementLine | None:
        found = [one for one in self._kiosk.pages if one.slug == AGREEMENT]
        return AgreementLine(found[0], "d1" * 32, *self._kiosk.agreed) if found else None

    def agree(self, record_id: str, digest: str) -> None:
        self._kiosk._record("agree", record_id, digest)
        self._kiosk.agreed = (NOON.date(), NOON.date())
        self._kiosk.gate = ""

    def care(self) -> CareFacts:
        return self._kiosk.care

    def talked(self) -> None:
        self._kiosk._record("talked")
        self._kiosk.care = replace(self._kiosk.care, talk_by=None)
