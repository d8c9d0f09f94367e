"""Making a record as this kiosk writes it, sealed to its roles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection

from store.errors import KioskError, TooLong
from store.notebook.common.numbering import next_number
from store.notebook.common.parts import Parts
from store.records import Record, new_id, to_json, without_surrogates, written_at
from store.scheme.routes import SESSION_ROLES, recipients_of
from store.sealing.envelope import Envelope
from store.sealing.xwing import Recipient

# Bytes of the JSON as it is written: one box for words, all fields of a record together.
WORDS_BYTES: Final = 12_288
FIELDS_BYTES: Final = 15_360
# What JSON makes of a control character, the most that one character takes.
_LARGEST_CHARACTER: Final = 6


def roles_of(parts: Parts, route: str) -> list[str]:
    """Return whom a report on this route is sealed to today: its reader, and its recovery role once that is made."""
    reader, recovery = recipients_of(route)
    return [reader, recovery] if parts.school.has_role(recovery) else [reader]


def log_readers(parts: Parts) -> list[str]:
    """Return who reads session logs today: a role whose key is not made yet is left out, never a reason to refuse."""
    return [role for role in SESSION_ROLES if parts.school.has_role(role)]


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


def check_words(words: str) -> None:
    """Raise TooLong where one box holds more words than a report may."""
    if len(words) > WORDS_BYTES // _LARGEST_CHARACTER - 2 and _json_bytes(words) > WORDS_BYTES:
        raise _too_long()


def seal(parts: Parts, record: Record, extra: Sequence[Recipient] = (), *, envelope: Envelope | None = None) -> bytes:
    """Return the record sealed to its roles, and to `extra` keys where its author keeps a copy, or raise TooLong."""
    data = to_json(record)
    if len(data) > FIELDS_BYTES and _json_bytes(record.text) > FIELDS_BYTES:
        raise _too_long()
    recipients = [*parts.school.recipients(record.to), *extra]
    # Keys may have changed since the envelope was made ready.
    if envelope is not None and envelope.fits(recipients):
        return envelope.seal(data)
    return parts.sealer.seal(data, recipients)


def seal_numbered(
    connection: Connection,
    parts: Parts,
    record: Record,
    extra: Sequence[Recipient] = (),
    *,
    envelope: Envelope | None = None,
) -> bytes:
    """Return the record sealed with the next number of its set of roles.

    Numbered, sealed and queued inside one transaction, so that no number is ever given twice or left out.
    """
    numbered = record.model_copy(update={"nth": next_number(connection, parts, record.to)})
    return seal(parts, numbered, extra, envelope=envelope)


def make_ready(parts: Parts, route: str, before: Envelope | None) -> Envelope:
    """Return an envelope for a report on this route, made while somebody still writes; `before` if it still fits."""
    recipients = parts.school.recipients(roles_of(parts, route))
    return before if before is not None and before.fits(recipients) else Envelope(parts.sealer, recipients)


def _json_bytes(value: object) -> int:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return len(without_surrogates(text).encode("utf-8"))


def _too_long() -> TooLong:
    return TooLong("This is longer than one report can hold. What you wrote is still here. Please shorten it.")
