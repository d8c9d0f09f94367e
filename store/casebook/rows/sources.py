"""In which entries of the feeds a casebook's records came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, and_, exists, select

from store.casebook.rows.tables import RECORDS, SLOTS, SOURCES

_OF: Final = RECORDS.c
_CHUNK: Final = 200
# What stands for the alarm of an entry that no kiosk wrote: a batch of several cases, one that hands a case over.
IN_BATCH: Final = -1
HANDED: Final = -2


def entries_of(connection: Connection, case_id: str) -> tuple[set[bytes], set[bytes]]:
    """Return the entries in which the records of a case came, with those of them in slots.

    Whatever stands beside other cases in one batch is left out.
    """
    query = (
        select(SOURCES.c.entry, exists().where(SLOTS.c.entry == SOURCES.c.entry))
        .join(RECORDS, and_(_OF.id == SOURCES.c.record_id, _OF.digest == SOURCES.c.digest))
        .where(_OF.case_id == case_id, SOURCES.c.alarm != IN_BATCH)
    )
    found = connection.execute(query).all()
    return {entry for entry, _ in found}, {entry for entry, in_slot in found if in_slot}


def any_of(connection: Connection, entries: Sequence[bytes]) -> bool:
    """Return whether one of these entries holds something of this casebook."""
    for start in range(0, len(entries), _CHUNK):
        query = select(SOURCES.c.entry).where(SOURCES.c.entry.in_(entries[start : start + _CHUNK])).limit(1)
        if connection.execute(query).first() is not None:
            return True
    return False


def batches_of(connection: Connection, case_id: str) -> set[bytes]:
    """Return the batches of several cases in which records of a case came: what adults did on it, or entered."""
    query = (
        select(SOURCES.c.entry)
        .join(RECORDS, and_(_OF.id == SOURCES.c.record_id, _OF.digest == SOURCES.c.digest))
        .where(_OF.case_id == case_id, SOURCES.c.alarm == IN_BATCH)
    )
    return set(connection.execute(query).scalars())


def logs_between(connection: Connection, kinds: Sequence[str], begins: int, ends: int) -> set[bytes]:
    """Return the entries of what is only counted, of these kinds, dated in this time; slots are left out."""
    query = (
        select(SOURCES.c.entry)
        .join(RECORDS, and_(_OF.id == SOURCES.c.record_id, _OF.digest == SOURCES.c.digest))
        .where(_OF.kind.in_(sorted(kinds)), _OF.at >= begins, _OF.at < ends, _OF.report.is_(False), _OF.standing == 1)
        .where(SOURCES.c.alarm == 0, ~exists().where(SLOTS.c.entry == SOURCES.c.entry))
    )
    return set(connection.execute(query).scalars())


def of_case(connection: Connection, case_id: str) -> list[tuple[bytes, str]]:
    """Return (entry, record id) of everything in a case that came in an entry."""
    query = (
        select(SOURCES.c.entry, SOURCES.c.record_id)
        .join(RECORDS, and_(_OF.id == SOURCES.c.record_id, _OF.digest == SOURCES.c.digest))
        .where(_OF.case_id == case_id, _OF.standing == 1)
    )
    return [(entry, record_id) for entry, record_id in connection.execute(query)]


def rung_by(connection: Connection, records: Sequence[tuple[str, bytes]]) -> frozenset[bytes]:
    """Return the entries in which records, as (id, digest), came from kiosks.

    What came from a desk rang nobody, and its entry must not tell that it was urgent.
    """
    found = set[bytes]()
    for record_id, digest in records:
        of = SOURCES.c
        query = select(of.entry).where(of.record_id == record_id, of.digest == digest, of.alarm >= 0)
        found |= set(connection.execute(query).scalars())
    return frozenset(found)
