"""Making a record as this kiosk writes it, sealed to its roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from store.errors import KioskError
from store.notebook.numbering import next_number
from store.notebook.parts import Parts
from store.records import Record, new_id, to_json, written_at
from store.scheme.routes import recipients_of
from store.sealing.xwing import Recipient


def roles_of(parts: Parts, route: str) -> list[str]:
    """Return whom a report on this route is sealed to today: its reader, and its recovery role once that is made."""
    reader, recovery = recipients_of(route)
    return [reader, recovery] if parts.school.has_role(recovery) else [reader]


def new_record(
    parts: Parts,
    kind: str,
    roles: Sequence[str],
    text: dict[str, Any] | None = None,
    *,
    record_id: str | None = None,
    author: str | None = None,
    about: str | None = None,
) -> Record:
    """Return a record as this kiosk writes it now, not numbered yet."""
    if parts.feeds.own is None:
        raise KioskError("This computer has no key to sign with. Nothing was written. Ask IT to run `kiosk doctor`.")
    return Record(
        id=record_id or new_id(),
        school=parts.school_id.hex(),
        device=parts.feeds.own.id.hex(),
        kind=kind,
        to=list(roles),
        author=author,
        about=about,
        created=written_at(parts.clock.now()),
        text=text or {},
    )


def seal(parts: Parts, record: Record, extra: Sequence[Recipient] = ()) -> bytes:
    """Return the record sealed to its roles, and to `extra` keys where its author keeps a copy."""
    return parts.sealer.seal(to_json(record), [*parts.school.recipients(record.to), *extra])


def seal_numbered(connection: Connection, parts: Parts, record: Record, extra: Sequence[Recipient] = ()) -> bytes:
    """Return the record sealed with the next number of its set of roles.

    Numbered, sealed and queued inside one transaction, so that no number is ever given twice or left out.
    """
    return seal(parts, record.model_copy(update={"nth": next_number(connection, parts, record.to)}), extra)
