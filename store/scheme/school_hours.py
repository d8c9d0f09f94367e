"""When the school is open, by which every clock of an adult goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

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
