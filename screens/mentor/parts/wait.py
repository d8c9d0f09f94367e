"""The growing wait after wrong words."""

from __future__ import annotations

import math
from collections.abc import Callable

from store.language import say

WAIT = "You can try again in {seconds} s."


class Wait:
    """Counts down, for the name that was typed, how long until the next try."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = 0.0
        self._name = ""
        self._sentence = ""

    def start(self, seconds: float, name: str, sentence: str) -> None:
        """Wait this long before another try for this name."""
        self._until, self._name, self._sentence = self._clock() + seconds, name.casefold(), sentence

    def left(self, name: str) -> int:
        """Return the whole seconds that are left for this name."""
        return max(0, math.ceil(self._until - self._clock())) if name.casefold() == self._name else 0

    def sentence(self, name: str) -> str:
        """Return what to show now: what was wrong, with the seconds while there are any."""
        left = self.left(name)
        return f"{self._sentence} {say(WAIT, seconds=left)}" if left else self._sentence
