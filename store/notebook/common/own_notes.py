"""Small things that a notebook keeps for one mentor, each sealed under one of the mentor's own keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from store.notebook.common.own_seal import SMALL, open_own, place_of, seal_own
from store.notebook.common.parts import Parts
from store.notebook.common.tables import OWN_NOTES
from store.sealing.xwing import Identity

_OF = OWN_NOTES.c
_KIND: Final = (
    (_OF.school == bindparam("of_school")) & (_OF.person == bindparam("of_person")) & (_OF.kind == bindparam("of_kind"))
)
_HERE: Final = _KIND & (_OF.record == bindparam("of_record"))
_EVERY: Final = select(_OF.record, _OF.sealed).where(_KIND)
_ONE: Final = select(_OF.sealed).where(_HERE)
_DROP: Final = delete(OWN_NOTES).where(_HERE)
_NEW: Final = insert(OWN_NOTES)
_REPLACE: Final = _NEW.on_conflict_do_update(
    index_elements=[_OF.school, _OF.person, _OF.kind, _OF.record], set_={"sealed": _NEW.excluded["sealed"]}
)
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Notes:
    """One mentor's notes of one kind under one key; `padded` is the size that they are filled up to."""

    parts: Parts
    person: bytes
    kind: str
    key: Identity = field(repr=False)
    padded: int = SMALL

    def keep(self, connection: Connection, record: bytes, plain: dict[str, Any]) -> None:
        """Put a note in the place of the one before."""
        sealed = seal_own(plain, self.key, self._place(record), self.padded)
        row = {"school": self.parts.school_id, "person": self.person, "kind": self.kind, "record": record}
        connection.execute(_REPLACE, row | {"sealed": sealed})

    def one(self, connection: Connection, record: bytes, read: Callable[[dict[str, Any]], _Read]) -> _Read | None:
        """Return one note, None where there is none to be read."""
        row = connection.execute(_ONE, self._here | {"of_record": record}).first()
        return None if row is None else open_own(bytes(row.sealed), self.key, self._place(record), read)

    def every(self, connection: Connection, read: Callable[[dict[str, Any]], _Read]) -> list[_Read]:
        """Return all notes that can be read, in no order."""
        rows = connection.execute(_EVERY, self._here)
        opened = (open_own(bytes(row.sealed), self.key, self._place(bytes(row.record)), read) for row in rows)
        return [one for one in opened if one is not None]

    def drop(self, connection: Connection, record: bytes) -> None:
        """Take a note away."""
        connection.execute(_DROP, self._here | {"of_record": record})

    @property
    def _here(self) -> dict[str, object]:
        return {"of_school": self.parts.school_id, "of_person": self.person, "of_kind": self.kind}

    def _place(self, record: bytes) -> bytes:
        return place_of(self.kind, self.person, record)


def has_note(connection: Connection, parts: Parts, person: bytes, kind: str, record: bytes) -> bool:
    """Return whether a mentor has a note of this kind and record, be it one that can't be read."""
    here = {"of_school": parts.school_id, "of_person": person, "of_kind": kind, "of_record": record}
    return connection.execute(_ONE, here).first() is not None
