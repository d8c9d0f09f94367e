"""Closed cases by their age: from when on somebody should look whether they are still to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from store.casebook.acts.desk import Desk
from store.casebook.case.case_facts import CaseFacts
from store.casebook.case.case_paper import code_of
from store.casebook.records import kinds
from store.casebook.records.opened_record import date_of
from store.casebook.role.shelf import Shelf
from store.scheme.routes import CHAIR, HEAD

# The usual rule is 25 years from the date of birth, which is 7 to 14 years from a record on a pupil of 11 to 18; for an
# allegation against staff, 10 years or until they retire.
PUPIL_YEARS: Final = 7
STAFF_YEARS: Final = 10
_LEAP_DAY: Final = 29


@dataclass(frozen=True)
class RetentionLine:
    """One closed case: since when it is closed, from when on it is to be looked at, whether it is held."""

    case_id: str
    code: str
    closed: datetime
    review: date
    is_due: bool
    is_held: bool


@dataclass(frozen=True)
class RetentionPage:
    """At most 200 closed cases, those first that came first."""

    lines: tuple[RetentionLine, ...]
    total: int
    offset: int


def retention(desk: Desk, shelf: Shelf, offset: int, most: int) -> RetentionPage:
    """Return a page of the closed cases, the oldest first."""
    showing = desk.showing("")
    today = showing.hours.local(showing.now).date()
    # Of one casebook the page alone is read; of several, what stands before it as well.
    start = offset if len(shelf.casebooks) == 1 else 0
    rows = sorted(
        {row for book in shelf.casebooks.values() for row in book.closed_by_age(start, offset - start + most)}
    )
    ids = [case_id for _, case_id in rows[offset - start : offset - start + most]]
    found = shelf.cases(ids)
    lines = [_line(found[one].facts, found[one].role, today) for one in ids if one in found]
    total = sum(book.counts(closed=True)[0] for book in shelf.casebooks.values())
    return RetentionPage(tuple(lines), total, offset)


def _line(facts: CaseFacts, role: str, today: date) -> RetentionLine:
    closing = [act.at for act in facts.acts if act.kind == kinds.CLOSE]
    closed = date_of(max(closing, default=facts.main.at))
    review = years_after(closed.date(), STAFF_YEARS if role in (HEAD, CHAIR) else PUPIL_YEARS)
    return RetentionLine(facts.id, code_of(facts.id), closed, review, review <= today, facts.is_held)


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later, the day before where there is none."""
    try:
        return day.replace(year=min(day.year + years, date.max.year))
    except ValueError:
        return day.replace(year=day.year + years, day=_LEAP_DAY - 1)
