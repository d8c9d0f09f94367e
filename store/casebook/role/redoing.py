"""Making the rows of cases anew where hours or names have changed: a few at a time, going on where it was left."""

from __future__ import annotations

import json
from typing import Final

from sqlalchemy import Connection

from store.casebook.case.case_paper import Showing
from store.casebook.rows import fact_rows, index

_SOME: Final = 500
_FIRST: Final = -1


def begin(casebook: Connection, role: str, showing: Showing) -> None:
    """Note what is to be made anew; whose name changed is found again under the new one at once."""
    names = json.dumps(dict(sorted(showing.names.mentors.items())))
    before, told = fact_rows.read(casebook, fact_rows.NAMES), fact_rows.read(casebook, fact_rows.SHOWING)
    if told != showing.fingerprint or not before:
        fact_rows.keep(casebook, fact_rows.SHOWING, showing.fingerprint)
        # What is still to come will be made with these hours and names.
        fact_rows.keep(casebook, fact_rows.REDOING, str(_FIRST) if index.after(casebook, _FIRST, 1) else "")
    elif before != names:
        old = json.loads(before)
        people = {one for one in {*old, *showing.names.mentors} if old.get(one) != showing.names.mentors.get(one)}
        cases = index.by_authors(casebook, people)
        index.index(casebook, cases, role=role, hours=showing.hours, names=showing.names)
    if before != names:
        fact_rows.keep(casebook, fact_rows.NAMES, names)


def is_due(casebook: Connection) -> bool:
    """Return whether rows are still to be made anew."""
    return fact_rows.read(casebook, fact_rows.REDOING) != ""


def step(casebook: Connection, role: str, showing: Showing) -> bool:
    """Make some rows anew, returning whether there are more to be made."""
    at = fact_rows.read(casebook, fact_rows.REDOING)
    if not at:
        return False
    rows = index.after(casebook, int(at), _SOME)
    index.index(casebook, [one for _, one in rows], role=role, hours=showing.hours, names=showing.names)
    fact_rows.keep(casebook, fact_rows.REDOING, str(rows[-1][0]) if len(rows) == _SOME else "")
    return len(rows) == _SOME
