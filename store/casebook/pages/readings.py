"""Who opened, read and acted on which case, when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from store.casebook.acts.desk import Desk
from store.casebook.case.act_words import told_act
from store.casebook.case.case_paper import code_of
from store.casebook.records import kinds
from store.casebook.records.opened_record import date_of
from store.casebook.role.shelf import Shelf
from store.casebook.rows.weeks import first_second

_TOLD: Final = sorted(kinds.ACTS - {kinds.TOMBSTONE, kinds.CHILD, kinds.SCHEME_ACTION, kinds.SCHEME_DONE})


@dataclass(frozen=True)
class ReadingLine:
    """One act on a case: who did what when; `code` is "" for what was made for no case, the inspection pack say."""

    at: datetime
    by: str = field(repr=False)
    case_id: str
    code: str
    act: str = field(repr=False)


@dataclass(frozen=True)
class ReadingsPage:
    """At most 200 acts, the newest first."""

    lines: tuple[ReadingLine, ...]
    total: int
    offset: int


def readings(desk: Desk, shelf: Shelf, offset: int, most: int) -> ReadingsPage:
    """Return a page of everything that was done on cases, each opening of one among it, the newest first."""
    names = desk.showing("").names
    weeks = Counter[int]()
    for book in shelf.casebooks.values():
        weeks.update(book.acts_by_week(_TOLD))
    newer, before = 0, None
    for week in sorted(weeks, reverse=True):
        if newer + weeks[week] > offset:
            break
        newer, before = newer + weeks[week], first_second(week)
    skipped = offset - newer
    found = [row for book in shelf.casebooks.values() for row in book.newest_acts(_TOLD, skipped + most, before)]
    found.sort(key=lambda one: (one[1].at, one[1].id), reverse=True)
    lines = tuple(
        ReadingLine(
            date_of(act.at),
            names.of_staff(act.author, act.said.get("by")),
            case_id,
            "" if act.about is None else code_of(case_id),
            told_act(act),
        )
        for case_id, act in found[skipped : skipped + most]
    )
    return ReadingsPage(lines, weeks.total(), offset)
