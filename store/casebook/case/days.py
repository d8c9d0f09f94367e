"""Days and times as a person types them at a desk."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Final

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BRITISH: Final = re.compile(r"(\d{1,2})[./ -](\d{1,2}|[a-z]+)(?:[./ -](\d{2}|\d{4}))?")
_FROM_NOW: Final = re.compile(r"(?:in )?(\d{1,3}) days?")
_TIME: Final = re.compile(r"(?:^|\s)(?:at )?([01]?\d|2[0-3])[:.]([0-5]\d)$")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LEAST_LETTERS: Final = 3
_CENTURY: Final = 2000
_FRIDAY, _SUNDAY = 4, 6


def day_of(typed: str, today: date) -> date | None:
    """Return the day that is meant by "4 Dec", "4/12/2026", "2026-12-04", "fri", "tomorrow" or "3 days", else None.

    A day without a year is the next one of that name, a weekday the next one after today.
    """
    told = " ".join(typed.casefold().replace(",", " ").split())
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    try:
        if told in near:
            return today + timedelta(days=near[told])
        if found := _FROM_NOW.fullmatch(told):
            return today + timedelta(days=int(found[1]))
        if found := _ISO.fullmatch(told):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if len(told) >= _LEAST_LETTERS and (named := [one for one in _DAYS if one.startswith(told)]):
            return today + timedelta(days=(_DAYS.index(named[0]) - today.weekday() - 1) % 7 + 1)
        if found := _BRITISH.fullmatch(told):
            return _british(found, today)
    except (ValueError, OverflowError):
        return None
    return None


def time_of(typed: str, now: datetime) -> datetime | None:
    """Return the time that is meant by "now", "10:40", "yesterday 15:00" or "4 Dec 10:40", else None."""
    told = " ".join(typed.casefold().split())
    if told == "now":
        return now.replace(second=0, microsecond=0)
    found = _TIME.search(told)
    if found is None:
        return None
    before = told[: found.start()].strip()
    day = _past_day(before, now.date()) if before else now.date()
    return None if day is None else datetime.combine(day, time(int(found[1]), int(found[2])), now.tzinfo)


def next_working_day(day: date) -> date:
    """Return the first day after `day` that is no Saturday or Sunday: offices outside work while a school is closed."""
    try:
        return day + timedelta(days=max(1, _SUNDAY + 1 - day.weekday()) if day.weekday() >= _FRIDAY else 1)
    except OverflowError:
        return day


def _past_day(typed: str, today: date) -> date | None:
    day = day_of(typed, today)
    if day is None or day <= today or re.search(r"\d{4}", typed):
        return day
    # What has happened was on the last such day, not on the next.
    if typed[0].isalpha() and not typed.startswith("tom"):
        return day - timedelta(days=7)
    return day.replace(year=day.year - 1)


def _british(found: re.Match[str], today: date) -> date | None:
    month = found[2]
    if not month.isdigit():
        if month[:_LEAST_LETTERS] not in _MONTHS:
            return None
        month = str(_MONTHS.index(month[:_LEAST_LETTERS]) + 1)
    if found[3]:
        year = int(found[3])
        return date(year if year > _CENTURY else year + _CENTURY, int(month), int(found[1]))
    day = date(today.year, int(month), int(found[1]))
    return day if day >= today else day.replace(year=today.year + 1)
