"""Moving the log of changes into an SQLite file beside whoever changes it, so that nobody waits for that."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from pathlib import Path
from typing import Final

_QUIET_SECONDS: Final = 0.2
_LONGEST_SECONDS: Final = 2.0


class Tidying:
    """Moves what was committed as soon as nothing is, or now and then while much is.

    What is in the log is as durable as what is in the file: that it is moved late loses nothing. Whoever must have the
    log to itself holds `turn` meanwhile.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.turn = threading.Lock()
        self._news = threading.Event()
        self._ends = threading.Event()
        self._thread: threading.Thread | None = None

    def note(self) -> None:
        """Take account of a change."""
        self._news.set()
        if self._thread is None and not self._ends.is_set():
            self._thread = threading.Thread(target=self._run, name="tidying", daemon=True)
            self._thread.start()

    def now(self) -> None:
        """Move what can be moved, which somebody has a moment for."""
        # What can't be moved now is moved by a later try, or by the change that finds the log too long.
        with contextlib.suppress(sqlite3.Error), self.turn:
            self._move()

    def close(self) -> None:
        """End it, once what is under way has ended."""
        self._ends.set()
        self._news.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            self._news.wait()
            until = time.monotonic() + _LONGEST_SECONDS
            while self._news.is_set() and time.monotonic() < until:
                self._news.clear()
                if self._ends.wait(_QUIET_SECONDS):
                    return
            self._news.clear()
            self.now()

    def _move(self) -> None:
        # Never a new file where somebody took this one away.
        here = f"{self._path.absolute().as_uri()}?mode=rw"
        with contextlib.closing(sqlite3.connect(here, uri=True, isolation_level=None, timeout=0)) as connection:
            for pragma in ("synchronous=FULL", "fullfsync=ON", "wal_checkpoint(PASSIVE)"):
                connection.execute(f"PRAGMA {pragma}")
