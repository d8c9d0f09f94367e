"""How far this device has followed the notice lane."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from store.scheme.tables import FOLLOWED

# Rises when this program understands more than the last one did: then everything kept is looked at again.
RULES: Final = 1


def position(connection: Connection, school: bytes) -> int:
    """Return the last arrival that was read by today's rules."""
    of = FOLLOWED.c
    row = connection.execute(select(of.arrival, of.rules).where(of.school == school)).one_or_none()
    return row.arrival if row is not None and row.rules == RULES else 0


def changes(connection: Connection, school: bytes) -> int:
    """Return how often the view has changed, by which another program sees that its own is old."""
    return connection.execute(select(FOLLOWED.c.changes).where(FOLLOWED.c.school == school)).scalar() or 0


def remember(connection: Connection, school: bytes, arrival: int) -> None:
    """Note that all up to `arrival` was read by today's rules."""
    row = {"arrival": arrival, "rules": RULES}
    upsert = insert(FOLLOWED).values(school=school, changes=0, **row)
    connection.execute(upsert.on_conflict_do_update(index_elements=["school"], set_=row))


def count_change(connection: Connection, school: bytes) -> None:
    """Note that the view has changed."""
    upsert = insert(FOLLOWED).values(school=school, arrival=0, rules=RULES, changes=1)
    one_more = {"changes": FOLLOWED.c.changes + 1}
    connection.execute(upsert.on_conflict_do_update(index_elements=["school"], set_=one_more))
