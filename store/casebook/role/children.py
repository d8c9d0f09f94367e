"""The children whom a casebook knows, as desks have described them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from store.casebook.case.act_words import text_of
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord
from store.casebook.role.shelf import Shelf
from store.casebook.rows.index import normalise

LONGEST: Final = 200


@dataclass(frozen=True)
class Described:
    """A child as it was described last."""

    id: str
    name: str = field(repr=False)
    year: str = field(repr=False)
    handles: str = field(repr=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The name and each handle, by which the child is mentioned."""
        handles = (one.strip() for one in self.handles.replace("\n", ",").split(","))
        return tuple(one for one in (self.name.strip(), *handles) if one)


def children_of(shelf: Shelf) -> dict[str, Described]:
    """Return every child of the open casebooks by its id; of several descriptions the newest counts."""
    records: dict[str, list[OpenedRecord]] = defaultdict(list)
    for casebook in shelf.casebooks.values():
        for record in casebook.of_kind(kinds.CHILD):
            records[record.about or record.id].append(record)
    return {child: _described(child, found) for child, found in records.items()}


def is_same_name(one: str, other: str) -> bool:
    """Return whether two names are the same but for case, accents and spaces."""
    return normalise(one).split() == normalise(other).split()


def _described(child: str, found: list[OpenedRecord]) -> Described:
    newest = max(found, key=lambda one: (_step(one), one.at, one.id, one.digest))
    told = (text_of(newest, name)[:LONGEST] for name in ("name", "year", "handles"))
    return Described(child, *told)


def step_after(shelf: Shelf, child: str) -> int:
    """Return what places a new description after all that this desk has seen of a child."""
    found = (
        one for book in shelf.casebooks.values() for one in book.of_kind(kinds.CHILD) if (one.about or one.id) == child
    )
    return max((_step(one) for one in found), default=0) + 1


def _step(record: OpenedRecord) -> int:
    step = record.said.get("step")
    return step if isinstance(step, int) else 0
