"""A case, as its records tell it: the same from the same records, in whatever order they came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from store.casebook.case.act_words import HELD
from store.casebook.case.case_work import CaseWork
from store.casebook.case.facts import CaseState
from store.casebook.case.ladder_clock import SchoolHours, due_at
from store.casebook.case.links import links_of
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, date_of
from store.scheme.ladder import Level, highest
from store.scheme.routes import CHAIR, HEAD

_RANKS: Final = {Level.RED: 0, Level.AMBER: 1}
LOWER_RANK: Final = 2
# What stands for the case in the list when several reports belong to it.
_FIRST_OF: Final = (
    kinds.CONCERN,
    kinds.DANGER,
    kinds.FIND_ME,
    kinds.CHECK_IN,
    kinds.UNFINISHED,
    kinds.REMOVED,
    kinds.PRACTICE,
)
_WORK: Final = (
    frozenset({kinds.NOTE, kinds.LEVEL, kinds.REPLY, kinds.READ, kinds.REOPEN}) | kinds.STEPS | kinds.STAFF_MATTERS
)
_WAITING: Final = frozenset({kinds.REPLY, kinds.WAIT})
_MOST_STEPS: Final = 1 << 53
_WRONG_CLOCK: Final = timedelta(days=1)


@dataclass(frozen=True)
class CaseFacts:
    """The reports of one case with the acts on it; those that came from elsewhere are in `apart`."""

    id: str
    reports: tuple[OpenedRecord, ...] = field(repr=False)
    acts: tuple[OpenedRecord, ...] = field(repr=False)
    apart: tuple[OpenedRecord, ...] = field(repr=False)

    @classmethod
    def of(cls, case_id: str, records: Iterable[OpenedRecord]) -> CaseFacts:
        """Sort the records of a case; a record that two roles hold counts once."""
        joined: dict[tuple[str, bytes], OpenedRecord] = {}
        for record in records:
            known = joined.get((record.id, record.digest))
            if known is None or known.standing < record.standing:
                joined[record.id, record.digest] = record
        ordered = sorted(joined.values(), key=lambda one: (one.at, one.id, one.digest))
        counted = [one for one in ordered if one.standing]
        return cls(
            case_id,
            tuple(one for one in counted if one.report),
            tuple(sorted((one for one in counted if not one.report and one.kind not in kinds.LOGS), key=_step)),
            tuple(one for one in ordered if not one.standing),
        )

    @cached_property
    def main(self) -> OpenedRecord:
        """The report that stands for the case; the last of several unfinished ones, for it has the most words."""
        if len(self.reports) == 1:
            return self.reports[0]
        by_kind = [one for kind in _FIRST_OF for one in self._of_kind(kind)]
        own = [one for one in by_kind if one.id == self.id]
        return (own or by_kind or list(self.reports))[0]

    @cached_property
    def level(self) -> Level:
        """The highest level of the reports, where a desk has set one: of that, with what came later."""
        setting = next((one for one in reversed(self.acts) if one.kind == kinds.LEVEL and _level_of(one)), None)
        if setting is None:
            return highest(*(Level(one.level) for one in self.reports))
        known = setting.said.get("reports")
        weighed = set(known) if isinstance(known, list) else set()
        later = (Level(one.level) for one in self.reports if one.digest.hex() not in weighed)
        return highest(_level_of(setting) or Level.GREY, *later)

    @cached_property
    def unread(self) -> tuple[OpenedRecord, ...]:
        """The reports that nobody has acknowledged, word for word as they stand here."""
        return tuple(one for one in self.reports if (one.id, one.digest) not in self.read)

    @cached_property
    def read(self) -> frozenset[tuple[str, bytes]]:
        """The reports, as (id, digest), that a person of the role has acknowledged."""
        return frozenset(each for act in self.acts if act.kind == kinds.READ for each in read_by(act))

    @cached_property
    def state(self) -> CaseState:
        """Where the case stands: new as long as anything in it is unread, also when it was closed before."""
        if self.unread:
            return CaseState.NEW
        closing = [one.kind for one in self.acts if one.kind in (kinds.CLOSE, kinds.REOPEN)]
        if closing and closing[-1] == kinds.CLOSE:
            return CaseState.CLOSED
        work = [one.kind for one in self.acts if one.kind in _WORK - {kinds.READ}]
        if not work:
            return CaseState.READ
        return CaseState.WAITING if work[-1] in _WAITING else CaseState.IN_PROGRESS

    @property
    def closed(self) -> bool:
        """Whether the case is among the closed ones."""
        return self.state is CaseState.CLOSED

    @cached_property
    def work(self) -> CaseWork:
        """What is to do on the case, by whom."""
        return CaseWork(self.acts)

    @cached_property
    def recusals(self) -> tuple[OpenedRecord, ...]:
        """Who stepped back from the case, with where it went since then."""
        return tuple(one for one in self.acts if one.kind == kinds.RECUSE)

    @property
    def is_held(self) -> bool:
        """Whether the case is under legal hold: the newest word on it counts."""
        told = [one.said.get("hold") for one in self.acts if one.kind == kinds.HOLD]
        return bool(told) and told[-1] == HELD

    @property
    def came_from(self) -> tuple[str, ...]:
        """The schools from which the case was taken in."""
        found = [one.said.get("from") for one in self.acts if one.kind == kinds.RECEIVED]
        return tuple(dict.fromkeys(one for one in found if isinstance(one, str)))

    @property
    def goes_to(self) -> str | None:
        """The role to which the case went, None where nobody stepped back from it; chair stands above head."""
        found = {one.said.get("goes_to") for one in self.recusals}
        return CHAIR if CHAIR in found else HEAD if found else None

    @cached_property
    def links(self) -> dict[tuple[str, str], str]:
        """What the case is linked to, as (kind, target) with its name."""
        return links_of(self.acts)

    @property
    def holder(self) -> OpenedRecord | None:
        """The newest act of somebody who did something about the case."""
        return next((one for one in reversed(self.acts) if one.kind in _WORK), None)

    @property
    def rank(self) -> int:
        """0 for red, 1 for amber, 2 for the others."""
        return _RANKS.get(self.level, LOWER_RANK)

    @property
    def inbox_rank(self) -> int:
        """0 and 1 for red, 2 and 3 for amber, then 4 and 5; in each pair the lower one has something unread."""
        return 2 * self.rank + (not self.unread)

    def due(self, role: str, hours: SchoolHours) -> datetime:
        """Return by when what is unread must be read, for a case that is read when it had to be."""
        return due_at(self.level, date_of((self.unread or self.reports)[0].at), role, hours)

    def is_overdue(self, role: str, hours: SchoolHours, now: datetime) -> bool:
        """Return whether nobody has read it in time; an urgent report dated in the future counts as late at once."""
        if not self.unread:
            return False
        if date_of(self.unread[0].at) > now + _WRONG_CLOCK:
            return self.rank < LOWER_RANK
        return now > self.due(role, hours)

    def has_wrong_clock(self, now: datetime) -> bool:
        """Return whether a report bears a date that has not come yet."""
        return any(date_of(one.at) > now + _WRONG_CLOCK for one in self.reports)

    def _of_kind(self, kind: str) -> list[OpenedRecord]:
        found = [one for one in self.reports if one.kind == kind]
        return found[::-1] if kind == kinds.UNFINISHED else found


def read_by(act: OpenedRecord) -> tuple[tuple[str, bytes], ...]:
    """Return the reports, as (id, digest), that an act of reading names: the words that were on the screen."""
    digests = act.said.get("reports")
    if act.about is None or not isinstance(digests, list):
        return ()
    return tuple((act.about, bytes.fromhex(one)) for one in digests if isinstance(one, str) and _is_digest(one))


def read_at(facts: CaseFacts) -> int | None:
    """Return when somebody first acknowledged the first report of a case, in seconds since 1970."""
    main = (facts.main.id, facts.main.digest)
    return min((act.at for act in facts.acts if act.kind == kinds.READ and main in read_by(act)), default=None)


def next_step(facts: CaseFacts) -> int:
    """Return what places a new act after all that its desk had seen of the case, whatever any clock says."""
    return max((_step(one)[0] for one in facts.acts), default=0) + 1


def _step(act: OpenedRecord) -> tuple[int, int, str, bytes]:
    step = act.said.get("step")
    return step if isinstance(step, int) and 0 <= step <= _MOST_STEPS else 0, act.at, act.id, act.digest


def _is_digest(text: str) -> bool:
    return len(text) == 64 and not set(text) - set("0123456789abcdef")


def _level_of(act: OpenedRecord) -> Level | None:
    level = act.said.get("level")
    return Level(level) if isinstance(level, str) and level in set(Level) else None
