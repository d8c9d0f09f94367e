"""Times, numbers, adults as sentences for a pupil."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import datetime

from screens.text import one_line
from store.notebook.public_facts import Adult

ANY_ADULT = "any adult in school you trust"
_NAME_CELLS = 40


def told_time(at: datetime) -> str:
    """Return e.g. "Tuesday 24 November at 10:40" in the time of this computer."""
    with contextlib.suppress(OverflowError, OSError, ValueError):
        at = at.astimezone()
    return f"{at:%A} {at.day} {at:%B} at {at:%H:%M}"


def told_day(at: datetime) -> str:
    """Return e.g. "Tue 24 November 2026"."""
    with contextlib.suppress(OverflowError, OSError, ValueError):
        at = at.astimezone()
    return f"{at:%a} {at.day} {at:%B} {at.year}"


def told_number(number: int, one: str, many: str) -> str:
    """Return "1 message" or "3 messages"."""
    return f"{number} {one if number == 1 else many}"


def told_adult(adult: Adult) -> str:
    """Return "Ms Lee (Room 4)", the name alone where no room is known."""
    name, room = one_line(adult.name, _NAME_CELLS), one_line(adult.room, _NAME_CELLS)
    return f"{name} ({room})" if room else name


def told_adult_in_full(adult: Adult) -> str:
    """Return "Ms Lee (keeps pupils safe), Room 4"."""
    title, room = one_line(adult.title, _NAME_CELLS), one_line(adult.room, _NAME_CELLS)
    told = one_line(adult.name, _NAME_CELLS) + (f" ({title})" if title else "")
    return f"{told}, {room}" if room else told


def told_adults(adults: Sequence[Adult], between: str = "or") -> str:
    """Return "Ms Lee (Room 4) or Mr Dale (Library)", or any trusted adult where none is named."""
    told = [told_adult(adult) for adult in adults]
    if not told:
        return ANY_ADULT
    return f"{', '.join(told[:-1])} {between} {told[-1]}" if len(told) > 1 else told[0]


def please_tell(adults: Sequence[Adult]) -> str:
    """Return whom to tell until a person has read an urgent report."""
    told = f"Please tell {told_adults(adults[:2])} now."
    return f"{told} If you are worried about one of them, pick another." if len(adults) > 1 else told


def tell_now(adults: Sequence[Adult]) -> str:
    """Return that nobody has read it, with whom to tell."""
    return f"No adult has read it yet. {please_tell(adults)}"
