"""The file of a role's casebook, encrypted with a key from the role's seed (SQLCipher)."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3  # type: ignore[import-untyped]  # ships no types
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from store.database import disk_error, migrate, said_plainly
from store.errors import DamagedDatabase, KioskError

SCRIPTS: Final = Path(__file__).parent.parent / "migrations"
SIDE_FILES: Final = ("", "-wal", "-shm")
_BUSY_SECONDS: Final = 10
# The level of the log comes first: SQLCipher would print to the terminal that a key is wrong.
_FIRST: Final = "PRAGMA cipher_log_level = NONE"
_SETTINGS: Final = (
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA cache_size = -4000",
)
# Pages of records come to lie anywhere, so that each is written once for many of them.
_HURRY: Final = ("PRAGMA cache_size = -131072", "PRAGMA wal_autocheckpoint = 16384")
_REST: Final = (
    "PRAGMA wal_autocheckpoint = 1000",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA cache_size = -4000",
    "PRAGMA shrink_memory",
)
# What is searched again need not be decrypted again: in a million cases this much of the index serves most searches.
_SEARCH: Final = ("PRAGMA cache_size = -65536",)
_SEARCHED: Final = ("PRAGMA cache_size = -4000", "PRAGMA shrink_memory")


class CasebookFile:
    """One open casebook; one thread at a time reads or writes it."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._turn = threading.RLock()
        self._is_busy = False
        self._hurries = False
        self._is_searched = False
        self._engine = _engine(path, key)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are durable, all of them or none, when the block ends without an error."""
        with self._turn, self._alone(), self._said(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection to read with."""
        with self.write() as connection:
            yield connection

    def hurry(self) -> None:
        """Keep much of the file in memory, for much is to be written."""
        if not self._hurries:
            self._hurries = True
            self._set(_HURRY)

    def search(self) -> None:
        """Keep much of what is read in memory, for more of the same will be read."""
        if not self._hurries and not self._is_searched:
            self._is_searched = True
            self._set(_SEARCH)

    def rest(self) -> None:
        """Give that memory back."""
        if self._hurries:
            self._set(_REST)
        elif self._is_searched:
            self._set(_SEARCHED)
        self._hurries = self._is_searched = False

    def close(self) -> None:
        """Close the file, with which SQLCipher wipes the key."""
        with self._turn, contextlib.suppress(KioskError), said_plainly():
            self._engine.dispose()

    def _set(self, settings: Sequence[str]) -> None:
        with self._turn, self._alone(), self._said(), self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            for setting in settings:
                driver.execute(setting).fetchall()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._is_busy:
            raise KioskError("The casebook was asked two things at once. Nothing was changed. Please report this.")
        self._is_busy = True
        try:
            yield
        finally:
            self._is_busy = False

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            with said_plainly():
                yield
        except DamagedDatabase as error:
            # So that the next unlock rebuilds it, also where the damage is in a page that opening does not read.
            with contextlib.suppress(OSError):
                _mark(self.path).touch()
            raise damaged() from error


def open_casebook(path: Path, key: bytes) -> CasebookFile:
    """Open or make the casebook at `path`, raising DamagedDatabase where the key does not fit or pages are damaged."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_marked = _mark(path).exists()
    except OSError as error:
        raise disk_error(error) from error
    if is_marked:
        raise damaged()
    return _open(path, key)


def open_in_spite(path: Path, key: bytes) -> CasebookFile:
    """Open a casebook that is known to be damaged, to save from it what can be read."""
    return _open(path, key)


def move_aside(path: Path) -> Path:
    """Rename a damaged casebook with its side files, returning its new path; nothing is deleted but the mark."""
    number = 1
    while any(_aside(path, number, side).exists() for side in SIDE_FILES):
        number += 1
    try:
        for side in SIDE_FILES:
            old = path.with_name(path.name + side)
            if old.exists():
                old.rename(_aside(path, number, side))
        _mark(path).unlink(missing_ok=True)
    except OSError as error:
        raise disk_error(error) from error
    return _aside(path, number, "")


def damaged() -> DamagedDatabase:
    """Return the error for a casebook that can't be read."""
    return DamagedDatabase(
        "This casebook is damaged, or another key made it. It is rebuilt from the feeds: nothing is lost. "
        "Lock the desk, then unlock it again."
    )


def _open(path: Path, key: bytes) -> CasebookFile:
    file = CasebookFile(path, key)
    try:
        with file.write() as connection:
            migrate(connection, SCRIPTS)
    except BaseException:
        file.close()
        raise
    return file


def _engine(path: Path, key: bytes) -> Engine:
    def connect() -> Any:  # noqa: ANN401  # the driver has no types
        driver = sqlcipher3.connect(
            str(path), isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS, cached_statements=256
        )
        try:
            driver.execute(_FIRST)
            driver.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            for setting in _SETTINGS:
                driver.execute(setting)
        except sqlcipher3.Error:
            driver.close()
            raise
        return driver

    engine = create_engine(
        "sqlite://", creator=connect, module=sqlcipher3.dbapi2, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _mark(path: Path) -> Path:
    return path.with_name(path.name + ".damaged")


def _aside(path: Path, number: int, side: str) -> Path:
    return path.with_name(f"{path.name}.aside-{number}{side}")
