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

from datetime import datetime, timedelta
from typing import Final

from store.scheme.ladder import AMBER_CLOCK, CHAIR_OPENS_EVERY, RED_CLOCK, Level
from store.scheme.routes import CHAIR, HEAD
from store.scheme.school_hours import SchoolHours

__all__ = ["AMBER_CLOCK", "CHAIR_OPENS_EVERY", "GREY_SCHOOL_DAYS", "RED_CLOCK", "SchoolHours", "due_at"]

GREY_SCHOOL_DAYS: Final = 5
_DAY: Final = timedelta(days=1)


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
