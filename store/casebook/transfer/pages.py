"""Plain facts about transfers for the desk's screens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class KnownSchool:
    """A school whose address is kept here; `words` are compared by phone."""

    school: str
    name: str = field(repr=False)
    words: str


@dataclass(frozen=True)
class TransferLine:
    """One transfer: out or in, when, which school, about whom, how many cases, how it stands."""

    id: str
    is_out: bool
    at: datetime
    school: str = field(repr=False)
    child: str = field(repr=False)
    cases: int
    state: str
    reason: str = field(repr=False)
    due: date | None
    overdue: bool


@dataclass(frozen=True)
class TransferPage:
    """At most 200 transfers, the newest first."""

    lines: tuple[TransferLine, ...]
    total: int
    offset: int


@dataclass(frozen=True)
class Offered:
    """What a file from another school holds, as it is shown before anybody takes it, with how it was answered.

    `child_is_known` is whether a child of this name has a page here already.
    """

    school: str = field(repr=False)
    words: str
    is_known: bool
    child: str = field(repr=False)
    created: str
    cases: int
    records: int
    answered: str
    child_is_known: bool = False
