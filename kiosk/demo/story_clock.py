"""The clock of a story: it is when the story says it is."""

from __future__ import annotations

from datetime import datetime


class StoryClock:
    """Goes forward to each event, on the wall and in the machine alike."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._now = start

    def now(self) -> datetime:
        """Return the story's date and time."""
        return self._now

    def monotonic(self) -> float:
        """Return the story's seconds since its start."""
        return (self._now - self._start).total_seconds()

    def go_to(self, at: datetime) -> None:
        """Go forward to a moment; the past stays where it is."""
        self._now = max(self._now, at)
