"""Times, adults as sentences for a pupil."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date, datetime

from screens.text import one_line
from store.language import say, say_number
from store.notebook.common.public_facts import Adult

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
TIME = "{weekday} {day} {month} at {time}"
WHOLE_DAY = "{weekday} {day} {month} {year}"
NEAR_DAY = "{weekday} {day} {month}"
FAR_DAY = "{day} {month} {year}"
ANY_ADULT = "any adult in school you trust"
MINUTE, MINUTES = "{n} minute", "{n} minutes"
OR = "{first} or {last}"
PLEASE_TELL = "Please tell {adults} now."
PICK_ANOTHER = "If you are worried about one of them, pick another."
NOT_READ = "No adult has read it yet."
_NAME_CELLS = 40


def told_time(at: datetime) -> str:
    """Return e.g. "Tuesday 24 November at 10:40" in the time of this computer."""
    at = _here(at)
    weekday, month = say(WEEKDAYS[at.weekday()]), say(MONTHS[at.month - 1])
    return say(TIME, weekday=weekday, day=at.day, month=month, time=f"{at:%H:%M}")


def told_day(at: datetime) -> str:
    """Return e.g. "Tue 24 November 2026"."""
    at = _here(at)
    weekday, month = say(SHORT_WEEKDAYS[at.weekday()]), say(MONTHS[at.month - 1])
    return say(WHOLE_DAY, weekday=weekday, day=at.day, month=month, year=at.year)


def told_near_day(day: date) -> str:
    """Return e.g. "Tue 24 November" for a day that is not far off."""
    return say(NEAR_DAY, weekday=say(SHORT_WEEKDAYS[day.weekday()]), day=day.day, month=say(MONTHS[day.month - 1]))


def told_weekday(day: date) -> str:
    """Return e.g. "Tuesday 24 November" for a day that is not far off."""
    return say(NEAR_DAY, weekday=say(WEEKDAYS[day.weekday()]), day=day.day, month=say(MONTHS[day.month - 1]))


def told_date(day: date) -> str:
    """Return e.g. "24 November 2027"."""
    return say(FAR_DAY, day=day.day, month=say(MONTHS[day.month - 1]), year=day.year)


def told_minutes(minutes: int) -> str:
    """Return "1 minute" or "20 minutes"."""
    return say_number(MINUTE, MINUTES, minutes)


def _here(at: datetime) -> datetime:
    with contextlib.suppress(OverflowError, OSError, ValueError):
        return at.astimezone()
    return at


def told_adult(adult: Adult) -> str:
    """Return "Ms Lee (Room 4)", the name alone where no room is known."""
    name, room = one_line(adult.name, _NAME_CELLS), one_line(adult.room, _NAME_CELLS)
    return f"{name} ({room})" if room else name


def told_adult_in_full(adult: Adult) -> str:
    """Return "Ms Lee (keeps pupils safe), Room 4"; a title is the program's own unless the school wrote another."""
    title, room = one_line(say(adult.title), _NAME_CELLS), one_line(adult.room, _NAME_CELLS)
    told = one_line(adult.name, _NAME_CELLS) + (f" ({title})" if title else "")
    return f"{told}, {room}" if room else told


def told_adults(adults: Sequence[Adult]) -> str:
    """Return "Ms Lee (Room 4) or Mr Dale (Library)", or any trusted adult where none is named."""
    told = [told_adult(adult) for adult in adults]
    if not told:
        return say(ANY_ADULT)
    return say(OR, first=", ".join(told[:-1]), last=told[-1]) if len(told) > 1 else told[0]


def please_tell(adults: Sequence[Adult]) -> str:
    """Return whom to tell until a person has read an urgent report."""
    told = say(PLEASE_TELL, adults=told_adults(adults[:2]))
    return f"{told} {say(PICK_ANOTHER)}" if len(adults) > 1 else told


def tell_now(adults: Sequence[Adult]) -> str:
    """Return that nobody has read it, with whom to tell."""
    return f"{say(NOT_READ)} {please_tell(adults)}"
