"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime, timedelta


class ManualClock:
    def __init__(self, start: datetime) -> None:
        self._wall = start
        self._steady = 1000.0

    def now(self) -> datetime:
        return self._wall

    def monotonic(self) -> float:
        return self._steady

    def advance(self, seconds: float) -> None:
        """Let time pass, on the wall and in the machine."""
        self._wall += timedelta(seconds=seconds)
        self._steady += seconds

    def set_wall(self, at: datetime) -> None:
        """Set the wall clock alone, as a person or a bad time server would."""
        self._wall = at
