"""When the school is open, by which every clock of an adult goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

_SATURDAY: Final = 5
_LONGEST_CLOSURE_DAYS: Final = 400
_DAY: Final = timedelta(days=1)
# A closure of so many school days in a row ends a half-term: bank holidays and INSET days don't.
_SCHOOL_WEEK: Final = 5
_LONGEST_HALF_TERM: Final = timedelta(weeks=12)
_HALF_TERM: Final = timedelta(weeks=8)


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

    def midnight_of(self, day: date) -> datetime:
        """Return when `day` begins."""
        return self._at(day, time.min)

    def local(self, at: datetime) -> datetime:
        """Return a time as the school's clocks show it."""
        return at.astimezone(self.zone)

    def school_days_between(self, earlier: datetime, later: datetime) -> int:
        """Return how many whole school days lie between two times."""
        day, last, count = self.local(earlier).date(), self.local(later).date(), 0
        while (day := day + _DAY) < last and count <= _LONGEST_CLOSURE_DAYS:
            count += self.is_school_day(day)
        return count

    def half_term_of(self, day: date) -> date:
        """Return the first day of the half-term of `day`: the first school day after a closure of a week or more.

        Where no such closure is known within twelve weeks, it is the day eight weeks before. It is ahead of `day`
        while that closure lasts.
        """
        try:
            one, first, shut = day, None, 0
            while day - one < _LONGEST_HALF_TERM:
                if self.is_school_day(one):
                    first, shut = one, 0
                elif one.weekday() < _SATURDAY:
                    shut += 1
                if shut == _SCHOOL_WEEK:
                    return first or self.next_school_day(day)
                one -= _DAY
            return day - _HALF_TERM
        except OverflowError:
            # At the edge of the calendar nobody can say.
            return day

    def _at(self, day: date, at: time) -> datetime:
        local = datetime.combine(day, at)
        aware = local.astimezone() if self.zone is None else local.replace(tzinfo=self.zone)
        return aware.astimezone(UTC)
