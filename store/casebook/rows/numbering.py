"""Which numbers of each series of reports have come, kept as stretches, so that a gap is seen without counting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from store.casebook.records.opened_record import OpenedRecord
from store.casebook.rows.tables import NUMBERS, RECORDS
from store.feeds.prepared import Prepared
from store.feeds.ranges import Interval, difference, merged

Series = tuple[str, str, str]
_OF: Final = NUMBERS.c
_OF_SERIES: Final = (
    (_OF.device == bindparam("of_device"))
    & (_OF.series == bindparam("of_series"))
    & (_OF.readers == bindparam("of_readers"))
)
# One beside the first, one beside the last: what touches becomes one stretch.
_NEAR: Final = Prepared(
    select(_OF.first, _OF.last).where(
        _OF_SERIES, _OF.first <= bindparam("of_last") + 1, _OF.last >= bindparam("of_first") - 1
    )
)
_DROP: Final = Prepared(delete(NUMBERS).where(_OF_SERIES, _OF.first == bindparam("of_first")))
_PUT: Final = Prepared(insert(NUMBERS), *(one.name for one in _OF))


def came(connection: Connection, records: Iterable[OpenedRecord]) -> None:
    """Note the numbers that records bear."""
    found: dict[Series, list[Interval]] = defaultdict(list)
    for one in records:
        if one.series is not None and one.nth is not None:
            found[one.device, one.series, one.readers].append((one.nth, one.nth))
    for series, numbers in found.items():
        # Stretch by stretch, so that what lies between two of them is not read.
        for first, last in merged(numbers):
            near = _near(connection, series, first, last)
            _replace(connection, series, near, merged([*near, (first, last)]))


def went(connection: Connection, series: Series, nth: int) -> None:
    """Take back a number unless another record bears it."""
    device, of, readers = series
    at = RECORDS.c
    same = (at.series == of) & (at.readers == readers) & (at.device == device) & (at.nth == nth)
    if connection.execute(select(at.id).where(same).limit(1)).first() is None:
        near = _near(connection, series, nth, nth)
        _replace(connection, series, near, difference(near, [(nth, nth)]))


def gaps(connection: Connection) -> list[tuple[Series, tuple[Interval, ...]]]:
    """Return (device, series, readers) with the missing numbers of each series that has a gap."""
    missing: dict[Series, list[Interval]] = defaultdict(list)
    before, last_of = 0, ("", "", "")
    query = select(_OF.device, _OF.series, _OF.readers, _OF.first, _OF.last)
    for device, of, readers, first, last in connection.execute(
        query.order_by(_OF.device, _OF.series, _OF.readers, _OF.first)
    ):
        series = (device, of, readers)
        before = before if series == last_of else 0
        if first > before + 1:
            missing[series].append((before + 1, first - 1))
        before, last_of = last, series
    return [(series, tuple(intervals)) for series, intervals in missing.items()]


def _near(connection: Connection, series: Series, first: int, last: int) -> list[Interval]:
    rows = _NEAR.run(connection, _named(series) | {"of_first": first, "of_last": last}).fetchall()
    return [(one, other) for one, other in rows]


def _replace(connection: Connection, series: Series, old: list[Interval], new: list[Interval]) -> None:
    device, of, readers = series
    kept = set(old) & set(new)
    _DROP.run_each(
        connection, [_named(series) | {"of_first": first} for first, last in old if (first, last) not in kept]
    )
    row = {"device": device, "series": of, "readers": readers}
    _PUT.run_each(connection, [row | {"first": one[0], "last": one[1]} for one in new if one not in kept])


def _named(series: Series) -> dict[str, str]:
    return dict(zip(("of_device", "of_series", "of_readers"), series, strict=True))
