"""The rows by which work on cases is found: what is due when, what is linked to what, what is hidden from whom."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, delete, func, insert, select

from store.casebook import kinds
from store.casebook.case_facts import CaseFacts
from store.casebook.ladder_clock import SchoolHours
from store.casebook.tables import HIDDEN, ITEMS, LINKS

_OF = ITEMS.c
_TABLES: Final = (ITEMS, LINKS, HIDDEN)


class Due(NamedTuple):
    """One item in the order in which things are due; the day is counted from the year 1."""

    due: int
    case_id: str
    act_id: str


def drop(connection: Connection, case_id: str) -> None:
    """Take out the rows of a case."""
    for table in _TABLES:
        connection.execute(delete(table).where(table.c.case_id == case_id))


def put(connection: Connection, facts: CaseFacts, hours: SchoolHours) -> None:
    """Put in the rows of a case."""
    items = [{"act_id": one.id, "case_id": facts.id, "due": one.due.toordinal()} for one in facts.work.items(hours)]
    links = [{"case_id": facts.id, "kind": kind, "target": target} for kind, target in sorted(facts.links)]
    left = sorted({act.author for act in facts.acts if act.kind == kinds.RECUSE and act.author})
    hidden = [{"case_id": facts.id, "person": person} for person in left]
    told: list[list[dict[str, Any]]] = [items, links, hidden]
    for table, rows in zip(_TABLES, told, strict=True):
        if rows:
            connection.execute(insert(table).prefix_with("OR REPLACE"), rows)


def due(connection: Connection, me: str, *, offset: int = 0, most: int | None = None) -> list[Due]:
    """Return what is to do, the earliest first, without what is hidden from a person."""
    query = select(_OF.due, _OF.case_id, _OF.act_id).where(_OF.case_id.not_in(hidden_from(me)))
    query = query.order_by(_OF.due, _OF.case_id, _OF.act_id).offset(offset)
    return [Due(*row) for row in connection.execute(query if most is None else query.limit(most))]


def count_due(connection: Connection, me: str, before: int | None = None) -> int:
    """Return how many items there are, or how many of them were due before a day."""
    query = select(func.count()).select_from(ITEMS).where(_OF.case_id.not_in(hidden_from(me)))
    return int(connection.execute(query if before is None else query.where(_OF.due < before)).scalar_one())


def linked_to(connection: Connection, me: str, kind: str, target: str) -> list[str]:
    """Return the cases that are linked to a child or to another case."""
    of = LINKS.c
    query = select(of.case_id).where(of.target == target, of.kind == kind, of.case_id.not_in(hidden_from(me)))
    return list(connection.execute(query.order_by(of.case_id)).scalars())


def hidden_from(me: str) -> Select[tuple[str]]:
    """Return the query for the cases that are hidden from a person."""
    return select(HIDDEN.c.case_id).where(HIDDEN.c.person == me)


def is_hidden(connection: Connection, me: str, case_id: str) -> bool:
    """Return whether a case is hidden from a person."""
    query = select(HIDDEN.c.case_id).where(HIDDEN.c.person == me, HIDDEN.c.case_id == case_id)
    return connection.execute(query).first() is not None
