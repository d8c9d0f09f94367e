"""The rows by which work on cases is found: what is due when, what is linked to what, what is hidden from whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import BindParameter, Connection, Select, bindparam, delete, func, insert, select

from store.casebook.case.case_facts import CaseFacts
from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.records import kinds
from store.casebook.rows.tables import CASES, DUE_COUNTS, HIDDEN, ITEMS, LINKS
from store.feeds.prepared import Prepared

_OF = ITEMS.c
_TABLES: Final = (ITEMS, LINKS, HIDDEN)
_DROPS: Final = tuple(Prepared(delete(table).where(table.c.case_id == bindparam("of_case"))) for table in _TABLES)


class Due(NamedTuple):
    """One item in the order in which things are due; the day is counted from the year 1."""

    due: int
    case_id: str
    act_id: str


def drop(connection: Connection, case_ids: Sequence[str]) -> None:
    """Take out the rows of cases."""
    rows = [{"of_case": case_id} for case_id in case_ids]
    for statement in _DROPS:
        statement.run_each(connection, rows)


def put(connection: Connection, cases: Iterable[CaseFacts], hours: SchoolHours) -> None:
    """Put in the rows of cases."""
    items, links, hidden = list[dict[str, Any]](), list[dict[str, Any]](), list[dict[str, Any]]()
    for facts in cases:
        # Where one act has two bodies the later one counts.
        due = {one.id: one.due.toordinal() for one in facts.work.items(hours)}
        items += [{"act_id": act, "case_id": facts.id, "due": day} for act, day in due.items()]
        links += [{"case_id": facts.id, "kind": kind, "target": target} for kind, target in sorted(facts.links)]
        left = sorted({act.author for act in facts.acts if act.kind == kinds.RECUSE and act.author})
        hidden += [{"case_id": facts.id, "person": person} for person in left]
    for table, rows in zip(_TABLES, (items, links, hidden), strict=True):
        if rows:
            connection.execute(insert(table), rows)


def due(connection: Connection, me: str, *, offset: int = 0, most: int | None = None) -> list[Due]:
    """Return what is to do, the earliest first, without what is hidden from a person."""
    query = select(_OF.due, _OF.case_id, _OF.act_id).where(_OF.case_id.not_in(hidden_from(me)))
    before = 0
    for day, count in _days(connection, me) if offset else ():
        if before + count > offset:
            query = query.where(_OF.due >= day)
            break
        before += count
    else:
        before = 0
    query = query.order_by(_OF.due, _OF.case_id, _OF.act_id).offset(offset - before)
    return [Due(*row) for row in connection.execute(query if most is None else query.limit(most))]


def count_due(connection: Connection, me: str, before: int | None = None) -> int:
    """Return how many items there are, or how many of them were due before a day."""
    return sum(count for day, count in _days(connection, me) if before is None or day < before)


def linked_to(connection: Connection, me: str, kind: str, target: str) -> list[str]:
    """Return the cases that are linked to a child or to another case."""
    of = LINKS.c
    query = select(of.case_id).where(of.target == target, of.kind == kind, of.case_id.not_in(hidden_from(me)))
    return list(connection.execute(query.order_by(of.case_id)).scalars())


def hidden_from(me: str) -> Select[tuple[str]]:
    """Return the query for the cases that are hidden from a person."""
    return select(HIDDEN.c.case_id).where(HIDDEN.c.person == me)


def hidden_places(me: str | BindParameter[str]) -> Select[int]:
    """Return the query for the places of the cases that are hidden from a person."""
    return select(CASES.c.place).join(HIDDEN, HIDDEN.c.case_id == CASES.c.id).where(HIDDEN.c.person == me)


def hidden_among(connection: Connection, me: str, case_ids: Sequence[str]) -> set[str]:
    """Return those of these cases that are hidden from a person, who stepped back from few."""
    query = select(HIDDEN.c.case_id).where(HIDDEN.c.person == me)
    asked = set(case_ids)
    return {one for one in connection.execute(query).scalars() if one in asked}


def _days(connection: Connection, me: str) -> list[tuple[int, int]]:
    """Return how many items there are for each day, without what is hidden from a person."""
    of_mine = select(_OF.due, func.count()).join(HIDDEN, HIDDEN.c.case_id == _OF.case_id)
    hidden: dict[int, int] = {
        row[0]: row[1] for row in connection.execute(of_mine.where(HIDDEN.c.person == me).group_by(_OF.due))
    }
    rows = connection.execute(select(DUE_COUNTS.c.due, DUE_COUNTS.c["items"]).order_by(DUE_COUNTS.c.due))
    return [(day, count - hidden.get(day, 0)) for day, count in rows]
