"""When a draft is saved."""

from __future__ import annotations

from collections.abc import Callable

EVERY_SECONDS = 2.0


class Autosave:
    """Says when to save: at most every two seconds while somebody types, never two at once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = clock() - EVERY_SECONDS
        self._is_changed = False
        self._is_saving = False
        self._number = 0

    def change(self) -> None:
        """Something is typed that is not saved."""
        self._is_changed = True

    @property
    def is_due(self) -> bool:
        """Whether it is time to save."""
        return self._is_changed and not self._is_saving and self._clock() - self._last >= EVERY_SECONDS

    @property
    def is_behind(self) -> bool:
        """Whether something is typed that is not known to be saved."""
        return self._is_changed or self._is_saving

    def begin(self) -> int | None:
        """Return the number of a save that begins now, None while another one runs, which is then followed by one."""
        if self._is_saving:
            self._is_changed = True
            self._last = self._clock() - EVERY_SECONDS
            return None
        self._is_saving, self._is_changed = True, False
        self._last = self._clock()
        return self.next_number()

    def next_number(self) -> int:
        """Return a number higher than all before."""
        self._number += 1
        return self._number

    def end(self, *, saved: bool) -> None:
        """Take note that the save has ended; what could not be saved is tried again."""
        self._is_saving = False
        self._is_changed = self._is_changed or not saved
