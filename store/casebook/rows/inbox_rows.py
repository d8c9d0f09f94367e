"""The inbox as rows: how many cases there are, which stand on a page, without a look at the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, tuple_

from store.casebook.rows import work_rows
from store.casebook.rows.tables import CASE_COUNTS, CASES, HIDDEN
from store.casebook.rows.weeks import first_second, week_of

_OF: Final = CASES.c
_COUNTED: Final = CASE_COUNTS.c
_CHUNK: Final = 500
_Week = tuple[int, int]
"""A rank with a week: the cases of one are counted together."""


class Listed(NamedTuple):
    """What a case is sorted by in the inbox."""

    rank: int
    due: int
    place: int
    id: str
    unread: bool


def listed(
    connection: Connection,
    me: str,
    *,
    closed: bool,
    offset: int = 0,
    most: int | None = None,
    without: Sequence[Listed] = (),
) -> list[Listed]:
    """Return cases in the order of the inbox: red, amber, the others; in each the unread first, then the oldest.

    What is hidden from the person `me` is left out, here as everywhere below, as are the rows `without`.
    """
    query = select(_OF.rank, _OF.due, _OF.place, _OF.id, _OF.unread).where(_OF.closed == closed)
    query = query.where(*_shown(connection, me, without, closed=closed))
    start, skipped = _week_at(_weeks(connection, me, without, closed=closed) if offset else [], offset)
    if start is not None:
        query = query.where(tuple_(_OF.rank, _OF.due) >= tuple_(start[0], first_second(start[1])))
    query = query.order_by(_OF.rank, _OF.due, _OF.place).offset(offset - skipped)
    return [Listed(*row) for row in connection.execute(query if most is None else query.limit(most))]


def count_before(connection: Connection, me: str, row: Listed, *, closed: bool, without: Sequence[Listed] = ()) -> int:
    """Return how many cases stand before a row in the order of the inbox."""
    week = (row.rank, week_of(row.due))
    before = sum(count for at, count in _weeks(connection, me, without, closed=closed) if at < week)
    query = select(func.count()).where(
        _OF.closed == closed,
        _OF.rank == row.rank,
        _OF.due >= first_second(week[1]),
        tuple_(_OF.due, _OF.place) < tuple_(row.due, row.place),
        *_shown(connection, me, without, closed=closed),
    )
    return before + int(connection.execute(query).scalar_one())


def rows_of(connection: Connection, me: str, case_ids: Sequence[str]) -> list[tuple[bool, Listed]]:
    """Return the rows of those of these cases that are here, each with whether it is closed."""
    found = list[tuple[bool, Listed]]()
    for start in range(0, len(case_ids), _CHUNK):
        query = select(_OF.closed, _OF.rank, _OF.due, _OF.place, _OF.id, _OF.unread)
        query = query.where(_OF.id.in_(case_ids[start : start + _CHUNK]), _OF.id.not_in(work_rows.hidden_from(me)))
        found += [(bool(closed), Listed(*row)) for closed, *row in connection.execute(query)]
    return found


def closed_by_age(connection: Connection, me: str, offset: int, most: int) -> list[tuple[int, str]]:
    """Return (place, id) of the closed cases that came first, from one of them on."""
    query = select(_OF.place, _OF.id).where(_OF.closed, *_shown(connection, me, (), closed=True))
    rows = connection.execute(query.order_by(_OF.place).offset(offset).limit(most))
    return [(place, case_id) for place, case_id in rows]


def counts(connection: Connection, me: str, *, closed: bool) -> tuple[int, int]:
    """Return how many cases there are, with how many of them nobody has read."""
    query = select(
        func.coalesce(func.sum(_COUNTED.cases), 0),
        func.coalesce(func.sum(_COUNTED.unread), 0),
    )
    total, unread = connection.execute(query.where(_COUNTED.closed == closed)).one()
    hidden = _hidden(connection, me, closed=closed)
    return int(total) - len(hidden), int(unread) - sum(one.unread for one in hidden)


def _week_at(weeks: Sequence[tuple[_Week, int]], offset: int) -> tuple[_Week | None, int]:
    """Return the week in which the case stands that has so many before it, with how many stand before that week."""
    before = 0
    for week, count in weeks:
        if before + count > offset:
            return week, before
        before += count
    return None, 0


def _weeks(connection: Connection, me: str, without: Sequence[Listed], *, closed: bool) -> list[tuple[_Week, int]]:
    left_out = (*_hidden(connection, me, closed=closed), *without)
    fewer = Counter((one.rank, week_of(one.due)) for one in left_out)
    query = select(_COUNTED.rank, _COUNTED.week, _COUNTED.cases).where(_COUNTED.closed == closed)
    rows = connection.execute(query.order_by(_COUNTED.rank, _COUNTED.week))
    return [((rank, week), cases - fewer[rank, week]) for rank, week, cases in rows]


def _shown(connection: Connection, me: str, without: Sequence[Listed], *, closed: bool) -> list[ColumnElement[bool]]:
    conditions = list[ColumnElement[bool]]()
    if _hidden(connection, me, closed=closed):
        conditions.append(_OF.place.not_in(work_rows.hidden_places(me)))
    if without:
        conditions.append(_OF.place.not_in([one.place for one in without]))
    return conditions


def _hidden(connection: Connection, me: str, *, closed: bool) -> list[Listed]:
    query = select(_OF.rank, _OF.due, _OF.place, _OF.id, _OF.unread).join(HIDDEN, HIDDEN.c.case_id == _OF.id)
    rows = connection.execute(query.where(HIDDEN.c.person == me, _OF.closed == closed))
    return [Listed(*row) for row in rows]
