"""The way of a sealed record into the feed: appended at once, or waiting for its slot."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection

from store.feeds.entry import LANE_RECORDS
from store.notebook.common import slots
from store.notebook.common.parts import Parts
from store.notebook.common.recording import seal_numbered
from store.records import Record
from store.scheme.ladder import Level, alarm_of
from store.scheme.routes import is_staff_route
from store.sealing.envelope import Envelope
from store.sealing.xwing import Recipient


def queue(
    connection: Connection,
    parts: Parts,
    record: Record,
    level: Level,
    *,
    route: str | None = None,
    extra: Sequence[Recipient] = (),
    envelope: Envelope | None = None,
) -> bytes:
    """Queue a record, numbered and sealed, returning the SHA-256 of its body; without a route it is for no staff."""
    body = seal_numbered(connection, parts, record, extra, envelope=envelope)
    queue_body(connection, parts, body, level, route=route)
    return hashlib.sha256(body).digest()


def queue_body(connection: Connection, parts: Parts, body: bytes, level: Level, *, route: str | None = None) -> None:
    """Append a sealed body, or have it wait for the slot of its route; a red one for staff takes a pair of its own."""
    if route is None or not is_staff_route(route):
        parts.feeds.append(connection, LANE_RECORDS, body, alarm=alarm_of(level))
    elif level is Level.RED and parts.school.has_slots():
        slots.append_pair(connection, parts, {route: body}, alarm=alarm_of(level))
    else:
        slots.wait(connection, parts, route, body)
