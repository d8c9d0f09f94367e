"""When the school is told that someone is in danger."""

from __future__ import annotations

from collections.abc import Callable

AFTER_SECONDS = 20.0
_AGAIN_SECONDS = 5.0


class DangerWatch:
    """Counts while the danger page stands there, remembers whether the school is told."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._due: float | None = None
        self._is_telling = False
        self._is_told = False

    def begin(self) -> None:
        """Start to count: the danger page is shown."""
        if not self._is_told:
            self._due = self._clock() + AFTER_SECONDS

    def stop(self) -> None:
        """Stop to count: the danger page was left by Esc."""
        self._due = None

    @property
    def is_watching(self) -> bool:
        """Whether there is danger that is not told yet."""
        return self._due is not None and not self._is_told

    @property
    def is_due(self) -> bool:
        """Whether the page stood there long enough, or telling failed a moment ago."""
        return self.is_watching and not self._is_telling and self._clock() >= (self._due or 0)

    def tell(self) -> bool:
        """Begin to tell; False where there is nothing to tell or that goes on already."""
        if not self.is_watching or self._is_telling:
            return False
        self._is_telling = True
        return True

    def end(self, *, told: bool) -> None:
        """Telling has ended; what failed is tried again soon."""
        self._is_telling = False
        self._is_told = told
        if not told:
            self._due = self._clock() + _AGAIN_SECONDS
