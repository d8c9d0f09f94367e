"""What anybody may know of practice reports: of which day the newest one is that a role has acknowledged.

A mark of that day is in the `met` of the role's checkpoints, to which only a person's acknowledgement adds. It stands
there among the hashes of entries and is the hash of none, so an older program passes over it. It names no entry, no
kiosk and no hour: which of a route's sealed entries was for practice stays with whoever can open it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Final

from store.scheme.routes import ROUTES
from store.scheme.school_hours import SchoolHours

_NAME: Final = b"pmk/practice/1"
_LONGEST_DAYS: Final = 400
_DAY: Final = timedelta(days=1)
# School days in which somebody may send one before anybody is reminded.
_TIME_TO_SEND: Final = 10


def mark_of(school: bytes, role: str, day: date) -> bytes:
    """Return the mark of a practice report of a day, acknowledged by somebody who holds the role."""
    return hashlib.sha256(b"\n".join((_NAME, school, role.encode(), day.isoformat().encode()))).digest()


def last_marked(met: Collection[bytes], school: bytes, role: str, today: date) -> date | None:
    """Return the newest day whose mark stands in what a role has met, None where there is none of the last year."""
    if role not in ROUTES or not met:
        return None
    with suppress(OverflowError):
        # Another device may be in another time zone: its day may already have begun.
        day = today + _DAY
        for _ in range(_LONGEST_DAYS):
            if mark_of(school, role, day) in met:
                return day
            day -= _DAY
    return None


def is_awaited(known: datetime, practised: date | None, now: datetime, hours: SchoolHours) -> bool:
    """Return whether a route, known since a time, is without one two weeks into the half-term."""
    start = hours.half_term_of(hours.local(now).date())
    if practised is not None and practised >= start:
        return False
    return hours.school_days_between(max(hours.start_of(start), known), now) >= _TIME_TO_SEND
