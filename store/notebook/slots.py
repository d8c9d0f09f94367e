"""Slots: pairs of entries among which a report about staff can't be told from a blank."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from store.feeds.entry import LANE_RECORDS
from store.notebook.parts import Parts
from store.notebook.recording import new_record, roles_of, seal_numbered
from store.notebook.tables import WAITING
from store.scheme.routes import CHAIR, HEAD

SLOT_ROUTES: Final = (HEAD, CHAIR)
_OF = WAITING.c


def have_begun(parts: Parts) -> bool:
    """Return whether the school has made the keys of head and chair, from which on slots are written."""
    return all(parts.school.has_role(route) for route in SLOT_ROUTES)


def wait(connection: Connection, parts: Parts, route: str, body: bytes) -> None:
    """Keep a sealed report until the next pair of slots."""
    newest = select(func.coalesce(func.max(_OF.place), 0)).where(_OF.school == parts.school_id)
    place = int(connection.execute(newest).scalar_one()) + 1
    row = {"school": parts.school_id, "place": place, "route": route, "body": body}
    connection.execute(insert(WAITING), row)


def write_pair(connection: Connection, parts: Parts) -> None:
    """Append two neighbouring slots: the oldest report waiting for each route, else a cover."""
    if not have_begun(parts):
        return
    bodies = {}
    for route in SLOT_ROUTES:
        here = (_OF.school == parts.school_id) & (_OF.route == route)
        row = connection.execute(select(_OF.place, _OF.body).where(here).order_by(_OF.place).limit(1)).first()
        if row is not None:
            bodies[route] = bytes(row.body)
            connection.execute(delete(WAITING).where(_OF.school == parts.school_id, _OF.place == row.place))
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
