"""Statements compiled once, for what a pupil waits for."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql import ClauseElement


class Prepared:
    """A Core statement as text, run by the driver itself inside SQLAlchemy's transaction.

    Core's own way costs five times as much at each run. Values are given by the names of their parameters, which are
    `columns` where the statement names none itself; rows come back as plain tuples.
    """

    def __init__(self, statement: ClauseElement, *columns: str) -> None:
        dialect = SQLiteDialect_pysqlite(paramstyle="named")
        compiled = statement.compile(dialect=dialect, column_keys=list(columns) or None)
        self._sql = str(compiled)
        self._fixed = {name: value for name, value in compiled.params.items() if isinstance(value, (int, str, bytes))}

    def run(self, connection: Connection, values: Mapping[str, Any]) -> sqlite3.Cursor:
        """Run it with these values."""
        driver = cast(sqlite3.Connection, connection.connection.driver_connection)
        return driver.execute(self._sql, {**self._fixed, **values})
