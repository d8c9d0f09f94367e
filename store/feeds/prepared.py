"""Statements compiled once, for what a pupil or a whole school waits for."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol, cast

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite


class Rows(Protocol):
    """What a statement found."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, None after the last."""

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return every row that is left."""


# So many questions to a server, prepared, are answered sooner than one that names everything.
_FEW: Final = 3


def one_by_one(connection: Connection, count: int) -> bool:
    """Whether so many questions are answered soonest each by itself: always where none has a way to go."""
    return count <= _FEW or connection.dialect.name == "sqlite"


class Prepared:
    """A Core statement as text, run by SQLite's driver itself inside SQLAlchemy's transaction.

    Core's own way costs five times as much at each run; another kind of database is waited for much longer than that,
    so there it is the way. Values are given by the names of their parameters, which are `columns` where the statement
    names none itself; rows come back as plain tuples.
    """

    def __init__(self, statement: Delete | Insert | Select[Any] | Update, *columns: str) -> None:
        dialect = SQLiteDialect_pysqlite(paramstyle="named")
        compiled = statement.compile(dialect=dialect, column_keys=list(columns) or None)
        self._statement = statement
        self._sql = str(compiled)
        self._fixed = {name: value for name, value in compiled.params.items() if isinstance(value, (int, str, bytes))}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Rows:
        """Run it with these values."""
        if connection.dialect.name != "sqlite":
            return cast(Rows, connection.execute(self._statement, values))
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        return driver.execute(self._sql, {**self._fixed, **values})

    def run_each(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it once with each of these values."""
        if connection.dialect.name != "sqlite":
            connection.execute(self._statement, list(rows))
            return
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        driver.executemany(self._sql, rows)
