"""The device's database: one SQLite file, durable at every commit."""

from __future__ import annotations

import errno
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import SQLModel

from store.errors import DamagedDatabase, DiskFull, NewerVersion, ReadOnly, StorageError

SCRIPTS: Final = Path(__file__).parent / "migrations"
NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING

EMPTIED: Final = ".was-empty"
_YOUNG_SECONDS: Final = 60
_BUSY_SECONDS: Final = 10
_READERS: Final = 5
_REVISION_FILE: Final = re.compile(r"v(\d{4})_\w+\.py")


class _Kind(NamedTuple):
    """How SQLite names a kind of failure; SQLCipher's driver gives no names, only the messages."""

    names: tuple[str, ...]
    messages: tuple[str, ...]


_FULL: Final = _Kind(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"), ("database or disk is full",))
_READ_ONLY: Final = _Kind(
    ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"),
    ("attempt to write a readonly database", "unable to open database file"),
)
_DAMAGED: Final = _Kind(
    ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ"), ("is malformed", "is not a database")
)
_BUSY: Final = _Kind(("SQLITE_BUSY", "SQLITE_LOCKED"), ("is locked",))


class Database:
    """One SQLite file, read by many connections, written by one at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._writing = threading.RLock()
        self._is_writing = False
        self._writer = _engine(path, connections=1, begin="BEGIN IMMEDIATE")
        self._reader = _engine(path, connections=_READERS, begin="BEGIN")

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are durable, all of them or none, when the block ends without an error."""
        with self._writing:
            if self._is_writing:
                raise StorageError("A change was begun inside another one. Nothing of it was kept. Please report this.")
            self._is_writing = True
            try:
                with said_plainly(), self._writer.begin() as connection:
                    yield connection
            finally:
                self._is_writing = False

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees the database as it was at the first statement."""
        with said_plainly(), self._reader.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._writer.dispose()
        self._reader.dispose()


def open_database(path: Path) -> Database:
    """Open the database at `path`, made and brought up to date if need be, or raise StorageError or NewerVersion."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _look_at_remains(path)
    except OSError as error:
        raise disk_error(error) from error
    database = Database(path)
    try:
        with database.read() as connection:
            up_to_date = _version(connection) == _newest(SCRIPTS)
        if not up_to_date:
            with database.write() as connection:
                migrate(connection, SCRIPTS)
    except BaseException:
        database.close()
        raise
    return database


def _look_at_remains(path: Path) -> None:
    """Raise DamagedDatabase where a log of changes lies beside no database; leave a mark beside an emptied one.

    SQLite would take either for a new database and delete the log.
    """
    found = path.stat() if path.exists() else None
    if found is not None and found.st_size:
        return
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise _damaged()
    # Another program may be making it at this very moment.
    if found is not None and abs(time.time() - found.st_mtime) > _YOUNG_SECONDS:
        path.with_name(f"{path.name}{EMPTIED}").touch()


def migrate(connection: Connection, scripts: Path) -> None:
    """Bring a database to the newest revision in `scripts`/versions, or raise NewerVersion where it is beyond that."""
    version, newest = _version(connection), _newest(scripts)
    if version == newest:
        return
    if version is not None and version > newest:
        raise NewerVersion(
            "This database belongs to a newer version of the program. Nothing in it was changed. "
            "Update the program on this computer, then open it again."
        )
    # Alembic takes as long to import as the rest of the store, so only a database that needs it pays for it.
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    script = ScriptDirectory(str(scripts))
    with EnvironmentContext(Config(), script) as environment:
        environment.configure(
            connection=connection,
            render_as_batch=True,
            fn=lambda revision, _context: script._upgrade_revs("head", revision),
        )
        environment.run_migrations()


def _newest(scripts: Path) -> str:
    """Return the newest revision by the names of the files, so that no revision needs to be imported to know it."""
    named = (_REVISION_FILE.fullmatch(each.name) for each in (scripts / "versions").iterdir())
    return max(found[1] for found in named if found)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _engine(path: Path, *, connections: int, begin: str) -> Engine:
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
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what the database driver raises inside the block into a StorageError with a sentence."""
    try:
        yield
    except DBAPIError as error:
        raise _storage_error(error.orig) from error
    except sqlite3.Error as error:
        raise _storage_error(error) from error


def disk_error(error: OSError) -> StorageError:
    """Return the error of the tree for what the operating system said about a file or a folder."""
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return _full()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return _read_only()
    return StorageError(
        "The folder can't be reached just now. Nothing was lost; everything stays on this computer. "
        "Check that the share or the stick is connected, then try again."
    )


def _storage_error(error: BaseException | None) -> StorageError:
    name, message = str(getattr(error, "sqlite_errorname", "")), str(error)
    if _is(_FULL, name, message):
        return _full()
    if _is(_READ_ONLY, name, message):
        return _read_only()
    if _is(_DAMAGED, name, message):
        return _damaged()
    if _is(_BUSY, name, message):
        return StorageError(
            "Another program on this computer is using the database. Nothing was lost. Wait a moment, then try again."
        )
    return StorageError(
        "This computer's disk did not do what it was asked. Nothing that was saved before is lost. "
        "Try again; if it stays like this, ask IT to run `kiosk doctor`."
    )


def _is(kind: _Kind, name: str, message: str) -> bool:
    return name.startswith(kind.names) or any(part in message for part in kind.messages)


def _damaged() -> DamagedDatabase:
    return DamagedDatabase(
        "A part of this computer's database is damaged. Nothing was changed or deleted, and everything "
        "that was sent before is safe with the school's store. Please tell an adult or IT, who can run "
        "`kiosk doctor`. If you are worried about somebody, tell an adult in person now."
    )


def _full() -> DiskFull:
    return DiskFull(
        "There is no room left on the disk, so this was not saved. Everything saved before is safe. "
        "Please tell an adult, who can make room; then try again."
    )


def _read_only() -> ReadOnly:
    return ReadOnly(
        "This folder can't be written to, so nothing new was saved there. Everything saved before is safe. "
        "Please ask IT to allow writing to it; then try again."
    )
