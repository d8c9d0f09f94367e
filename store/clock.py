"""Time as the product reads it."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


def written_at(when: datetime) -> str:
    """Return a time as records tell it: ISO 8601 in UTC, to the second, for display only."""
    return when.astimezone(UTC).isoformat(timespec="seconds")


class Clock(Protocol):
    """What tells the date for people, with a steady count of seconds for the program."""

    def now(self) -> datetime:
        """Return the date and time in UTC; the computer may have it wrong by any amount."""

    def monotonic(self) -> float:
        """Return seconds that only ever go forward while this computer runs."""


class SystemClock:
    """The clock of this computer."""

    def now(self) -> datetime:
        """Return the date and time in UTC as this computer has it."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds from the operating system's steady clock."""
        return time.monotonic()
