"""How far this device has followed the notice lane."""

from __future__ import annotations

import zlib
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update

from store.feeds.prepared import Prepared
from store.scheme.tables import FOLLOWED
from store.version import PROGRAM

# Rises when this program understands more than the last one did: then everything kept is looked at again.
RULES: Final = 2
_CHANGES: Final = Prepared(select(FOLLOWED.c.changes).where(FOLLOWED.c.school == bindparam("of_school")))


def reader() -> int:
    """Return the number of these rules in this release, which may understand more without anybody having raised it."""
    return zlib.crc32(f"{PROGRAM} {RULES}".encode("ascii")) & 0x7FFFFFFF


def position(connection: Connection, school: bytes) -> int:
    """Return the last arrival that was read by today's rules."""
    of = FOLLOWED.c
    row = connection.execute(select(of.arrival, of.rules).where(of.school == school)).one_or_none()
    return row.arrival if row is not None and row.rules == reader() else 0


def changes(connection: Connection, school: bytes) -> int:
    """Return how often the view has changed, by which another program sees that its own is old."""
    found = _CHANGES.run(connection, {"of_school": school}).fetchone()
    return 0 if found is None else int(found[0])


def remember(connection: Connection, school: bytes, arrival: int) -> None:
    """Note that all up to `arrival` was read by today's rules."""
    _put(connection, school, {"arrival": arrival, "rules": reader()})


def count_change(connection: Connection, school: bytes) -> None:
    """Note that the view has changed."""
    _put(connection, school, {"changes": FOLLOWED.c.changes + 1})


def _put(connection: Connection, school: bytes, values: dict[str, Any]) -> None:
    # A change has the school to itself, so nobody can add the row in between.
    if connection.execute(update(FOLLOWED).where(FOLLOWED.c.school == school).values(**values)).rowcount == 0:
        connection.execute(insert(FOLLOWED), {"school": school, "arrival": 0, "rules": reader(), "changes": 0})
        connection.execute(update(FOLLOWED).where(FOLLOWED.c.school == school).values(**values))
