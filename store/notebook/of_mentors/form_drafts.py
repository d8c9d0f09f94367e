"""A form that its mentor can go on with after a lock, a crash or a power cut."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection

from store.notebook.common.facts import FormDraft
from store.notebook.common.own_notes import Notes
from store.notebook.common.own_seal import LARGE
from store.notebook.common.parts import Parts
from store.sealing.xwing import Identity

REVIEW: Final = "review-draft"
ADDITION: Final = "addition-draft"


def keep(connection: Connection, notes: Notes, draft: FormDraft) -> None:
    """Put a draft in the place of the one before; an empty one leaves none."""
    if draft.is_empty:
        notes.drop(connection, _row(draft.about))
    else:
        plain = {"id": draft.id, "about": draft.about, "texts": draft.texts}
        notes.keep(connection, _row(draft.about), plain)


def of(connection: Connection, notes: Notes, about: str) -> FormDraft | None:
    """Return the form about this record that was not finished on this computer, None where there is none to be read."""
    return notes.one(connection, _row(about), _from_plain)


def drop(connection: Connection, notes: Notes, record_id: str, about: str) -> None:
    """Take away the draft of a form that is sent now."""
    kept = of(connection, notes, about)
    if kept is not None and kept.id == record_id:
        notes.drop(connection, _row(about))


def notes_of(parts: Parts, person: bytes, private: Identity, kind: str) -> Notes:
    """Return where one mentor's drafts of one kind of form are kept.

    They are sealed to the private key: those who run the scheme hold a copy of the work key, and what is half written
    is nobody's yet.
    """
    return Notes(parts, person, kind, private, LARGE)


def _row(about: str) -> bytes:
    return bytes.fromhex(about)


def _from_plain(kept: dict[str, Any]) -> FormDraft:
    texts = {str(name): str(text) for name, text in kept["texts"].items()}
    return FormDraft(str(kept["id"]), str(kept["about"]), texts)
