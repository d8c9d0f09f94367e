"""A casework in memory that records what the screens ask of it."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace

from store.casebook.acts.ring_trial import RingTrial
from store.casebook.case.facts import (
    ALL,
    Behind,
    Case,
    CaseState,
    Colleague,
    InboxLine,
    InboxPage,
    Phrase,
    TimelineLine,
)
from store.casebook.desk.half_typed import TypedForm
from store.errors import WrongPassphrase
from tests.screens.desk_erasing import Erasing
from tests.screens.desk_lists import Lists
from tests.screens.desk_made_up import NOON, case
from tests.screens.desk_papers import PaperMaker
from tests.screens.desk_transfers import Transfers

WORDS = "oak gate"
ORDER = ("red", "amber", "blue", "grey")
PHRASES = (
    Phrase("thanks", "We have read this. Thank you for telling us.", ()),
    Phrase("come", "Please come to {room} at {time}.", ("room", "time")),
    Phrase("find", "NAME will find you quietly today.", ("name",)),
)


class Ringing:
    """Rings that reach one and miss another."""

    def __init__(self) -> None:
        self.rung = 0

    def troubles(self) -> tuple[str, ...]:
        return ("Bo Dale can't be rung: no address is known.",)

    def ring(self) -> tuple[str, ...]:
        self.rung += 1
        return ("Ann Lee was rung by mail.", "! Bo Dale was not reached by mail: it was put off.")


class Desk(Lists, Erasing):
    """Unlocking with one Casework behind it; `calls` lists every act in order."""

    def __init__(self, *cases: Case, people: tuple[str, ...] = ("Ann Lee", "Bo Dale"), words: str = WORDS) -> None:
        super().__init__()
        self.words = words
        self.cases = {made.line.id: made for made in cases}
        self.names = people
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
        self.answers = PHRASES
        self.transfers = Transfers(self)
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

    def _timeline(self, case_id: str, act: str, reason: str, state: CaseState) -> None:
        made = self.cases[case_id]
        line = TimelineLine(NOON, self.person, act, reason)
        self.cases[case_id] = replace(made, line=replace(made.line, state=state), timeline=(*made.timeline, line))
