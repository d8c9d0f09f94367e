"""Keeping a casebook's records, each in the case it belongs to."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from sqlalchemy import Connection, and_, delete, insert, select, update

from store.casebook.opening import OpenedRecord
from store.casebook.tables import RECORDS, SOURCES
from store.scheme.ladder import Level, highest

_OF: Final = RECORDS.c


def add(connection: Connection, record: OpenedRecord) -> frozenset[str]:
    """Keep a record, once however often it comes, returning the cases that it changes.

    What several entries with the same body tell is joined so that the order in which they came does not matter.
    """
    here = and_(_OF.id == record.id, _OF.digest == record.digest)
    found = connection.execute(
        select(_OF.case_id, _OF.standing, _OF.level, _OF.newer, _OF.report, _OF.mismatch).where(here)
    ).first()
    if found is None:
        connection.execute(insert(RECORDS).values(**asdict(record), case_id=record.id))
        return _settle(connection, record.id)
    joined = {
        "standing": max(found.standing, record.standing),
        "level": str(highest(Level(found.level), Level(record.level))),
        "newer": found.newer and record.newer,
        "report": found.report or record.report,
        "mismatch": found.mismatch and record.mismatch,
    }
    if joined == {name: getattr(found, name) for name in joined}:
        return frozenset()
    connection.execute(update(RECORDS).where(here).values(**joined))
    return frozenset({found.case_id})


def add_source(connection: Connection, entry: bytes, part: int, record: OpenedRecord, alarm: int) -> None:
    """Remember which entry a record came in."""
    connection.execute(
        insert(SOURCES)
        .prefix_with("OR IGNORE")
        .values(entry=entry, part=part, record_id=record.id, digest=record.digest, alarm=alarm)
    )


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
        connection.execute(delete(RECORDS).where(_OF.id == record_id, _OF.digest == digest))
        # What was about it may belong to another case now.
        changed |= _settle(connection, record_id) | ({case_id} if case_id else set())
    return frozenset(changed)


def let_go_of_newer(connection: Connection) -> frozenset[str]:
    """Take out every record that is newer than this program was, to be read again, returning the cases they were in."""
    found = connection.execute(select(_OF.id, _OF.digest, _OF.case_id).where(_OF.newer)).all()
    for row in found:
        here = (SOURCES.c.record_id == row.id) & (SOURCES.c.digest == row.digest)
        connection.execute(delete(SOURCES).where(here))
    connection.execute(delete(RECORDS).where(_OF.newer))
    return frozenset(row.case_id for row in found)


def case_of(connection: Connection, record_id: str) -> str | None:
    """Return the case that a record belongs to."""
    return connection.execute(select(_OF.case_id).where(_OF.id == record_id).limit(1)).scalar()


def _settle(connection: Connection, record_id: str) -> frozenset[str]:
    """Put a record, with all that is about it, into the case it belongs to, returning the old case with the new one."""
    changed, waiting, seen = set[str](), [record_id], set[str]()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        root = _root(connection, at)
        # Where one id has two bodies, the one that came first may stand in another case than the one that comes now.
        changed |= {root, *connection.execute(select(_OF.case_id).where(_OF.id == at).distinct()).scalars()}
        connection.execute(update(RECORDS).where(_OF.id == at).values(case_id=root))
        waiting += connection.execute(select(_OF.id).where(_OF.about == at)).scalars()
    return frozenset(changed)


def _root(connection: Connection, record_id: str) -> str:
    """Return the end of the chain of what a record is about; of a ring, which nobody honest writes, its least id."""
    path = [record_id]
    while True:
        # Where one id has two bodies, the one with the least digest says what it is about: no order of arrival in it.
        about = connection.execute(select(_OF.about).where(_OF.id == path[-1]).order_by(_OF.digest).limit(1)).scalar()
        if about is None:
            return path[-1]
        if about in path:
            return min(path[path.index(about) :])
        path.append(about)
