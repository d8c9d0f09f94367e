"""A casework in memory that records what the screens ask of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from store.casebook.acts.ring_trial import RingTrial
from store.casebook.case.case_paper import APART
from store.casebook.case.facts import (
    ALL,
    Answer,
    Behind,
    Case,
    CaseState,
    ChildLine,
    ChildPage,
    ChildrenPage,
    Colleague,
    Completeness,
    DuePage,
    FeedLine,
    Happening,
    InboxLine,
    InboxPage,
    ItemLine,
    Phrase,
    TimelineLine,
)
from store.casebook.desk.half_typed import TypedForm
from store.casebook.erasing.erase_pages import EraseLine, ErasePage, EraseState
from store.casebook.erasing.erase_wanted import Wanted
from store.casebook.pages.mentors import MentorLine, MentorsPage
from store.casebook.pages.readings import ReadingLine, ReadingsPage
from store.casebook.pages.retention import RetentionLine, RetentionPage
from store.casebook.pages.scheme_actions import SchemeAction
from store.casebook.pages.scheme_figures import Practice, ReviewLine, RoutePractice, SchemeFigures, Speed
from store.casebook.papers.asked import Asked
from store.casebook.papers.paper import Heading, Paper, Table, Words
from store.casebook.papers.pdf_apart import Stop
from store.casebook.papers.sample import SampleLine, SamplePage, SampleRule
from store.casebook.transfer.pages import KnownSchool, Offered, TransferLine, TransferPage
from store.errors import KioskError, WrongPassphrase

# Noon where this computer stands, so that screens show the same hour everywhere.
NOON = datetime(2026, 11, 24, 12, 0).astimezone()
WORDS = "oak gate"
ORDER = ("red", "amber", "blue", "grey")
PHRASES = (
    Phrase("thanks", "We have read this. Thank you for telling us.", ()),
    Phrase("come", "Please come to {room} at {time}.", ("room", "time")),
    Phrase("find", "NAME will find you quietly today.", ("name",)),
)


def case(number: int = 1, level: str = "amber", state: CaseState = CaseState.NEW, **more: object) -> Case:
    line = InboxLine(
        id=f"case-{number}",
        code=f"MAPLE RIVER {number:02}",
        level=level,
        created=NOON + timedelta(minutes=number),
        state=state,
        kind="concern",
        author="Priya Shah",
        summary="someone asks a pupil for money",
        holder=None,
        overdue=level == "red",
    )
    made = Case(
        line=line,
        words="He said\n  pay me or I post it.",
        answers=(Answer("Is anyone in danger now?", "Not sure"),),
        additions=(TimelineLine(NOON, "Priya Shah", "It happened again on the bus.", ""),),
        unfinished=(TimelineLine(NOON, "Priya Shah", "He said pay", ""),),
        timeline=(),
        warnings=("Two versions of this report arrived; both are kept.",),
    )
    return replace(made, **more)


def stranger(number: int = 1, **more: object) -> Case:
    """A report from a computer that the school does not know."""
    made = case(number, "red")
    line = replace(made.line, code=f"OCEAN GATE {number:02}", summary="please help me", author="no name")
    bare: dict[str, object] = {"words": "please help me", "additions": (), "unfinished": (), "warnings": (APART,)}
    return replace(made, line=line, **bare | more)


def item(number: int = 1, *, overdue: bool = False, words: str = "Ring home") -> ItemLine:
    """Something to do on a case of this number."""
    due = date(2026, 11, 24 + number)
    return ItemLine(
        f"item-{number}",
        f"case-{number}",
        f"MAPLE RIVER {number:02}",
        "amber",
        "action",
        words,
        due,
        "Bo Dale",
        overdue,
    )


def child(number: int = 1, lines: int = 3, **more: object) -> ChildPage:
    """A child's page with so many lines of chronology."""
    line = ChildLine(f"child-{number}", f"Sam {'ABCDEFGHIJ'[number % 10]}", "Year 9", "@sam_online", 2)
    other = ChildLine("other", "Kit B", "Year 9", "", 1)
    happened = tuple(
        Happening("case-1", "MAPLE RIVER 01", TimelineLine(NOON, "Bo Dale", f"thing {at}", "to learn more"))
        for at in range(lines)
    )
    made = ChildPage(line, ((other, 1),), (("@big_j", 2),), (case(2).line,), "CPOMS", happened, lines, 0)
    return replace(made, **more)


