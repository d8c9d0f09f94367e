"""Who is rung on which rung for an alarm, with when the next one is due; pure functions of public facts.

red     at once everybody of every route, in the same words, so that a ring does not say which route; then after each
        15 minutes of real time the next person, those of the out-of-hours list first; after the last one everybody
        together, and so on until somebody has acknowledged it
amber   at once the first of those who keep pupils safe; after each 60 minutes of the school day the next one, then
        the out-of-hours list; before school closes, and outside of its hours, all of these together
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from store.scheme.ladder import AMBER_CLOCK, RED_CLOCK
from store.scheme.routes import SAFEGUARDING
from store.scheme.school_hours import SchoolHours
from store.service.rings.people import Team

# How long before school closes an unread amber report rings everybody who may still be there.
BEFORE_CLOSING: Final = timedelta(minutes=15)
# A clock that was set back by less is as good as one that stands still.
_BACK: Final = timedelta(minutes=1)
People = tuple[str, ...]


def red_people(team: Team, step: int) -> People:
    """Return whom the rung `step` of a red alarm rings, 0 being the first."""
    everyone = team.everyone
    if step == 0 and everyone:
        return everyone
    cycle = tuple(dict.fromkeys((*team.out_of_hours, *everyone)))
    place = (step - 1) % (len(cycle) + 1) if step else len(cycle)
    return cycle[place : place + 1] or cycle


def amber_people(team: Team, step: int, *, open_now: bool) -> People:
    """Return whom the rung `step` of an amber alarm rings; the first outside of school hours rings all of them."""
    keepers = team.of(SAFEGUARDING)
    everyone = tuple(dict.fromkeys((*keepers, *team.out_of_hours)))
    if not open_now or step > len(keepers):
        return everyone
    return keepers[step : step + 1] or team.out_of_hours or keepers


def red_is_due(rung: datetime, now: datetime) -> bool:
    """Return whether a red alarm that was last rung for at `rung` is due; a clock that was set back makes it so."""
    return now - rung >= RED_CLOCK or is_ahead(rung, now)


def amber_is_due(rung: datetime, now: datetime, hours: SchoolHours) -> bool:
    """Return whether an amber alarm that was last rung for at `rung` is due; a clock that was set back makes it so."""
    try:
        return now >= _next_amber(rung, hours) or is_ahead(rung, now)
    except (OverflowError, OSError, ValueError):
        # At the edge of the calendar nobody can say.
        return now - rung >= AMBER_CLOCK or is_ahead(rung, now)


def is_open(now: datetime, hours: SchoolHours) -> bool:
    """Return whether school is on, and not about to close."""
    day = hours.local(now).date()
    return hours.is_school_day(day) and hours.start_of(day) <= now < hours.end_of(day) - BEFORE_CLOSING


def is_ahead(then: datetime, now: datetime) -> bool:
    """Return whether something was noted at a time that has not come yet: the clock was set back since."""
    return then - now > _BACK


def _next_amber(rung: datetime, hours: SchoolHours) -> datetime:
    day = hours.local(rung).date()
    last = hours.end_of(day) - BEFORE_CLOSING
    if hours.is_school_day(day) and rung < last:
        return min(max(rung, hours.start_of(day)) + AMBER_CLOCK, last)
    day = hours.next_school_day(day)
    return min(hours.start_of(day) + AMBER_CLOCK, hours.end_of(day) - BEFORE_CLOSING)
