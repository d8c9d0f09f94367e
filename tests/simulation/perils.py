"""Databases that crash or are full at a chosen moment of a write."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from store import sqlite
from store.database import Database
from store.errors import DiskFull


class Crash(Exception):
    """The power of one device is cut: nothing in its memory is left.

    Nothing in the product catches it. It is no BaseException, for SQLAlchemy would drop the connection without ending
    its transaction, which a program that is gone can't hold open.
    """

    def __init__(self, device: str) -> None:
        super().__init__(device)
        self.device = device


class PerilousDatabase(Database):
    """A real database in which, once armed, the n-th moment of writing is the last one."""

    def __init__(self, path: Path, device: str) -> None:
        super().__init__(sqlite.engines(path))
        self.device = device
        self._left: int | None = None
        self._full = False
        self.struck = False
        self._connections: list[sqlite3.Connection] = []
        event.listen(self._engines.writer, "before_cursor_execute", self._statement)
        for engine in (self._engines.writer, self._engines.reader):
            event.listen(engine, "connect", lambda driver, _entry: self._connections.append(driver))

    def arm(self, moments: int, *, full: bool) -> None:
        """Let the moment after this many be a crash, or one at which the disk is found full."""
        self._left, self._full, self.struck = moments, full, False

    def disarm(self) -> bool:
        """End the peril, returning whether it struck."""
        self._left = None
        return self.struck

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with super().write() as connection:
            self._moment()
            yield connection
            self._moment()
        # A disk can't be found full after the commit.
        if not self._full:
            self._moment()

    def close(self) -> None:
        """Close every connection, also one that a crash left in use: a program that is gone has no file open."""
        super().close()
        for one in self._connections:
            # A cursor that a traceback still holds would keep the lock for a program that is gone.
            with suppress(sqlite3.ProgrammingError):
                one.rollback()
            one.close()
        self._connections.clear()

    def _statement(self, *_told: Any) -> None:
        self._moment()

    def _moment(self) -> None:
        if self._left is None:
            return
        self._left -= 1
        if self._left >= 0:
            return
        self._left, self.struck = None, True
        if self._full:
            raise DiskFull("There is no room left on the disk, so this was not saved.")
        raise Crash(self.device)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use, as a backup does."""
    target.unlink(missing_ok=True)
    reading, writing = sqlite3.connect(source), sqlite3.connect(target)
    try:
        reading.backup(writing)
    finally:
        reading.close()
        writing.close()


def put_back(source: Path, target: Path) -> None:
    """Put a copy in the place of a database that is closed."""
    for ending in ("", "-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    shutil.copyfile(source, target)
