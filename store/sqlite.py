"""The engine of one computer: an SQLite file, durable at every commit."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from store.database_errors import damaged
from store.engines import Engines
from store.tidying import Tidying

EMPTIED: Final = ".was-empty"
_YOUNG_SECONDS: Final = 60
_BUSY_SECONDS: Final = 10
_READERS: Final = 5
_PRAGMAS: Final = (
    # A sealed record of 22 KiB takes a third longer to write in pages of 4 KiB; only a new file takes another size.
    "page_size=8192",
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "foreign_keys=ON",
    "secure_delete=ON",
)
# Whoever writes a record at a time waits least with a short log, which is written over, not made longer. Whoever takes
# deliveries of 8 MiB would move each from the log at its own commit, which costs a third more: there it is moved by
# somebody else, by a change only once it is far too long, and a change of that size fits into memory.
_LONG_LOG: Final = ("wal_autocheckpoint=32000", "journal_size_limit=67108864", "cache_size=-16000")


def engines(path: Path, *, takes_deliveries: bool = False) -> Engines:
    """Return how the file at `path` is read by many connections, written by one at a time."""
    reader = _engine(path, _PRAGMAS, connections=_READERS, begin="BEGIN")
    pragmas = (*_PRAGMAS, *_LONG_LOG) if takes_deliveries else _PRAGMAS
    writer = _engine(path, pragmas, connections=1, begin="BEGIN IMMEDIATE")
    tidying = Tidying(path)
    if takes_deliveries:
        event.listen(writer, "commit", lambda _connection: tidying.note())

    def close() -> None:
        tidying.close()
        writer.dispose()
        reader.dispose()

    def wipe() -> bool:
        with tidying.turn:
            return _wipe(writer)

    return Engines(reader, writer, _whose_turn_it_is, close, wipe, path, tidying.now)


def look_at_remains(path: Path) -> None:
    """Raise DamagedDatabase where a log of changes lies beside no database; leave a mark beside an emptied one.

    SQLite would take either for a new database and delete the log.
    """
    found = path.stat() if path.exists() else None
    if found is not None and found.st_size:
        return
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise damaged()
    # Another program may be making it at this very moment.
    if found is not None and abs(time.time() - found.st_mtime) > _YOUNG_SECONDS:
        path.with_name(f"{path.name}{EMPTIED}").touch()


def _whose_turn_it_is(_connection: Connection) -> None:
    """Do nothing: BEGIN IMMEDIATE has waited for every other writer."""


def _wipe(writer: Engine) -> bool:
    """Empty the log of changes, where what was erased still stands; the pages themselves are zeroed by the change."""
    driver = writer.raw_connection()
    try:
        cursor = driver.cursor()
        cursor.execute("PRAGMA busy_timeout=0")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_SECONDS * 1000}")
        cursor.close()
    finally:
        driver.close()
    return found is not None and not found[0]


def _engine(path: Path, pragmas: Sequence[str], *, connections: int, begin: str) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        pool_size=connections,
        max_overflow=0 if connections == 1 else _READERS,
        # Without this the driver would begin transactions by itself, later than BEGIN IMMEDIATE must.
        connect_args={"isolation_level": None, "check_same_thread": False, "timeout": _BUSY_SECONDS},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _set_up(driver: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = driver.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # By the driver itself: SQLAlchemy's own way takes longer than SQLite does.
        cast(sqlite3.Connection, connection.connection.driver_connection).execute(begin)

    return engine
