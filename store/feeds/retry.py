"""When to exchange again after one exchange worked or failed."""

from __future__ import annotations

from random import Random
from typing import Final

from store.clock import Clock

SHORTEST: Final = 5.0
LONGEST: Final = 15 * 60.0
USUAL: Final = 2 * 60.0


class Backoff:
    """Waits of full jitter, 5 seconds at least; each failure doubles their ceiling up to 15 minutes, for ever."""

    def __init__(self, random: Random, clock: Clock) -> None:
        self._random = random
        self._clock = clock
        self._ceiling = SHORTEST
        self._due = clock.monotonic()

    def next_after_success(self) -> float:
        """Return the seconds to wait while all is well, up to 2 minutes."""
        self._ceiling = SHORTEST
        return self._wait(USUAL)

    def next_after_failure(self) -> float:
        """Return the seconds to wait after one more failure."""
        self._ceiling = min(LONGEST, self._ceiling * 2)
        return self._wait(self._ceiling)

    def reset(self) -> None:
        """Make the next try due at once, after a success or because a person asked for it."""
        self._ceiling = SHORTEST
        self._due = self._clock.monotonic()

    def seconds_left(self) -> float:
        """Return how long the wait still is, 0 once it is over."""
        return max(0.0, self._due - self._clock.monotonic())

    def is_due(self) -> bool:
        """Return whether the wait is over."""
        return self.seconds_left() <= 0

    def _wait(self, ceiling: float) -> float:
        wait = self._random.uniform(SHORTEST, ceiling)
        self._due = self._clock.monotonic() + wait
        return wait
