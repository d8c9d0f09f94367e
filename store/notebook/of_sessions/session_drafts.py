"""A session log that its mentor can go on with after a lock, a crash or a power cut."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from store.notebook.common.facts import SessionDraft
from store.notebook.common.own_seal import LARGE, open_own, place_of, seal_own
from store.notebook.common.parts import Parts
from store.notebook.common.tables import SESSION_DRAFTS
from store.sealing.xwing import Identity

_OF = SESSION_DRAFTS.c
_PERSON: Final = (_OF.school == bindparam("of_school")) & (_OF.person == bindparam("of_person"))
_KEPT: Final = select(_OF.sealed).where(_PERSON)
_NEW: Final = insert(SESSION_DRAFTS)
_REPLACE: Final = _NEW.on_conflict_do_update(
    index_elements=[_OF.school, _OF.person], set_={"sealed": _NEW.excluded["sealed"]}
)
_DROP: Final = delete(SESSION_DRAFTS).where(_PERSON)


def keep(connection: Connection, parts: Parts, person: bytes, private: Identity, draft: SessionDraft) -> None:
    """Put a draft in the place of the one before; an empty one leaves none.

    It is sealed to the private key: those who run the scheme hold a copy of the work key, and what is written here
    may go on into a concern.
    """
    if draft.is_empty:
        connection.execute(_DROP, {"of_school": parts.school_id, "of_person": person})
        return
    sealed = seal_own(asdict(draft), private, place_of("session-draft", person), LARGE)
    connection.execute(_REPLACE, {"school": parts.school_id, "person": person, "sealed": sealed})


def of(connection: Connection, parts: Parts, person: bytes, private: Identity) -> SessionDraft | None:
    """Return the session that a mentor did not finish on this computer, None where there is none to be read."""
    row = connection.execute(_KEPT, {"of_school": parts.school_id, "of_person": person}).first()
    if row is None:
        return None
    return open_own(bytes(row.sealed), private, place_of("session-draft", person), _from_plain)


def drop(connection: Connection, parts: Parts, person: bytes, private: Identity, record_id: str) -> None:
    """Take away the draft of a session that is logged now."""
    kept = of(connection, parts, person, private)
    if kept is not None and kept.id == record_id:
        connection.execute(_DROP, {"of_school": parts.school_id, "of_person": person})


def _from_plain(kept: dict[str, Any]) -> SessionDraft:
    return SessionDraft(**{one.name: str(kept.get(one.name, "")) for one in fields(SessionDraft)})
