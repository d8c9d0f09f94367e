"""Plain facts that a casebook hands to the desk's screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

# What a search finds is counted no further: a number that large says nothing more to anybody.
MOST_COUNTED: Final = 1_000
# Every line of a page.
ALL: Final = slice(None)


class CaseState(StrEnum):
    """Where a case stands at the desk."""

    NEW = "new"
    READ = "read"
    IN_PROGRESS = "in progress"
    WAITING = "waiting"
    CLOSED = "closed"


@dataclass(frozen=True)
class Behind:
    """How far a desk has come in opening what came: so many items of so many."""

    opened: int
    of: int


@dataclass(frozen=True)
class InboxLine:
    """One case in the inbox; `level` is red, amber, blue or grey, `overdue` compares its age with its clock."""

    id: str
    code: str
    level: str
    created: datetime
    state: CaseState
    kind: str
    author: str = field(repr=False)
    summary: str = field(repr=False)
    holder: str | None = field(repr=False)
    overdue: bool


@dataclass(frozen=True)
class InboxPage:
    """Cases in order: red, amber, the others; in each the unread first, then the oldest by their clock.

    `ids` are all of the page, `lines` those of them that were asked for. `late` counts what is to do on any case and
    was due before today; `rung`: everyone is rung, though nothing here is unread. A search counts to MOST_COUNTED, and
    one more for whatever is beyond.
    """

    ids: tuple[str, ...]
    lines: tuple[InboxLine, ...]
    total: int
    unread: int
    offset: int
    late: int = 0
    rung: bool = False


@dataclass(frozen=True)
class TimelineLine:
    """One act on a case: when, by whom, what, why."""

    at: datetime
    by: str = field(repr=False)
    act: str
    reason: str = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """One question of the pupil's form with its answer, in words."""

    question: str
    answer: str = field(repr=False)


@dataclass(frozen=True)
class ItemLine:
    """Something that is to be done, or to be answered, on a case by the end of a day."""

    id: str
    case_id: str
    code: str
    level: str
    kind: str
    words: str = field(repr=False)
    due: date
    who: str = field(repr=False)
    overdue: bool


@dataclass(frozen=True)
class DuePage:
    """At most 200 things to do, the earliest first; `late` of them were due before today.

    `practice_due` are the routes that await their practice report of this half-term.
    """

    lines: tuple[ItemLine, ...]
    total: int
    late: int
    offset: int
    practice_due: tuple[str, ...] = ()


@dataclass(frozen=True)
class Colleague:
    """Somebody who may be asked to take a case or to do something on it."""

    person: str
    name: str = field(repr=False)


@dataclass(frozen=True)
class Link:
    """What a case is linked to: a child or another case, by its kind and id."""

    kind: str
    target: str
    name: str = field(repr=False)


@dataclass(frozen=True)
class ChildLine:
    """A child in the list: as the school calls it, year, handles, how many cases are linked."""

    id: str
    name: str = field(repr=False)
    year: str = field(repr=False)
    handles: str = field(repr=False)
    cases: int


@dataclass(frozen=True)
class ChildrenPage:
    """At most 200 children in the order of their names."""

    lines: tuple[ChildLine, ...]
    total: int
    offset: int


@dataclass(frozen=True)
class Happening:
    """One thing that happened in one of a child's cases."""

    case_id: str
    code: str
    told: TimelineLine


@dataclass(frozen=True)
class ChildPage:
    """A child with at most 200 lines of the chronology over all linked cases, the oldest first.

    `people` are children of the same cases with how many, `recurring` names or handles with in how many cases,
    `mentions` cases that tell the name or a handle without being linked, `elsewhere` the main record, "" if this is it.
    """

    line: ChildLine
    people: tuple[tuple[ChildLine, int], ...]
    recurring: tuple[tuple[str, int], ...]
    mentions: tuple[InboxLine, ...]
    elsewhere: str
    lines: tuple[Happening, ...]
    total: int
    offset: int


@dataclass(frozen=True)
class Case:
    """A case as its role sees it: the first text untouched, everything later after it.

    `items` are still to do, `links` are children and cases it is linked to, `asked` is the request to take the case
    that this person has not answered.
    """

    line: InboxLine
    words: str = field(repr=False)
    answers: tuple[Answer, ...]
    additions: tuple[TimelineLine, ...]
    unfinished: tuple[TimelineLine, ...]
    timeline: tuple[TimelineLine, ...]
    warnings: tuple[str, ...]
    items: tuple[ItemLine, ...] = ()
    links: tuple[Link, ...] = ()
    asked: str | None = None


@dataclass(frozen=True)
class Phrase:
    """A safe reply; `needs` lists the blanks that the desk fills in: "room", "time", "name"."""

    id: str
    text: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class DeviceState:
    """What a kiosk told of itself: its program, its system, what its doctor found, when."""

    version: str
    system: str
    findings: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class FeedLine:
    """Completeness of one feed: device name, how many entries are here, the numbers that are missing, forks.

    `written` is the highest number heard of, `checkpointed` how many of those here desks have signed to hold, `erased`
    how many were erased by whom.
    `state` is what the device last told of itself, on the lines of its reports.
    `bare` is a desk of other roles as a whole, of which nothing is told but whether it is complete.
    """

    device: str
    lane: int
    epoch: str
    here: int
    missing: tuple[tuple[int, int], ...]
    forks: int
    last_contact: datetime | None
    problem: str | None
    state: DeviceState | None = None
    written: int = 0
    checkpointed: int = 0
    erased: tuple[tuple[int, str], ...] = ()
    bare: bool = False


@dataclass(frozen=True)
class Completeness:
    """The line above the inbox, then each feed; `quarantined` and `unreadable` count items kept apart.

    `unopened` counts items that are here, but not in the casebook yet.
    """

    sentence: str
    feeds: tuple[FeedLine, ...]
    quarantined: int
    unreadable: int
    unopened: int = 0
