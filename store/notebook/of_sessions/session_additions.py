"""What a mentor adds to a session that is logged: the first record is never changed, a correction stands after it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from store.errors import KioskError
from store.notebook.common import outbox
from store.notebook.common.own_notes import Notes, has_note
from store.notebook.common.parts import Parts
from store.notebook.common.recording import log_readers, new_record
from store.notebook.of_sessions import sessions
from store.scheme.ladder import Level
from store.sealing.xwing import Identity

KIND: Final = "session-added"
EMPTY: Final = "There is nothing to add yet. Nothing was sent. Write something first."
NO_SESSION: Final = "This session is not on this computer any more. Nothing was sent. Go back, then choose another."


class Added(NamedTuple):
    """That a session was added to, and when."""

    session: str
    on: datetime


def add(
    connection: Connection, parts: Parts, person: bytes, work: Identity, record_id: str, session_id: str, words: str
) -> None:
    """Queue words about a session of this mentor to whom its log went; the same record id twice is one addition."""
    if not words.strip():
        raise KioskError(EMPTY)
    if is_sent(connection, parts, person, record_id):
        return
    if not sessions.is_logged(connection, parts, person, session_id):
        raise KioskError(NO_SESSION)
    record = new_record(
        parts, KIND, log_readers(parts), {"words": words}, record_id=record_id, author=person.hex(), about=session_id
    )
    outbox.queue(connection, parts, record, Level.GREY, extra=[work.recipient])
    # The day alone: what was written goes to its readers, nothing here shows it again.
    plain = {"session": session_id, "on": parts.clock.now().isoformat()}
    Notes(parts, person, KIND, work).keep(connection, bytes.fromhex(record_id), plain)


def is_sent(connection: Connection, parts: Parts, person: bytes, record_id: str) -> bool:
    """Return whether this mentor has sent an addition with this id."""
    return has_note(connection, parts, person, KIND, bytes.fromhex(record_id))


def of_sessions(connection: Connection, parts: Parts, person: bytes, work: Identity) -> dict[str, tuple[datetime, ...]]:
    """Return when each session was added to on this computer, oldest first, by the session's id."""
    found: dict[str, list[datetime]] = {}
    for one in Notes(parts, person, KIND, work).every(connection, _read):
        found.setdefault(one.session, []).append(one.on)
    return {session: tuple(sorted(times)) for session, times in found.items()}


def _read(kept: dict[str, Any]) -> Added:
    return Added(str(kept["session"]), datetime.fromisoformat(kept["on"]))
