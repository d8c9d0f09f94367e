"""What is to change in the scheme: from the forms of one half-term carried over until it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from store.casebook.case.act_rules import coming_day
from store.casebook.case.act_words import text_of
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, date_of
from store.errors import KioskError

_KEPT: Final = "Nothing was recorded. What you wrote is still here."
ENDED: Final = "This is ended already, perhaps at another desk. Nothing was changed."


@dataclass(frozen=True)
class SchemeAction:
    """One thing to change: since when, by which day, whether and when it was done."""

    id: str
    words: str = field(repr=False)
    since: datetime
    due: date | None
    done: datetime | None

    def is_late(self, today: date) -> bool:
        """Return whether it ought to have been done."""
        return self.done is None and self.due is not None and self.due < today


def said_of(typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """Return what a new action says, or raise KioskError where something is not there."""
    words = typed.get("words", "").strip()
    if not words:
        raise KioskError(f"It does not say what is to change. {_KEPT} Fill it in.")
    return {"words": words, "due": coming_day(typed.get("due", ""), today).isoformat()}


def actions_of(planned: Iterable[OpenedRecord], ended: Iterable[OpenedRecord]) -> tuple[SchemeAction, ...]:
    """Return the actions that the records tell, those to be done first, by their day; the first end counts."""
    done: dict[str, int] = {}
    for one in ended:
        if one.kind == kinds.SCHEME_DONE and one.about:
            done[one.about] = min(one.at, done.get(one.about, one.at))
    found = {one.id: _read(one, done.get(one.id)) for one in planned if one.kind == kinds.SCHEME_ACTION}
    return tuple(sorted(found.values(), key=lambda one: (one.done is not None, one.due or date.max, one.since, one.id)))


def _read(record: OpenedRecord, done: int | None) -> SchemeAction:
    try:
        due = date.fromisoformat(text_of(record, "due"))
    except ValueError:
        due = None
    ended = None if done is None else date_of(done)
    return SchemeAction(record.id, text_of(record, "words"), date_of(record.at), due, ended)
