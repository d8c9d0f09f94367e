"""The door to a database: one SQLite file on a kiosk or a desk, for a store an SQLite file or PostgreSQL."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import SystemRandom
from typing import Final, TypeVar

from sqlalchemy import URL, Connection, PoolProxiedConnection, String, column, inspect, select, table

from store import postgres, sqlite
from store.database_errors import disk_error, said_plainly
from store.engines import Engines
from store.errors import ConfigurationError, NewerVersion, Overlapped, StorageError

__all__ = ["SCRIPTS", "Database", "disk_error", "migrate", "open_database", "open_shared", "said_plainly"]

SCRIPTS: Final = Path(__file__).parent / "migrations"
# Set in a connection's `info` by whoever erases something in it.
TRACES: Final = "something was erased"
_REVISION_FILE: Final = re.compile(r"v(\d{4})_\w+\.py")
# Alembic's operations belong to the process, not to a thread.
_ONE_AT_A_TIME: Final = threading.Lock()
_TRIES: Final = 12
# Well below what fills the log so far that a change has to move it; what an earlier process left there isn't known.
_HEAP: Final = 16
_SHORTEST_SECONDS: Final = 0.002
_LONGEST_SECONDS: Final = 1.0
_T = TypeVar("_T")


class Database:
    """Rows that are read by many connections, written by one at a time."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._writing = threading.RLock()
        self._is_writing = False
        self._has_traces = False
        self._kept: PoolProxiedConnection | None = None
        self._heap = _HEAP

    @property
    def is_file(self) -> bool:
        """Whether the rows lie in a file on this computer."""
        return self._engines.path is not None

    @property
    def path(self) -> Path:
        """The file in which the rows lie, or ConfigurationError where they are elsewhere."""
        if self._engines.path is None:
            raise ConfigurationError(
                "The store keeps its rows in PostgreSQL, not in a file of this computer. Nothing was done. "
                "Use the tools of PostgreSQL for that."
            )
        return self._engines.path

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection whose changes are durable, all of them or none, when the block ends without an error.

        Where several servers share the database it may raise Overlapped at any moment; `change` then begins again.
        """
        with self._writing:
            if self._is_writing:
                raise StorageError("A change was begun inside another one. Nothing of it was kept. Please report this.")
            self._is_writing = True
            try:
                with said_plainly(), self._begun() as connection:
                    self._engines.begin(connection)
                    yield connection
                    self._has_traces |= connection.info.pop(TRACES, False)
                self._heap += 1
                if self._has_traces:
                    # While somebody reads it can't be done; a later change tries again.
                    self._let_go()
                    self._has_traces = not self._engines.wipe()
            finally:
                self._is_writing = False

    def tidy(self) -> None:
        """Do now and then, while nobody waits, what some change would have to do beside its own work.

        To be called before a change that nobody waits for: the first one after it takes longer, too.
        """
        if self._heap >= _HEAP:
            self._heap = 0
            self._engines.tidy()

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        """Give a connection in a transaction, to a file by the same driver: taking one costs as much as a change."""
        if not self.is_file:
            with self._engines.writer.begin() as connection:
                yield connection
            return
        if self._kept is None:
            self._kept = self._engines.writer.raw_connection()
        try:
            # A new one each time: whoever listens to it listens to this change alone.
            connection = Connection(self._engines.writer, self._kept)
            with connection.begin():
                yield connection
        except BaseException:
            # After an error it is looked over, as each one is that is given back.
            self._let_go()
            raise

    def _let_go(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees the database as it was at the first statement."""
        with said_plainly(), self._engines.reader.connect() as connection:
            yield connection

    def change(self, work: Callable[[Connection], _T]) -> _T:
        """Return what `work` returns once that is durable; it is begun anew whenever another server was in its way.

        After some tries it raises Overlapped: whoever asked asks again later.
        """
        for tried in range(1, _TRIES):
            try:
                return self._changed(work)
            except Overlapped:
                longest = min(_SHORTEST_SECONDS * 2**tried, _LONGEST_SECONDS)
                time.sleep(SystemRandom().uniform(0, longest))
        return self._changed(work)

    def _changed(self, work: Callable[[Connection], _T]) -> _T:
        with self.write() as connection:
            return work(connection)

    def close(self) -> None:
        """Close every connection that is not in use."""
        if self._writing.acquire(blocking=False):
            try:
                if not self._is_writing:
                    self._let_go()
            finally:
                self._writing.release()
        self._engines.close()


def open_database(path: Path, *, takes_deliveries: bool = False) -> Database:
    """Open the file at `path`, made and brought up to date if need be, or raise StorageError or NewerVersion."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sqlite.look_at_remains(path)
    except OSError as error:
        raise disk_error(error) from error
    return _up_to_date(sqlite.engines(path, takes_deliveries=takes_deliveries))


def open_shared(url: URL, school: bytes) -> Database:
    """Open a database that other servers, for this or other schools, may be using, as `open_database` does."""
    return _up_to_date(postgres.engines(url, school))


def _up_to_date(engines: Engines) -> Database:
    database = Database(engines)
    try:
        with database.read() as connection:
            up_to_date = _version(connection) == _newest(SCRIPTS)
        if not up_to_date:
            _bring_up_to_date(engines)
    except BaseException:
        database.close()
        raise
    return database


def _bring_up_to_date(engines: Engines) -> None:
    """Run what is missing in one transaction.

    Two servers that start at the same moment make the same tables: the second one waits, fails, then finds them made.
    """
    for more_tries in (*[not engines.path] * 3, False):
        try:
            with _ONE_AT_A_TIME, said_plainly(), engines.writer.begin() as connection:
                migrate(connection, SCRIPTS)
        except StorageError:
            if not more_tries:
                raise
        else:
            return


def migrate(connection: Connection, scripts: Path) -> None:
    """Bring a database to the newest revision in `scripts`/versions, or raise NewerVersion where it is beyond that."""
    version, newest = _version(connection, for_change=True), _newest(scripts)
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


def _version(connection: Connection, *, for_change: bool = False) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    query = select(column("version_num", String)).select_from(table("alembic_version"))
    return connection.execute(query.with_for_update() if for_change else query).scalar()
