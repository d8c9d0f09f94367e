"""By when an adult must have read a case.

The clock of each level, as the ladder of the scheme has it:

    red     15 minutes of real time, never paused
    amber   60 minutes of the school day, or before it closes; on the staff routes the duty to open takes its place:
            the head's desk each school day, the chair's every 3 days
    blue    the same or the next school day, always before a closure longer than a day
    grey    5 school days

School days are Monday to Friday without the closures that the school's policy names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from store.scheme.ladder import Level
from store.scheme.routes import CHAIR, HEAD

RED_CLOCK: Final = timedelta(minutes=15)
AMBER_CLOCK: Final = timedelta(minutes=60)
GREY_SCHOOL_DAYS: Final = 5
CHAIR_OPENS_EVERY: Final = timedelta(days=3)
_SATURDAY: Final = 5
_LONGEST_CLOSURE_DAYS: Final = 400
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class SchoolHours:
    """When the school is open; `zone` None is the time zone of this computer, dates are the school's own.

    `closures` are the first and the last closed day of each holiday.
    """

    starts: time = time(8, 30)
    ends: time = time(16, 0)
    zone: tzinfo | None = None
    closures: tuple[tuple[date, date], ...] = ()

    def is_school_day(self, day: date) -> bool:
        """Return whether the school is open on `day`."""
        if day.weekday() >= _SATURDAY:
            return False
        return not any(first <= day <= last for first, last in self.closures)

    def next_school_day(self, day: date) -> date:
        """Return the first school day after `day`."""
        for _ in range(_LONGEST_CLOSURE_DAYS):
            day += _DAY
            if self.is_school_day(day):
                break
        return day

    def start_of(self, day: date) -> datetime:
        """Return when school begins on `day`."""
        return self._at(day, self.starts)

    def end_of(self, day: date) -> datetime:
        """Return when school closes on `day`."""
        return self._at(day, self.ends)

    def local(self, at: datetime) -> datetime:
        """Return a time as the school's clocks show it."""
        return at.astimezone(self.zone)

    def school_days_between(self, earlier: datetime, later: datetime) -> int:
        """Return how many whole school days lie between two times."""
        day, last, count = self.local(earlier).date(), self.local(later).date(), 0
        while (day := day + _DAY) < last and count <= _LONGEST_CLOSURE_DAYS:
            count += self.is_school_day(day)
        return count

    def _at(self, day: date, at: time) -> datetime:
        local = datetime.combine(day, at)
        aware = local.astimezone() if self.zone is None else local.replace(tzinfo=self.zone)
        return aware.astimezone(UTC)


def due_at(level: Level, created: datetime, role: str, hours: SchoolHours) -> datetime:
    """Return by when a case of `level` must have been read; a date at the edge of the calendar is due at once."""
    try:
        return _due(level, created, role, hours)
    except (OverflowError, OSError, ValueError):
        return created


def _due(level: Level, created: datetime, role: str, hours: SchoolHours) -> datetime:
    if level is Level.RED:
        return created + RED_CLOCK
    start, end = _next_open(created, hours)
    if level is Level.AMBER:
        if role == HEAD:
            return end
        if role == CHAIR:
            return created + CHAIR_OPENS_EVERY
        return min(start + AMBER_CLOCK, end)
    day = hours.local(start).date()
    if level is Level.BLUE:
        if day != hours.local(created).date():
            return end
        after = hours.next_school_day(day)
        # Where a closure longer than a day follows, "the next school day" would lie behind it.
        return end if after - day > 2 * _DAY else hours.end_of(after)
    for _ in range(GREY_SCHOOL_DAYS):
        day = hours.next_school_day(day)
    return hours.end_of(day)


def _next_open(at: datetime, hours: SchoolHours) -> tuple[datetime, datetime]:
    """Return from when on the school day counts for something written `at`, and when that day ends."""
    day = hours.local(at).date()
    if hours.is_school_day(day) and at < hours.end_of(day):
        return max(at, hours.start_of(day)), hours.end_of(day)
    day = hours.next_school_day(day)
    return hours.start_of(day), hours.end_of(day)
