"""Plain facts that a casebook hands to the desk's screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class CaseState(StrEnum):
    """Where a case stands at the desk."""

    NEW = "new"
    READ = "read"
    IN_PROGRESS = "in progress"
    WAITING = "waiting"
    CLOSED = "closed"


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
    """At most 200 lines in order: red, amber, then the oldest against their clock."""

    lines: tuple[InboxLine, ...]
    total: int
    unread: int
    offset: int


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
class Case:
    """A case as its role sees it: the first text untouched, everything later after it."""

    line: InboxLine
    words: str = field(repr=False)
    answers: tuple[Answer, ...]
    additions: tuple[TimelineLine, ...]
    unfinished: tuple[TimelineLine, ...]
    timeline: tuple[TimelineLine, ...]
    warnings: tuple[str, ...]


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


@dataclass(frozen=True)
class Completeness:
    """The line above the inbox, then each feed; `quarantined` and `unreadable` count items kept apart."""

    sentence: str
    feeds: tuple[FeedLine, ...]
    quarantined: int
    unreadable: int
