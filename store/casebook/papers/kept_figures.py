"""The figures of the first pack of a month, which every later pack of that month tells again.

What comes late, a mentor who is added or leaves, what is erased would else show in what differs between two packs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from store.casebook.pages.scheme_figures import Practice, Speed
from store.casebook.papers.asked import What
from store.casebook.papers.inspection_facts import PackFacts, those_who_run_it
from store.casebook.records import kinds
from store.casebook.records.opened_record import EPOCH, OpenedRecord
from store.casebook.role.shelf import Shelf

_MONTH, _ROLES, _FIGURES = "month", "counted", "figures"
Share = tuple[int, int] | None


@dataclass(frozen=True)
class Figures:
    """What of a pack is counted; `page` is the digest of "What we agreed" to which `agreed` belongs."""

    since: date
    until: date
    page: str
    agreed: Share
    topics: dict[str, tuple[int, int]]
    trained: Share
    staff_trained: Share
    speeds: tuple[Speed, ...]
    check_ins: int
    checked_in: Share
    waiting_talks: int
    reviews: int
    practices: tuple[Practice, ...]


_READER: Final = TypeAdapter(Figures)
_COUNTED: Final = tuple(name for name in Figures.__dataclass_fields__ if name not in ("page", "agreed"))


def said_of(facts: PackFacts, shelf: Shelf) -> dict[str, Any]:
    """Return what the record of a pack's making keeps of its figures."""
    told = Figures(page=_page(facts), agreed=facts.agreed, **{name: getattr(facts, name) for name in _COUNTED})
    return {**_mark(facts, shelf), _FIGURES: _READER.dump_python(told, mode="json")}


def as_first_told(facts: PackFacts, shelf: Shelf) -> PackFacts:
    """Return the facts with the figures of the first pack of their month by these roles, or as they are."""
    mark = _mark(facts, shelf)
    found = [one for one in shelf.of_kind(kinds.EXPORT, EPOCH) if mark.items() <= one.said.items()]
    read = (_read(one) for one in sorted(found, key=lambda one: (one.at, one.id)))
    kept = next((one for one in read if one is not None), None)
    if kept is None:
        return facts
    agreed = kept.agreed if kept.page == _page(facts) else facts.agreed
    return replace(facts, agreed=agreed, **{name: getattr(kept, name) for name in _COUNTED})


def _mark(facts: PackFacts, shelf: Shelf) -> dict[str, str]:
    roles = ",".join(those_who_run_it(shelf).casebooks)
    return {"what": What.PACK.value, _MONTH: facts.until.isoformat(), _ROLES: roles}


def _page(facts: PackFacts) -> str:
    return "" if facts.agreement is None else facts.agreement.digest


def _read(record: OpenedRecord) -> Figures | None:
    try:
        return _READER.validate_python(record.said.get(_FIGURES))
    except ValidationError:
        return None
