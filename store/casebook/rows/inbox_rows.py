"""The inbox as rows: how many cases there are, which stand on a page, without a look at the others."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    String,
    and_,
    bindparam,
    column,
    func,
    select,
    tuple_,
)

from store.casebook.rows import work_rows
from store.casebook.rows.tables import CASE_COUNTS, CASES, HIDDEN
from store.casebook.rows.weeks import first_second, week_of
from store.feeds.prepared import Prepared

_OF: Final = CASES.c
_COUNTED: Final = CASE_COUNTS.c
_CHUNK: Final = 500
_ROW: Final = (_OF.rank, _OF.due, _OF.place, _OF.id, _OF.unread)
_CLOSED: Final = bindparam("closed", type_=Boolean)
_ME: Final = bindparam("me", type_=String)
# Before the first rank there is nothing, not even a week.
_FIRST_WEEK: Final = (-1, 0)
_Week = tuple[int, int]
"""A rank with a week: the cases of one are counted together."""


def _number(name: str) -> ColumnElement[int]:
    return bindparam(name, type_=Integer)


_SHOWN: Final = and_(
    _OF.closed == _CLOSED,
    _OF.place.not_in(work_rows.hidden_places(_ME)),
    _OF.place.not_in(select(column("value")).select_from(func.json_each(bindparam("without", type_=String)))),
)
_LISTED: Final = Prepared(
    select(*_ROW)
    .where(_SHOWN, tuple_(_OF.rank, _OF.due) >= tuple_(_number("from_rank"), _number("from_due")))
    .order_by(_OF.rank, _OF.due, _OF.place)
    .limit(_number("most"))
    .offset(_number("skip"))
)
_BEFORE: Final = Prepared(
    select(func.count()).where(
        _SHOWN,
        _OF.rank == _number("of_rank"),
        _OF.due >= _number("from_due"),
        tuple_(_OF.due, _OF.place) < tuple_(_number("of_due"), _number("of_place")),
    )
)
_AGED: Final = Prepared(
    select(_OF.place, _OF.id).where(_SHOWN).order_by(_OF.place).limit(_number("most")).offset(_number("skip"))
)
_COUNTS: Final = Prepared(
    select(func.coalesce(func.sum(_COUNTED.cases), 0), func.coalesce(func.sum(_COUNTED.unread), 0)).where(
        _COUNTED.closed == _CLOSED
    )
)
_WEEKS: Final = Prepared(
    select(_COUNTED.rank, _COUNTED.week, _COUNTED.cases)
    .where(_COUNTED.closed == _CLOSED)
    .order_by(_COUNTED.rank, _COUNTED.week)
)
_HIDDEN: Final = Prepared(
    select(*_ROW).join(HIDDEN, HIDDEN.c.case_id == _OF.id).where(HIDDEN.c.person == _ME, _OF.closed == _CLOSED)
)


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
    start, before = _FIRST_WEEK, 0
    if offset:
        start, before = _week_at(_weeks(connection, me, without, closed=closed), offset)
    wanted = {
        **_shown(me, without, closed=closed),
        "from_rank": start[0],
        "from_due": first_second(start[1]),
        "skip": offset - before,
        "most": -1 if most is None else most,
    }
    return [Listed(*row) for row in _LISTED.run(connection, wanted).fetchall()]


def count_before(connection: Connection, me: str, row: Listed, *, closed: bool, without: Sequence[Listed] = ()) -> int:
    """Return how many cases stand before a row in the order of the inbox."""
    week = (row.rank, week_of(row.due))
    before = sum(count for at, count in _weeks(connection, me, without, closed=closed) if at < week)
    wanted = {
        **_shown(me, without, closed=closed),
        "of_rank": row.rank,
        "from_due": first_second(week[1]),
        "of_due": row.due,
        "of_place": row.place,
    }
    (inside,) = _BEFORE.run(connection, wanted).fetchall()
    return before + int(inside[0])


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
    wanted = {**_shown(me, (), closed=True), "skip": offset, "most": most}
    return [(place, case_id) for place, case_id in _AGED.run(connection, wanted).fetchall()]


def counts(connection: Connection, me: str, *, closed: bool) -> tuple[int, int]:
    """Return how many cases there are, with how many of them nobody has read."""
    ((total, unread),) = _COUNTS.run(connection, {"closed": closed}).fetchall()
    hidden = _hidden(connection, me, closed=closed)
    return int(total) - len(hidden), int(unread) - sum(one.unread for one in hidden)


def _week_at(weeks: Sequence[tuple[_Week, int]], offset: int) -> tuple[_Week, int]:
    """Return the week in which the case stands that has so many before it, with how many stand before that week."""
    before = 0
    for week, count in weeks:
        if before + count > offset:
            return week, before
        before += count
    return _FIRST_WEEK, 0


def _weeks(connection: Connection, me: str, without: Sequence[Listed], *, closed: bool) -> list[tuple[_Week, int]]:
    left_out = (*_hidden(connection, me, closed=closed), *without)
    fewer = Counter((one.rank, week_of(one.due)) for one in left_out)
    rows = _WEEKS.run(connection, {"closed": closed}).fetchall()
    return [((rank, week), cases - fewer[rank, week]) for rank, week, cases in rows]


def _shown(me: str, without: Sequence[Listed], *, closed: bool) -> dict[str, Any]:
    return {"me": me, "closed": closed, "without": json.dumps([one.place for one in without])}


def _hidden(connection: Connection, me: str, *, closed: bool) -> list[Listed]:
    return [Listed(*row) for row in _HIDDEN.run(connection, {"me": me, "closed": closed}).fetchall()]
