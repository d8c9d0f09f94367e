"""Keeping a casebook's records, each in the case it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, and_, delete, select

from store.casebook.role.adding import Adding, Arrived
from store.casebook.role.settling import settle
from store.casebook.rows import numbering
from store.casebook.rows.tables import RECORDS, SOURCES

_OF: Final = RECORDS.c
_NUMBERED: Final = (_OF.device, _OF.series, _OF.readers, _OF.nth)
_CHUNK: Final = 250


def add(connection: Connection, arrived: Sequence[Arrived]) -> set[str]:
    """Keep records, each once however often it comes, returning the cases that they change.

    What several entries with the same body tell is joined so that the order in which they came does not matter.
    """
    changed = set[str]()
    for start in range(0, len(arrived), _CHUNK):
        changed |= Adding(connection, arrived[start : start + _CHUNK]).run()
    return changed


def drop_source(connection: Connection, entry: bytes) -> frozenset[str]:
    """Forget what an entry held that has no body any more, returning the cases that this changes."""
    here = SOURCES.c.entry == entry
    held = connection.execute(select(SOURCES.c.record_id, SOURCES.c.digest).where(here)).all()
    connection.execute(delete(SOURCES).where(here))
    changed = set[str]()
    for record_id, digest in held:
        same = and_(SOURCES.c.record_id == record_id, SOURCES.c.digest == digest)
        if connection.execute(select(SOURCES.c.entry).where(same).limit(1)).first() is not None:
            continue
        case_id = case_of(connection, record_id)
        bearing = select(*_NUMBERED).where(_OF.id == record_id, _OF.digest == digest)
        numbered = connection.execute(bearing).first()
        connection.execute(delete(RECORDS).where(_OF.id == record_id, _OF.digest == digest))
        if numbered is not None and numbered.series is not None:
            numbering.went(connection, (numbered.device, numbered.series, numbered.readers), numbered.nth)
        # What was about it may belong to another case now.
        changed |= settle(connection, record_id) | ({case_id} if case_id else set())
    return frozenset(changed)


def let_go_of_newer(connection: Connection) -> frozenset[str]:
    """Take out every record that is newer than this program was, to be read again, returning the cases they were in."""
    found = connection.execute(select(_OF.id, _OF.digest, _OF.case_id, *_NUMBERED).where(_OF.newer)).all()
    for row in found:
        here = (SOURCES.c.record_id == row.id) & (SOURCES.c.digest == row.digest)
        connection.execute(delete(SOURCES).where(here))
    connection.execute(delete(RECORDS).where(_OF.newer))
    for row in found:
        if row.series is not None:
            numbering.went(connection, (row.device, row.series, row.readers), row.nth)
    return frozenset(row.case_id for row in found)


def case_of(connection: Connection, record_id: str) -> str | None:
    """Return the case that a record belongs to."""
    return connection.execute(select(_OF.case_id).where(_OF.id == record_id).limit(1)).scalar()
