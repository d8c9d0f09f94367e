"""Weeks as the casebook counts by them: seconds since 1970, divided towards nought as its database does."""

from __future__ import annotations

from typing import Final

SECONDS: Final = 604_800


def week_of(at: int) -> int:
    """Return the week of a time."""
    return at // SECONDS if at >= 0 else -(-at // SECONDS)


def first_second(week: int) -> int:
    """Return the first second of a week."""
    return week * SECONDS if week > 0 else week * SECONDS - SECONDS + 1
