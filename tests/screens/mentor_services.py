"""A kiosk in memory that records what the screens ask of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from textual.app import App

from store.errors import UnknownReport, WrongWords
from store.notebook.common.facts import (
    CareFacts,
    ConcernDraft,
    FormDraft,
    HomeFacts,
    Mentee,
    MessageLine,
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
from store.scheme.guidance import MENTOR, GuidancePage
from store.scheme.guidance_default import default_pack
from tests.screens.mentor_concerns import Concerns
from tests.screens.mentor_duties import Duties
from tests.screens.mentor_forms import Forms
from tests.screens.mentor_made_up import FACTS, LAST, MENTEES, NAME, NOON, OFFERS, READ, SECRET, THANKS, URGENT, WORDS


class Kiosk(Concerns):
    """Welcoming, SignIn, Tending, Visit and Concerns in one; `calls` lists every act in order."""

    def __init__(self) -> None:
        super().__init__()
        self.facts = FACTS
        self.wait_seconds = 5.0
        self.people = MENTEES
        self.past: tuple[SessionLine, ...] = (LAST,)
        self.lines: tuple[ReportLine, ...] = (URGENT, READ)
        self.post: tuple[MessageLine, ...] = (THANKS,)
        self.half: SessionDraft | None = None
        self.half_forms: dict[tuple[str, str], FormDraft] = {}
        self.logged: dict[str, SessionForm] = {}
        self.seen_again: tuple[str, ...] = ("Sam",)
        self.newly_read = 0
        self.app: App[None] | None = None
        self.name = NAME
        self.news: WordsNews | None = None
        self.own_words = WORDS
        self.pages = default_pack()
        self.gate = ""
        self.agreed: tuple[date | None, date | None] = (NOON.date(), NOON.date())
        self.care = CareFacts("Maple School")
        self.passed: dict[str, date] = {}

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

    # -- what tests ask