FIGURES = SchemeFigures(
    212,
    5_300,
    31,
    (("bullying", 80), ("privacy", 40), ("a new topic", 1)),
    (Speed("red", 2, 2, timedelta(minutes=9), timedelta(minutes=20)), Speed("blue", 14, 11, timedelta(hours=5), None)),
    (ReviewLine(NOON, "The timer helps.", "", "More time for year 7."),),
    (
        SchemeAction("plan-1", "A quieter room on Tuesdays", NOON, date(2027, 1, 8), None),
        SchemeAction("plan-2", "A poster in the library", NOON, date(2026, 10, 1), NOON),
    ),
    (Practice("safeguarding", NOON, timedelta(minutes=12)), Practice("head", NOON, None)),
    (
        RoutePractice("safeguarding", date(2026, 11, 2), NOON.date(), acknowledged=True),
        RoutePractice("head", date(2026, 11, 2), NOON.date(), acknowledged=False),
        RoutePractice("chair", date(2026, 11, 2), date(2026, 9, 25), acknowledged=True),
    ),
)


def erasure(number: int = 1, **more: object) -> EraseLine:
    """A case of this number that two people erased."""
    made = EraseLine(
        f"{number}",
        NOON,
        f"MAPLE RIVER {number:02}",
        "pupil case, its time is over",
        "25 years old",
        "Ann Lee",
        "Bo Dale",
        3,
        EraseState.ERASED,
        "",
        False,
        False,
    )
    return replace(made, **more)


def mentor(number: int = 1, **more: object) -> MentorLine:
    """A mentor, well and trained."""
    moods = ((3.0, 2), (4.0, 1), (0.0, 0), (2.5, 2), (1.0, 1), (5.0, 1))
    made = MentorLine(f"{number}", f"Mentor {number}", 4, NOON, moods, date(2027, 9, 3), True, None, False)
    return replace(made, **more)


class Transfers:
    """What goes to other schools, what comes from them, for a desk in memory."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.known: tuple[KnownSchool, ...] = (KnownSchool("aa" * 16, "Hill Top", "oak gate lamp"),)
        self.lines: tuple[TransferLine, ...] = ()
        self.offered = Offered("Hill Top", "oak gate lamp", True, "Kit Bell, Year 9", "2026-11-20", 2, 5, "")

    def schools(self) -> tuple[KnownSchool, ...]:
        return self.known

    def look_at_address(self, path: str) -> KnownSchool:
        return self.known[0]

    def add_school(self, path: str) -> KnownSchool:
        self.desk._record("add_school", path)
        return self.known[0]

    def send(self, child_id: str, school: str, starts: str, folder: str) -> Path:
        self.desk._record("send", child_id, school, starts, folder)
        return Path("kit.transfer")

    def take_receipt(self, path: str) -> str:
        self.desk._record("take_receipt", path)
        return "Hill Top took the cases."

    def look(self, path: str) -> Offered:
        self.desk._record("look", path)
        return self.offered

    def answer(self, path: str, folder: str, *, accept: bool, reason: str = "") -> Path:
        self.desk._record("answer", path, folder, accept, reason)
        return Path("kit.receipt")

    def page(self, offset: int, most: int) -> TransferPage:
        return TransferPage(self.lines[offset : offset + most], len(self.lines), offset)


PAPER = Paper(
    "Inspection pack",
    (
        Words("No name stands in this."),
        Heading("1. A clear strategy and understanding of how the scheme works"),
        Words("Accepted as it is now, by mentors: 12 of 20."),
        Table(("Topic", "Sessions"), (("Online bullying", "80"), ("Copyright and ownership", "fewer than 5"))),
        Table(("Level", "Reports", "Read in time"), (("amber", "12", "all but fewer than 5 of 12"),)),
    ),
)


class PaperMaker:
    """Makes no paper, writes down what was asked for."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.folder = Path("/home/desk/papers")
        self.missing = ""
        self.paper = PAPER
        self.drawn: tuple[SampleLine, ...] = ()
        self.gate = threading.Event()
        self.gate.set()

    def lacks(self) -> str:
        return self.missing

    def new_words(self) -> str:
        return "maple river anchor lamp onion gate"

    def shown(self, asked: Asked) -> Paper:
        self.desk._record("shown", asked)
        return self.paper

    def save(self, asked: Asked, folder: str, words: str = "", stop: Stop | None = None) -> Path:
        while not self.gate.wait(0.01):
            if stop is not None:
                stop.check()
        self.desk._record("save", asked, folder, words)
        return Path(folder) / "case-maple-river-01-2026-11-24.pdf"

    def sample(self, rule: SampleRule) -> SamplePage:
        self.desk._record("sample", rule)
        return SamplePage(rule, self.drawn, len(self.drawn))


