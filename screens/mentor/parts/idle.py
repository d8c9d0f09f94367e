"""How long a screen waits for a key."""

from __future__ import annotations

from typing import NamedTuple

COUNTED_DOWN_SECONDS = 60


class IdleTimes(NamedTuple):
    """Seconds without a key: before a list hides, before a page with writing hides, before a hidden visit ends."""

    lists: float = 90
    writing: float = 240
    locked: float = 600


class IdleWatch:
    """The time since the last touch."""

    def __init__(self, now: float) -> None:
        self._last_touch = now

    def touch(self, now: float) -> None:
        """Start again."""
        self._last_touch = now

    def left(self, now: float, allowed: float) -> float:
        """Return how many seconds are left of those allowed, zero or less when they are over."""
        return allowed - (now - self._last_touch)


def countdown(left: float) -> int | None:
    """Return the whole seconds to show, None while the end is far off."""
    return max(1, int(left)) if left <= COUNTED_DOWN_SECONDS else None
