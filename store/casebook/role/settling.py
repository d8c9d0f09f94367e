"""Which case a record belongs to."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select, update

from store.casebook.rows.tables import RECORDS

_OF: Final = RECORDS.c


def settle(connection: Connection, record_id: str) -> frozenset[str]:
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