def drawn(number: int = 1) -> SampleLine:
    """A case of a sample."""
    return SampleLine(f"case-{number}", f"MAPLE RIVER {number:02}", "amber", "closed", NOON, True, 2, 2, True, 5, 0)


class Ringing:
    """Rings that reach one and miss another."""

    def __init__(self) -> None:
        self.rung = 0

    def troubles(self) -> tuple[str, ...]:
        return ("Bo Dale can't be rung: no address is known.",)

    def ring(self) -> tuple[str, ...]:
        self.rung += 1
        return ("Ann Lee was rung by mail.", "! Bo Dale was not reached by mail: it was put off.")


class Desk:
    """Unlocking with one Casework behind it; `calls` lists every act in order."""

    def __init__(self, *cases: Case, people: tuple[str, ...] = ("Ann Lee", "Bo Dale"), words: str = WORDS) -> None:
        self.words = words
        self.calls: list[tuple[object, ...]] = []
        self.cases = {made.line.id: made for made in cases}
        self.names = people
        self.practice_due: tuple[str, ...] = ()
        self.person = people[0] if people else ""
        self.roles = ("safeguarding",)
        self.papers = PaperMaker(self)
        self.ring_trial: RingTrial | None = None
        self.behind: Behind | None = None
        self.typed: dict[str, tuple[TypedForm, ...]] = {}
        self.waits = False
        self.open = False
        self.without_sign_in: set[str] = set()
        self.arriving: list[Case] = []
        self.trouble: dict[str, KioskError] = {}
        self.answers = PHRASES
        self.sentence = "Nothing missing from 3 kiosks."
        self.feeds: tuple[FeedLine, ...] = ()
        self.kept_apart = (0, 0)
        self.mentor_lines: tuple[MentorLine, ...] = ()
        self.pages: dict[str, ChildPage] = {}
        self.strangers: tuple[Case, ...] = ()
        self.transfers = Transfers(self)
        self.erase_lines: tuple[EraseLine, ...] = ()
        self.gate, self.exchange_gate, self.act_gate, self.lock_gate = (threading.Event() for _ in range(4))
        self.case_gate = threading.Event()
        for gate in (self.gate, self.exchange_gate, self.act_gate, self.lock_gate, self.case_gate):
            gate.set()

    # -- Unlocking

    def something_waits(self) -> bool:
        return self.waits

    def school(self) -> str:
        return "Maple School"

    def people(self) -> tuple[str, ...]:
        return self.names

    def unlock(self, person: str, words: str) -> Desk:
        self.gate.wait(20)
        if words != self.words:
            raise WrongPassphrase("secret detail that is not for the screen")
        self.person, self.open = person, True
        self._record("unlock", person)
        return self

    # -- Casework

    def fingerprint(self) -> str:
        return "ocean ladder pencil mango tiger"

    def refresh(self) -> int:
        self.exchange_gate.wait(20)
        self._record("refresh")
        new, self.arriving = self.arriving, []
        self.cases |= {made.line.id: made for made in new}
        return len(new)

    def inbox(self, *, offset: int = 0, closed: bool = False, seen: slice = ALL) -> InboxPage:
        self._record("inbox", offset, closed)
        lines = [made.line for made in self.cases.values() if (made.line.state == CaseState.CLOSED) == closed]
        lines.sort(key=lambda line: (ORDER.index(line.level) if line.level in ORDER else 9, line.created))
        unread = sum(line.state == CaseState.NEW for line in lines)
        page = lines[offset : offset + 200]
        ids = tuple(line.id for line in page)
        return InboxPage(ids, tuple(page[seen]), len(lines), unread, offset, self.due().late)

    def lines(self, case_ids: Sequence[str]) -> tuple[InboxLine, ...]:
        self._record("lines", case_ids)
        return tuple(self.cases[one].line for one in case_ids if one in self.cases)

    def case(self, case_id: str) -> Case:
        self.case_gate.wait(20)
        self._record("case", case_id)
        return self.cases[case_id]

    def acknowledge(self, case_id: str) -> None:
        self._record("acknowledge", case_id)
        self._timeline(case_id, "read the report", "", CaseState.READ)

    def note(self, case_id: str, words: str, reason: str) -> None:
        self.act_gate.wait(20)
        self._record("note", case_id, words, reason)
        self._timeline(case_id, words, reason, CaseState.IN_PROGRESS)

    def set_level(self, case_id: str, level: str, reason: str) -> None:
        self._record("set_level", case_id, level, reason)
        made = self.cases[case_id]
        told = TimelineLine(NOON, self.person, f"level changed from {made.line.level} to {level}", reason)
        self.cases[case_id] = replace(made, line=replace(made.line, level=level), timeline=(*made.timeline, told))

    def enter(self, typed: Mapping[str, str]) -> str:
        self._record("enter", dict(typed))
        made = case(len(self.cases) + 1, typed["level"], CaseState.READ, words=typed["words"])
        self.cases[made.line.id] = made
        return made.line.id

    def act(self, case_id: str, kind: str, typed: Mapping[str, str]) -> None:
        self._record("act", case_id, kind, dict(typed))
        self._timeline(case_id, f"{kind}: {typed.get('words', '')}", typed.get("reason", ""), CaseState.IN_PROGRESS)

    def colleagues(self, case_id: str) -> tuple[Colleague, ...]:
        return tuple(Colleague(f"{number}" * 32, name) for number, name in enumerate(self.names))

    def due(self, *, offset: int = 0) -> DuePage:
        lines = [item for made in self.cases.values() for item in made.items]
        late = sum(one.overdue for one in lines)
        return DuePage(tuple(lines[offset : offset + 200]), len(lines), late, offset, self.practice_due)

    def children(self, typed: str = "", *, offset: int = 0) -> ChildrenPage:
        found = [one.line for one in self.pages.values() if typed.lower() in one.line.name.lower()]
        return ChildrenPage(tuple(found[offset : offset + 200]), len(found), offset)

    def child(self, child_id: str, *, offset: int = 0) -> ChildPage:
        page = self.pages[child_id]
        return replace(page, lines=page.lines[offset : offset + 200], total=len(page.lines), offset=offset)

    def describe(self, child_id: str, typed: Mapping[str, str]) -> None:
        self._record("describe", child_id, dict(typed))
        page = self.pages[child_id]
        self.pages[child_id] = replace(page, line=replace(page.line, **typed))

    def mentors(self, *, offset: int = 0) -> MentorsPage:
        return MentorsPage(self.mentor_lines[offset : offset + 200], len(self.mentor_lines), offset)

    def scheme(self) -> SchemeFigures:
        return FIGURES

    def plan(self, typed: Mapping[str, str]) -> None:
        self._record("plan", dict(typed))

    def end_plan(self, action_id: str) -> None:
        self._record("end_plan", action_id)

    def readings(self, *, offset: int = 0) -> ReadingsPage:
        lines = [
            ReadingLine(one.at, one.by, made.line.id, made.line.code, one.act)
            for made in self.cases.values()
            for one in made.timeline
        ]
        return ReadingsPage(tuple(lines[offset : offset + 200]), len(lines), offset)

    def retention(self, *, offset: int = 0) -> RetentionPage:
        closed = [made.line for made in self.cases.values() if made.line.state == CaseState.CLOSED]
        lines = tuple(
            RetentionLine(one.id, one.code, NOON, date(2033, 11, 24), place == 0, place == 1)
            for place, one in enumerate(closed)
        )
        return RetentionPage(lines[offset : offset + 200], len(lines), offset)

    def erase_people(self) -> tuple[tuple[str, str], ...]:
        return tuple((f"{number}" * 32, name) for number, name in enumerate(self.names) if name != self.person)

    def kiosk_names(self) -> tuple[str, ...]:
        return ("Library",)

    def erasures(self, *, offset: int = 0) -> ErasePage:
        return ErasePage(self.erase_lines[offset : offset + 200], len(self.erase_lines), offset)

    def erase(self, wanted: Wanted, typed: Mapping[str, str]) -> str:
        self._record("erase", wanted, dict(typed))
        self.cases.pop(wanted.case_id, None)
        return "Erased: 1 item."

    def sign_erasure(self, erasure_id: str, words: str) -> str:
        self._record("sign_erasure", erasure_id, words)
        return "Erased: 1 item."

    def answer_erasure(self, erasure_id: str, reason: str) -> str:
        self._record("answer_erasure", erasure_id, reason)
        return "It is refused. Nothing was erased."

    def phrases(self) -> tuple[Phrase, ...]:
        return self.answers

    def reply(self, case_id: str, phrase_id: str, blanks: dict[str, str]) -> None:
        self._record("reply", case_id, phrase_id, blanks)

    def mentor_phrases(self) -> tuple[Phrase, ...]:
        return self.answers

    def tell_mentor(self, person: str, phrase_id: str, blanks: dict[str, str]) -> None:
        self._record("tell_mentor", person, phrase_id, blanks)

    def can_reply(self, case_id: str) -> bool:
        return case_id not in self.without_sign_in

    def close(self, case_id: str, outcome: str, reason: str) -> None:
        self._record("close", case_id, outcome, reason)
        self._timeline(case_id, outcome, reason, CaseState.CLOSED)

    def reopen(self, case_id: str, reason: str) -> None:
        self._record("reopen", case_id, reason)
        self._timeline(case_id, "opened again", reason, CaseState.IN_PROGRESS)

    def search(self, text: str, *, seen: slice = ALL) -> InboxPage:
        self._record("search", text)
        found = tuple(made.line for made in reversed(self.cases.values()) if text.lower() in made.words.lower())
        return InboxPage(tuple(line.id for line in found[:200]), found[:200][seen], len(found), 0, 0)

    def completeness(self) -> Completeness:
        self._record("completeness")
        return Completeness(self.sentence, self.feeds, *self.kept_apart)

    def apart(self) -> tuple[Case, ...]:
        self._record("apart")
        return self.strangers

    def half_typed(self) -> tuple[TypedForm, ...]:
        self._record("half_typed")
        return self.typed.get(self.person, ())

    def keep_half_typed(self, forms: Sequence[TypedForm]) -> None:
        self._record("keep_half_typed")
        self.typed[self.person] = tuple(forms)

    def lock(self) -> None:
        self.lock_gate.wait(20)
        self.open = False
        self._record("lock")

    # -- what tests ask

    def acts(self, *names: str) -> list[tuple[object, ...]]:
        return [call for call in self.calls if call[0] in names]

    def _record(self, *call: object) -> None:
        if error := self.trouble.get(str(call[0])):
            raise error
        self.calls.append(call)

    def _timeline(self, case_id: str, act: str, reason: str, state: CaseState) -> None:
        made = self.cases[case_id]
        line = TimelineLine(NOON, self.person, act, reason)
        self.cases[case_id] = replace(made, line=replace(made.line, state=state), timeline=(*made.timeline, line))
