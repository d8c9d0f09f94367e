"""When to try an exchange again after one failed."""

from __future__ import annotations

from random import Random
from typing import Final

from store.clock import Clock

SHORTEST: Final = 5.0
LONGEST: Final = 15 * 60.0


class Backoff:
    """Waits of full jitter, 5 seconds at least, their ceiling doubling up to 15 minutes, for ever."""

    def __init__(self, random: Random, clock: Clock) -> None:
        self._random = random
        self._clock = clock
        self._ceiling = SHORTEST
        self._due = clock.monotonic()

    def next_after_failure(self) -> float:
        """Return the seconds to wait after one more failure."""
        self._ceiling = min(LONGEST, self._ceiling * 2)
        wait = self._random.uniform(SHORTEST, self._ceiling)
        self._due = self._clock.monotonic() + wait
        return wait

    def reset(self) -> None:
        """Make the next try due at once, after a success or because a person asked for it."""
        self._ceiling = SHORTEST
        self._due = self._clock.monotonic()

    def is_due(self) -> bool:
        """Return whether the wait is over."""
        return self._clock.monotonic() >= self._due
