"""By which day a child's records must be at the next school."""

from __future__ import annotations

from datetime import date
from typing import Final

from store.casebook.case.ladder_clock import SchoolHours

# KCSIE: within 5 days for a child who changes school in the year, or of the start of the new term.
DAYS: Final = 5


def due_day(starts: date, today: date, hours: SchoolHours) -> date:
    """Return the fifth school day from the day on which the child starts there, or from today where that is past."""
    day = max(starts, today)
    left = DAYS - 1 if hours.is_school_day(day) else DAYS
    for _ in range(left):
        day = hours.next_school_day(day)
    return day
