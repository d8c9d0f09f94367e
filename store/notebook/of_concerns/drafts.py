"""Drafts: a concern that its author can go on with after a lock, a crash or a power cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from store.feeds.prepared import Prepared
from store.notebook.common.concern_text import draft_to_plain
from store.notebook.common.facts import ConcernDraft, Danger
from store.notebook.common.own_seal import LARGE, open_own, place_of, row_of, seal_own
from store.notebook.common.parts import Parts
from store.notebook.common.tables import DRAFTS
from store.sealing.xwing import Identity

_OF = DRAFTS.c
_PERSON: Final = (_OF.school == bindparam("of_school")) & (_OF.person == bindparam("of_person"))
_HERE: Final = _PERSON & (_OF.concern == bindparam("of_concern"))
_SAVES: Final = select(func.coalesce(func.max(_OF.saves), 0)).where(_PERSON)
_REPLACE: Final = update(DRAFTS).where(_HERE).values(saves=bindparam("new_saves"), sealed=bindparam("new_sealed"))
_NEWEST_FIRST: Final = select(_OF.concern, _OF.sealed).where(_PERSON).order_by(_OF.saves.desc())
_DROP: Final = Prepared(delete(DRAFTS).where(_HERE))


@dataclass(frozen=True)
class KeptDraft:
    """A draft as it is kept; `danger_told`: its red record is queued already."""

    draft: ConcernDraft
    danger_told: bool


def keep(connection: Connection, parts: Parts, person: bytes, private: Identity, kept: KeptDraft) -> None:
    """Put a draft, sealed to its author alone, in the place of the one before."""
    concern = row_of(private, "draft", bytes.fromhex(kept.draft.id))
    plain = draft_to_plain(kept.draft) | {"danger_told": kept.danger_told}
    sealed = seal_own(plain, private, place_of("draft", person, concern), LARGE)
    here = {"of_school": parts.school_id, "of_person": person}
    saves = int(connection.execute(_SAVES, here).scalar_one()) + 1
    new = {"new_saves": saves, "new_sealed": sealed}
    if not connection.execute(_REPLACE, here | {"of_concern": concern} | new).rowcount:
        row = {"school": parts.school_id, "person": person, "concern": concern, "saves": saves, "sealed": sealed}
        connection.execute(insert(DRAFTS), row)


def newest(connection: Connection, parts: Parts, person: bytes, private: Identity) -> KeptDraft | None:
    """Return the draft that its author saved last, of those that can be read; None where nothing is unfinished."""
    for row in connection.execute(_NEWEST_FIRST, {"of_school": parts.school_id, "of_person": person}):
        place = place_of("draft", person, bytes(row.concern))
        if (kept := open_own(bytes(row.sealed), private, place, _from_plain)) is not None:
            return kept
    return None


def drop(connection: Connection, parts: Parts, person: bytes, private: Identity, concern: str) -> None:
    """Take away a draft that is sent or removed."""
    row = row_of(private, "draft", bytes.fromhex(concern))
    _DROP.run(connection, {"of_school": parts.school_id, "of_person": person, "of_concern": row})


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
