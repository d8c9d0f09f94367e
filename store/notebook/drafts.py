"""Drafts: a concern that its author can go on with after a lock, a crash or a power cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from store.notebook.concern_text import draft_to_plain
from store.notebook.facts import ConcernDraft, Danger
from store.notebook.own_seal import LARGE, open_own, seal_own
from store.notebook.parts import Parts
from store.notebook.tables import DRAFTS
from store.sealing.xwing import Identity, Recipient

_OF = DRAFTS.c


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it is kept; `danger_told`: its red record is queued already."""

    draft: ConcernDraft
    danger_told: bool


def seal_draft(draft: ConcernDraft, private: Recipient, *, danger_told: bool) -> bytes:
    """Return the draft sealed to its author alone."""
    return seal_own(draft_to_plain(draft) | {"danger_told": danger_told}, private, LARGE)


def keep(connection: Connection, parts: Parts, person: bytes, concern: str, sealed: bytes) -> None:
    """Put a sealed draft in the place of the one before."""
    here = _here(parts, person) & (_OF.concern == bytes.fromhex(concern))
    newest = select(func.coalesce(func.max(_OF.saves), 0)).where(_here(parts, person))
    saves = int(connection.execute(newest).scalar_one()) + 1
    changed = connection.execute(update(DRAFTS).where(here).values(saves=saves, sealed=sealed))
    if not changed.rowcount:
        row = {"school": parts.school_id, "person": person, "concern": bytes.fromhex(concern)}
        connection.execute(insert(DRAFTS), row | {"saves": saves, "sealed": sealed})


def newest(connection: Connection, parts: Parts, person: bytes, private: Identity) -> KeptDraft | None:
    """Return the draft that its author saved last, None where nothing is unfinished."""
    query = select(_OF.sealed).where(_here(parts, person)).order_by(_OF.saves.desc()).limit(1)
    sealed = connection.execute(query).scalar()
    return None if sealed is None else _from_plain(open_own(bytes(sealed), private))


def has_any(connection: Connection, parts: Parts, person: bytes) -> bool:
    """Return whether something is unfinished, without opening it."""
    return connection.execute(select(_OF.saves).where(_here(parts, person)).limit(1)).first() is not None


def drop(connection: Connection, parts: Parts, person: bytes, concern: str) -> None:
    """Take away a draft that is sent or removed."""
    here = _here(parts, person) & (_OF.concern == bytes.fromhex(concern))
    connection.execute(delete(DRAFTS).where(here))


def _here(parts: Parts, person: bytes) -> ColumnElement[bool]:
    return (_OF.school == parts.school_id) & (_OF.person == person)


def _from_plain(kept: dict[str, Any]) -> KeptDraft:
    draft = ConcernDraft(
        id=str(kept["id"]),
        page=int(kept["page"]),
        danger=Danger(kept["danger"]) if kept["danger"] else None,
        hurt=kept["hurt"],
        adult=kept["adult"],
        reader=kept["reader"],
        words=str(kept["words"]),
        told=kept["told"],
        about_report=kept["about"],
    )
    return KeptDraft(draft, bool(kept["danger_told"]))
