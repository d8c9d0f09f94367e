"""The begin and the end of visits, by which slots are written."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from store.notebook import held, reports, slots
from store.notebook.parts import Parts
from store.notebook.tables import OPEN_VISITS

_OF = OPEN_VISITS.c


def begin(connection: Connection, parts: Parts) -> None:
    """Note that a visit has begun, in the transaction of its first sealed save."""
    if not is_open(connection, parts):
        connection.execute(insert(OPEN_VISITS), {"school": parts.school_id})


def is_open(connection: Connection, parts: Parts) -> bool:
    """Return whether a visit has begun and not ended."""
    return connection.execute(select(_OF.school).where(_OF.school == parts.school_id)).first() is not None


def end(connection: Connection, parts: Parts) -> None:
    """Write the slot pair of a visit, which every visit writes whatever happened in it."""
    slots.write_pair(connection, parts)
    reports.end_visit(connection, parts)
    connection.execute(delete(OPEN_VISITS).where(_OF.school == parts.school_id))


def recover(connection: Connection, parts: Parts) -> list[bytes]:
    """Bring to its end what an earlier start left behind, then write this start's slot pair."""
    released = held.release_all(connection, parts)
    if is_open(connection, parts):
        end(connection, parts)
    slots.write_pair(connection, parts)
    return released
