"""When a ring is due although no alarm is: a desk to be opened, a silent kiosk, a route without a practice report.

The ring is the same whether or not anything waits at that desk. The head's desk is opened each school day: it rings an
hour before school closes, then when it closes. The chair's, which is also the second reader's, is opened every 3 days:
it rings when these are over, then each day. A silent kiosk rings in school hours, again after as many school days.
A route of which nobody has acknowledged a practice report of this half-term rings in its third week, then once a week.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from store.scheme.ladder import CHAIR_OPENS_EVERY
from store.scheme.practised import is_awaited
from store.scheme.school_hours import SchoolHours
from store.service.rings.ladder import is_ahead, is_open

BEFORE_CLOSING: Final = timedelta(hours=1)
_AGAIN: Final = timedelta(days=1)
# School days: a reminder a week.
PRACTICE_AGAIN: Final = 5


def head_is_due(opened: datetime, rung: datetime | None, now: datetime, hours: SchoolHours) -> bool:
    """Return whether the head's desk, last opened at `opened`, asks for a ring."""
    day = hours.local(now).date()
    if not hours.is_school_day(day) or (hours.local(opened).date() == day and not is_ahead(opened, now)):
        return False
    past = [at for at in (hours.end_of(day) - BEFORE_CLOSING, hours.end_of(day)) if at <= now]
    return bool(past) and (rung is None or rung < past[-1] or is_ahead(rung, now))


def chair_is_due(opened: datetime, rung: datetime | None, now: datetime) -> bool:
    """Return whether the chair's desk, last opened at `opened`, asks for a ring."""
    if now - opened < CHAIR_OPENS_EVERY and not is_ahead(opened, now):
        return False
    return rung is None or rung < opened or now - rung >= _AGAIN or is_ahead(rung, now)


def kiosk_is_due(heard: datetime, rung: datetime | None, days: int, now: datetime, hours: SchoolHours) -> bool:
    """Return whether a kiosk, last heard of at `heard`, has been silent for `days` school days, 0 for no matter."""
    if not days or not is_open(now, hours) or hours.school_days_between(heard, now) < days:
        return False
    return rung is None or rung < heard or hours.school_days_between(rung, now) >= days or is_ahead(rung, now)


def practice_is_due(
    known: datetime, practised: date | None, rung: datetime | None, now: datetime, hours: SchoolHours
) -> bool:
    """Return whether a route, known here since `known`, asks for a practice report; `practised` is of which day."""
    if not is_open(now, hours) or not is_awaited(known, practised, now, hours):
        return False
    return rung is None or hours.school_days_between(rung, now) >= PRACTICE_AGAIN or is_ahead(rung, now)
