"""Which red and amber entries a person of the role has acknowledged, kept case by case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from store.casebook.case.case_facts import read_by
from store.casebook.records.kinds import READ
from store.casebook.records.opened_record import OpenedRecord
from store.casebook.rows import sources
from store.casebook.rows.tables import MET
from store.feeds.prepared import Prepared
from store.scheme.ladder import Level

_URGENT: Final = frozenset({Level.RED, Level.AMBER})
_DROP: Final = Prepared(delete(MET).where(MET.c.case_id == bindparam("of_case")))
_PUT: Final = Prepared(insert(MET).prefix_with("OR IGNORE"), "case_id", "entry")


def put(connection: Connection, cases: Mapping[str, Sequence[OpenedRecord]]) -> None:
    """Bring what is met of these cases level with their records."""
    _DROP.run_each(connection, [{"of_case": case_id} for case_id, records in cases.items() if _are_read(records)])
    for case_id, records in cases.items():
        if not _are_read(records):
            continue
        read = {each for act in records if act.kind == READ and act.standing for each in read_by(act)}
        urgent = [(one.id, one.digest) for one in records if one.level in _URGENT and (one.id, one.digest) in read]
        met = sources.rung_by(connection, urgent)
        _PUT.run_each(connection, [{"case_id": case_id, "entry": entry} for entry in sorted(met)])


def every(connection: Connection) -> set[bytes]:
    """Return every entry that is met."""
    return set(connection.execute(select(MET.c.entry)).scalars())


def _are_read(records: Sequence[OpenedRecord]) -> bool:
    return any(one.kind == READ for one in records)
