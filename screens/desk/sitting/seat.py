"""Who sits at the desk: at most one person's keys are open, also when locking crosses unlocking."""

from __future__ import annotations

import threading

from screens.desk.parts.services import Casework, Unlocking


class Seat:
    """An Unlocking that can lock what it opened; every call may block."""

    def __init__(self, unlocking: Unlocking) -> None:
        self._unlocking = unlocking
        self._turn = threading.Lock()
        self._casework: Casework | None = None

    def something_waits(self) -> bool:
        """Return whether "Something needs you today" is shown."""
        return self._unlocking.something_waits()

    def school(self) -> str:
        """Return the school's name."""
        return self._unlocking.school()

    def people(self) -> tuple[str, ...]:
        """Return the names for whom this desk has a key file."""
        return self._unlocking.people()

    def unlock(self, person: str, words: str) -> Casework:
        """Open the person's key file, having locked whatever was open."""
        with self._turn:
            self._lock()
            self._casework = self._unlocking.unlock(person, words)
            return self._casework

    def lock(self) -> None:
        """Lock what is open, also what an unlocking now under way opens."""
        with self._turn:
            self._lock()

    def _lock(self) -> None:
        casework, self._casework = self._casework, None
        if casework is not None:
            casework.lock()
