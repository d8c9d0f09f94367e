"""Tombstones: what a role notes of records before two people erase them, so that no gap is told afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, and_, select

from store.casebook.records.kinds import TOMBSTONE
from store.casebook.rows import record_rows
from store.casebook.rows.tables import RECORDS, SOURCES
from store.feeds.ranges import Interval, merged

Series = tuple[str, str, str]
# With more entries one act would not fit beside others into a batch.
MOST_ENTRIES: Final = 100


def texts_of(
    connection: Connection, entries: Sequence[bytes], class_: str, met: Collection[bytes]
) -> Iterator[dict[str, Any]]:
    """Yield what the tombstones of these entries say; those that hold nothing of this role need none."""
    of, source = RECORDS.c, SOURCES.c
    for start in range(0, len(entries), MOST_ENTRIES):
        chunk = entries[start : start + MOST_ENTRIES]
        query = (
            select(source.entry, of.device, of.series, of.readers, of.nth)
            .join(RECORDS, and_(of.id == source.record_id, of.digest == source.digest))
            .where(source.entry.in_(chunk))
        )
        numbers: dict[Series, list[Interval]] = defaultdict(list)
        named = set[bytes]()
        for entry, device, series, readers, nth in connection.execute(query):
            named.add(entry)
            if series is not None and nth is not None:
                numbers[device, series, readers].append((nth, nth))
        if named:
            told = sorted(numbers.items())
            yield {
                "entries": [one.hex() for one in sorted(named)],
                "numbers": [[*series, [list(one) for one in merged(found)]] for series, found in told],
                "met": [one.hex() for one in sorted(named & set(met))],
                "class": class_,
            }


def numbers(connection: Connection) -> dict[Series, list[Interval]]:
    """Return by (device, series, readers) the numbers that have a tombstone."""
    found: dict[Series, list[Interval]] = defaultdict(list)
    for text in _texts(connection):
        for device, series, readers, intervals in _lists(text.get("numbers"), 4):
            found[str(device), str(series), str(readers)] += [
                (first, last)
                for first, last in _lists(intervals, 2)
                if isinstance(first, int) and isinstance(last, int) and first <= last
            ]
    return found


def met(connection: Connection) -> set[bytes]:
    """Return the erased entries that a person had acknowledged."""
    found = set[bytes]()
    for text in _texts(connection):
        listed = text.get("met")
        for one in listed if isinstance(listed, list) else []:
            try:
                found.add(bytes.fromhex(one))
            except (TypeError, ValueError):
                continue
    return found


def _texts(connection: Connection) -> Iterator[dict[str, Any]]:
    return (record.said for record in record_rows.of_kind(connection, TOMBSTONE))


def _lists(told: object, size: int) -> list[list[Any]]:
    listed = told if isinstance(told, list) else []
    return [one for one in listed if isinstance(one, list) and len(one) == size]
