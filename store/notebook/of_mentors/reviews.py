"""The half-termly form: what is working in the mentoring, what is not, what should change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from store.notebook.common import outbox
from store.notebook.common.facts import ReviewForm
from store.notebook.common.own_seal import SMALL, open_own, place_of, seal_own
from store.notebook.common.parts import Parts
from store.notebook.common.recording import log_readers, new_record
from store.notebook.common.tables import REVIEWS
from store.scheme.ladder import Level
from store.sealing.xwing import Identity

HALF_TERM: Final = timedelta(weeks=6)
_OF = REVIEWS.c
_NEWEST: Final = select(_OF.record, _OF.sealed).where(
    _OF.school == bindparam("of_school"), _OF.person == bindparam("of_person")
)
_NEW: Final = insert(REVIEWS)
_REPLACE: Final = _NEW.on_conflict_do_update(
    index_elements=[_OF.school, _OF.person], set_={name: _NEW.excluded[name] for name in ("record", "sealed")}
)


def send(connection: Connection, parts: Parts, person: bytes, work: Identity, record_id: str, form: ReviewForm) -> None:
    """Queue one form to those who run the scheme; the same record id twice is one."""
    number = bytes.fromhex(record_id)
    if is_sent(connection, parts, person, record_id):
        return
    text = {"working": form.working, "not_working": form.not_working, "change": form.change}
    record = new_record(parts, "review", log_readers(parts), text, record_id=record_id, author=person.hex())
    outbox.queue(connection, parts, record, Level.GREY, extra=[work.recipient])
    # The day alone: what was written goes to its readers, nothing here shows it again.
    plain = {"on": parts.clock.now().isoformat()}
    sealed = seal_own(plain, work, place_of("review", person, number), SMALL)
    connection.execute(_REPLACE, {"school": parts.school_id, "person": person, "record": number, "sealed": sealed})


def is_sent(connection: Connection, parts: Parts, person: bytes, record_id: str) -> bool:
    """Return whether the newest form that this mentor sent from this computer is this one."""
    newest = connection.execute(_NEWEST, {"of_school": parts.school_id, "of_person": person}).first()
    return newest is not None and bytes(newest.record).hex() == record_id


def is_due(connection: Connection, parts: Parts, person: bytes, work: Identity, first_session: datetime | None) -> bool:
    """Return whether half a term has passed since the last form, or since the first session where none was sent."""
    row = connection.execute(_NEWEST, {"of_school": parts.school_id, "of_person": person}).first()
    since = first_session
    if row is not None:
        place = place_of("review", person, bytes(row.record))
        since = open_own(bytes(row.sealed), work, place, lambda kept: datetime.fromisoformat(kept["on"])) or since
    return since is not None and parts.clock.now() - since >= HALF_TERM
