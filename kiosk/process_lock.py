"""One program at a time for one device."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from store.errors import ConfigurationError, KioskError


class ProcessLock:
    """Holds a file locked until the process ends; the operating system lets go of it after a crash, too."""

    def __init__(self, path: Path, device: str) -> None:
        self._path = path
        self._device = device
        self._file: IO[bytes] | None = None

    def take(self) -> None:
        """Lock, or raise ConfigurationError where another program has the device."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab")
        except OSError as error:
            from store.database import disk_error  # brings the whole store along, so only when it is needed

            raise disk_error(error) from error
        try:
            _lock(self._file)
        except OSError:
            self.release()
            raise in_use(self._device) from None

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            self._file.close()
            self._file = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None


def in_use(device: str) -> KioskError:
    """Return what to say to the second program."""
    return ConfigurationError(
        f"{device} is open in another window already. Nothing was changed. Go to that window, or close it first."
    )


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
