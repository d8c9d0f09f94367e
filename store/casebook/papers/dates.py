"""Dates and times as papers tell them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final

from store.casebook.case.ladder_clock import SchoolHours

_SEPTEMBER: Final = 9
_MINUTES: Final = 60


def told_day(day: date) -> str:
    """Return e.g. "Tue 24 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def told_time(at: datetime, hours: SchoolHours) -> str:
    """Return e.g. "Tue 24 Nov 2026 10:40" as the school's clocks have it."""
    with suppress(OverflowError, OSError, ValueError):
        at = hours.local(at)
    return f"{told_day(at.date())} {at:%H:%M}"


def told_span(span: timedelta | None) -> str:
    """Return e.g. "12 min", "3 h 5 min", "2 d 4 h", "not yet"."""
    if span is None:
        return "not yet"
    minutes = int(span.total_seconds()) // _MINUTES
    days, hours = minutes // (24 * _MINUTES), minutes // _MINUTES % 24
    if days:
        return f"{days} d {hours} h"
    return f"{hours} h {minutes % _MINUTES} min" if hours else f"{minutes} min"


def school_year_of(day: date) -> tuple[date, date]:
    """Return the first of September on or before a day with the last day before the next one."""
    first = date(day.year if day.month >= _SEPTEMBER else day.year - 1, _SEPTEMBER, 1)
    return first, date(first.year + 1, _SEPTEMBER, 1) - timedelta(days=1)
