"""Single facts that a casebook keeps about itself."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, insert, select

from store.casebook.rows.tables import FACTS

POSITION: Final = "position"
KEYS: Final = "keys"
SHOWING: Final = "showing"
RELEASE: Final = "release"
TRACES: Final = "traces"
NAMES: Final = "names"
REDOING: Final = "redoing"


def read(connection: Connection, name: str) -> str:
    """Return a fact, "" before it was first kept."""
    return connection.execute(select(FACTS.c.value).where(FACTS.c.name == name)).scalar() or ""


def keep(connection: Connection, name: str, value: str) -> None:
    """Keep a fact in place of what it was."""
    connection.execute(insert(FACTS).prefix_with("OR REPLACE").values(name=name, value=value))
