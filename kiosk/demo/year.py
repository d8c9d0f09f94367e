"""The plan of a made-up year: who sat down where, when, for what, always the same for one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from typing import Final

from kiosk.demo.cast import KIOSKS, MENTORS
from kiosk.demo.stories import NAMELESS, STAFF_WORRIES, UNFINISHED, WORRIES

SEED: Final = 20261124
WEEKS: Final = 52
# First with last day of each holiday, as (month, day); a holiday ends within its year.
_HOLIDAYS: Final = (
    ((1, 1), (1, 4)),
    ((2, 14), (2, 20)),
    ((4, 1), (4, 13)),
    ((5, 25), (5, 31)),
    ((7, 24), (9, 2)),
    ((10, 24), (10, 31)),
    ((12, 20), (12, 31)),
)
_STAFF_EVERY: Final = 7
_CONCERNS: Final = 40
_BREAKS: Final = (time(10, 40), time(12, 25), time(12, 50), time(15, 5))


class Kind(StrEnum):
    """What a visit at a kiosk was for."""

    SESSION = "session"
    CONCERN = "concern"
    NAMELESS = "nameless"
    UNFINISHED = "unfinished"
    CASEWORK = "casework"


@dataclass(frozen=True)
class Event:
    """One visit, or one sitting at the desk (which has neither kiosk nor mentor)."""

    at: datetime
    kind: Kind
    kiosk: str = ""
    mentor: str = ""
    hurt: str = "pupil"
    adult: str = "no"
    words: str = field(default="", repr=False)
    danger: str = "no"


def planned_year(today: date, seed: int = SEED) -> list[Event]:
    """Return every event of the year before `today`, in order."""
    # The same story each time is the point; nothing secret comes from it.
    random = Random(seed)  # noqa: S311 - a story, no secret
    days = list(_school_days(today))
    events = [event for day in days for event in _sessions(random, day)]
    events += _concerns(random, days)
    casework = [day for number, day in enumerate(days[:-3]) if number % 11 == 10]
    events += [Event(_at(day, time(15, 45)), Kind.CASEWORK) for day in casework]
    return sorted(events, key=lambda event: (event.at, event.kind, event.mentor))


def _school_days(today: date) -> Iterator[date]:
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS)
    for week in range(WEEKS + 1):
        days = [monday + timedelta(weeks=week, days=day) for day in range(5)]
        yield from (day for day in days if day < today and not _is_holiday(day))


def _is_holiday(day: date) -> bool:
    return any(first <= (day.month, day.day) <= last for first, last in _HOLIDAYS)


def _sessions(random: Random, day: date) -> Iterator[Event]:
    for _ in range(random.choice((0, 1, 1, 1))):
        mentor, _mentees = random.choice(MENTORS)
        yield Event(_moment(random, day), Kind.SESSION, random.choice(KIOSKS), mentor)


def _concerns(random: Random, days: list[date]) -> Iterator[Event]:
    steps = len(days) / _CONCERNS
    for number in range(_CONCERNS):
        day = days[min(len(days) - 1, int(number * steps + random.random() * steps))]
        at, kiosk, (mentor, _mentees) = _moment(random, day), random.choice(KIOSKS), random.choice(MENTORS)
        if number % _STAFF_EVERY == _STAFF_EVERY - 1:
            hurt, adult, words = STAFF_WORRIES[number // _STAFF_EVERY % len(STAFF_WORRIES)]
            yield Event(at, Kind.CONCERN, kiosk, mentor, hurt, adult, words)
            continue
        hurt, words = WORRIES[(number * 5) % len(WORRIES)]
        danger = "yes" if number == 31 else random.choice(("no", "no", "no", "not sure"))
        yield Event(at, Kind.CONCERN, kiosk, mentor, hurt, "no", words, danger)
    yield Event(_moment(random, days[-4]), Kind.NAMELESS, KIOSKS[1], words=NAMELESS)
    yield Event(_moment(random, days[-2]), Kind.UNFINISHED, KIOSKS[0], MENTORS[4][0], words=UNFINISHED)
    yield Event(_moment(random, days[-1]), Kind.CONCERN, KIOSKS[0], MENTORS[0][0], *WORRIES[1][:1], words=WORRIES[1][1])


def _moment(random: Random, day: date) -> datetime:
    return _at(day, random.choice(_BREAKS)) + timedelta(seconds=random.randrange(900))


def _at(day: date, of_day: time) -> datetime:
    return datetime.combine(day, of_day, UTC)
