"""How the school stands by the hours of its policy: open, closing, closed."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from store.scheme.policy import Policy

OPEN: Final = "open"
CLOSING: Final = "closing"
CLOSED: Final = "closed"
SOON: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_LONGEST_CLOSURE_DAYS: Final = 400


class Opening(NamedTuple):
    """How the school stands: open, closing within the hour with when, closed; where not open, when it opens next."""

    state: str
    closes: datetime | None
    opens: datetime | None


def opening(policy: Policy, now: datetime) -> Opening:
    """Return how the school stands at `now`, a time of the school's own clock without a zone."""
    today = now.date()
    closes = datetime.combine(today, policy.ends)
    is_school_day = policy.is_school_day(today)
    if is_school_day and now < datetime.combine(today, policy.starts):
        return Opening(CLOSED, None, datetime.combine(today, policy.starts))
    if is_school_day and now < closes - SOON:
        return Opening(OPEN, None, None)
    opens = _next(policy, today, policy.starts)
    return Opening(CLOSING, closes, opens) if is_school_day and now < closes else Opening(CLOSED, None, opens)


def closing(policy: Policy, today: date) -> date | None:
    """Return the day on which school opens again where `today` is the last before a holiday, else None."""
    opens = _next(policy, today, policy.starts) if policy.is_school_day(today) else None
    if opens is None or not any(today < first < opens.date() for first, _ in policy.holidays):
        return None
    return opens.date()


def _next(policy: Policy, day: date, starts: time) -> datetime | None:
    # At the end of the calendar there is no next day.
    with contextlib.suppress(OverflowError):
        for _ in range(_LONGEST_CLOSURE_DAYS):
            day += _DAY
            if policy.is_school_day(day):
                return datetime.combine(day, starts)
    return None
