"""Sees that a stick was plugged in or that a share came into reach, then has it carried from and to."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from store.clock import Clock, SystemClock
from store.errors import KioskError

LOOK_SECONDS: Final = 2.0
CARRY_SECONDS: Final = 30.0
_Identity: TypeAlias = tuple[int, int]


class FolderWatch:
    """Looks which of the folders are there; a look costs next to nothing."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._seen: set[tuple[Path, _Identity]] = set()

    def has_new(self) -> bool:
        """Return whether a folder is there that was not, or was another disk's, at the look before."""
        there = {(folder, found) for folder in self._folders for found in [_identity(folder)] if found is not None}
        new = there - self._seen
        self._seen = there
        return bool(new)


class FolderCarrier:
    """Does `act` in a thread as soon as a folder appears, then after each `every` seconds where that is given."""

    def __init__(
        self,
        folders: Sequence[Path],
        act: Callable[[], object],
        clock: Clock | None = None,
        *,
        every: float | None = CARRY_SECONDS,
    ) -> None:
        self._watch = FolderWatch(folders)
        self._has_folders = bool(folders)
        self._act = act
        self._every = every
        self._clock = clock or SystemClock()
        self._carried_at: float | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="carry", daemon=True)

    def start(self) -> None:
        """Begin; without a folder named there is nothing to do."""
        if self._has_folders:
            self._thread.start()

    def stop(self) -> None:
        """End once what is being carried is written."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> bool:
        """Carry if it is time, returning whether it was."""
        now = self._clock.monotonic()
        last, every = self._carried_at, self._every
        is_due = last is not None and every is not None and now - last >= every
        if not self._watch.has_new() and not is_due:
            return False
        # A folder that can't be used is told by whoever asks: the doctor, a desk's next look.
        with contextlib.suppress(KioskError):
            self._act()
        self._carried_at = self._clock.monotonic()
        return True

    def _run(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            self.look()


def _identity(folder: Path) -> _Identity | None:
    """Return what tells one disk's folder from another's in the same place, None where there is none to look into."""
    try:
        found = folder.stat()
        os.scandir(folder).close()
    except OSError:
        return None
    return found.st_dev, found.st_ino
