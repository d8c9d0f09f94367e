"""Slots: pairs of entries among which a report about staff can't be told from a blank."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from store.feeds.entry import LANE_RECORDS
from store.notebook.common.parts import Parts
from store.notebook.common.recording import new_record, roles_of, seal_numbered
from store.notebook.common.tables import WAITING
from store.scheme.routes import CHAIR, HEAD

SLOT_ROUTES: Final = (HEAD, CHAIR)
_OF = WAITING.c
_SCHOOL: Final = _OF.school == bindparam("of_school")
_LAST: Final = select(func.coalesce(func.max(_OF.place), 0)).where(_SCHOOL)
_WAIT: Final = insert(WAITING)
_OLDEST: Final = select(_OF.place, _OF.body).where(_SCHOOL, _OF.route == bindparam("of_route")).order_by(_OF.place)
_TAKE: Final = delete(WAITING).where(_SCHOOL, _OF.place == bindparam("of_place"))


def wait(connection: Connection, parts: Parts, route: str, body: bytes) -> None:
    """Keep a sealed report until the next pair of slots."""
    place = int(connection.execute(_LAST, {"of_school": parts.school_id}).scalar_one()) + 1
    connection.execute(_WAIT, {"school": parts.school_id, "place": place, "route": route, "body": body})


def write_pair(connection: Connection, parts: Parts) -> None:
    """Append two neighbouring slots: the oldest report waiting for each route, else a cover."""
    if not parts.school.has_slots():
        return
    bodies = {}
    for route in SLOT_ROUTES:
        row = connection.execute(_OLDEST.limit(1), {"of_school": parts.school_id, "of_route": route}).first()
        if row is not None:
            bodies[route] = bytes(row.body)
            connection.execute(_TAKE, {"of_school": parts.school_id, "of_place": row.place})
    append_pair(connection, parts, bodies)


def append_pair(connection: Connection, parts: Parts, bodies: Mapping[str, bytes], *, alarm: int = 0) -> None:
    """Append a pair in random order, a cover for each route without a body; a red pair rings for both halves alike."""
    routes = list(SLOT_ROUTES)
    secrets.SystemRandom().shuffle(routes)
    for route in routes:
        body = bodies.get(route) or _cover(connection, parts, route)
        parts.feeds.append(connection, LANE_RECORDS, body, alarm=alarm, slot=True)


def _cover(connection: Connection, parts: Parts, route: str) -> bytes:
    return seal_numbered(connection, parts, new_record(parts, "cover", roles_of(parts, route)))
