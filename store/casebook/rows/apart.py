"""Entries that are not among the records as they should be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, and_, delete, func, insert, select

from store.casebook.rows.tables import APART, RECORDS, SLOTS, SOURCES
from store.feeds.log import StoredEntry

_CHUNK: Final = 200


class Why(StrEnum):
    """Why an entry is kept apart."""

    QUARANTINE = "quarantine"
    NOT_A_DESK = "not a desk of this role"
    UNREADABLE = "unreadable"


def put(connection: Connection, entry: StoredEntry, why: Why) -> None:
    """Keep an entry apart."""
    connection.execute(
        insert(APART)
        .prefix_with("OR REPLACE")
        .values(
            entry=entry.hash,
            arrival=entry.arrival,
            device=entry.device,
            lane=entry.lane,
            epoch=entry.epoch,
            seq=entry.seq,
            why=str(why),
        )
    )


def take_back(connection: Connection, entries: Sequence[StoredEntry]) -> None:
    """End that entries are kept apart, for they are judged anew."""
    for start in range(0, len(entries), _CHUNK):
        chunk = entries[start : start + _CHUNK]
        connection.execute(delete(APART).where(APART.c.entry.in_([one.hash for one in chunk])))
        if bodiless := [one.hash for one in chunk if one.body is None]:
            connection.execute(delete(SLOTS).where(SLOTS.c.entry.in_(bodiless)))


def arrivals(connection: Connection, why: Why) -> list[tuple[int, bytes]]:
    """Return (arrival, hash) of the entries kept apart for one reason."""
    query = select(APART.c.arrival, APART.c.entry).where(APART.c.why == str(why)).order_by(APART.c.arrival)
    return [(arrival, entry) for arrival, entry in connection.execute(query)]


def count(connection: Connection, *why: Why) -> int:
    """Return how many entries are kept apart for these reasons."""
    query = select(func.count()).select_from(APART).where(APART.c.why.in_([str(one) for one in why]))
    return int(connection.execute(query).scalar_one())


def put_slot(connection: Connection, entry: StoredEntry, *, opened: bool) -> None:
    """Remember whether this role's key opened a slot half."""
    connection.execute(
        insert(SLOTS)
        .prefix_with("OR REPLACE")
        .values(entry=entry.hash, device=entry.device, epoch=entry.epoch, seq=entry.seq, opened=opened)
    )


def wrong_slots(
    connection: Connection, is_unknown: Callable[[bytes, bytes, int], bool]
) -> list[tuple[bytes, bytes, int]]:
    """Return the first half, as (device, epoch, seq), of each slot pair of which this role opens none or both.

    A pair whose other half has not come is not judged, nor is one where the feed is split. `is_unknown` tells whether
    the entry at a place is missing or has no body here.
    """
    feeds: dict[tuple[bytes, bytes], dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    query = select(SLOTS.c.device, SLOTS.c.epoch, SLOTS.c.seq, SLOTS.c.opened).order_by(SLOTS.c.seq)
    for device, epoch, seq, opened in connection.execute(query):
        feeds[device, epoch][seq].append(bool(opened))
    return [
        (device, epoch, first)
        for (device, epoch), halves in sorted(feeds.items())
        for stretch in _stretches(sorted(halves))
        for first in _pairs(halves, stretch, has_beginning=not is_unknown(device, epoch, stretch[0] - 1))
        if _is_wrong(halves, first)
    ]


def pairs_between(connection: Connection, device: bytes, begins: int, ends: int) -> set[bytes]:
    """Return both halves of each whole slot pair of which this role opens one half, dated in this time."""
    of, found = SLOTS.c, set[bytes]()
    query = (
        select(of.epoch, of.seq, of.entry, RECORDS.c.at)
        .outerjoin(SOURCES, SOURCES.c.entry == of.entry)
        .outerjoin(RECORDS, and_(RECORDS.c.id == SOURCES.c.record_id, RECORDS.c.digest == SOURCES.c.digest))
        .where(of.device == device)
    )
    feeds: dict[bytes, dict[int, tuple[bytes, int | None]]] = defaultdict(dict)
    for epoch, seq, entry, at in connection.execute(query):
        feeds[epoch][seq] = (entry, at)
    for halves in feeds.values():
        for stretch in _stretches(sorted(halves)):
            for first in stretch[0 : len(stretch) - 1 : 2]:
                pair = (halves[first], halves[first + 1])
                if any(at is not None and begins <= at < ends for _, at in pair):
                    found |= {entry for entry, _ in pair}
    return found


def _stretches(numbers: Sequence[int]) -> list[list[int]]:
    """Return ascending numbers in stretches without a gap."""
    stretches = list[list[int]]()
    for number in numbers:
        if stretches and stretches[-1][-1] == number - 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    return stretches


def _pairs(halves: dict[int, list[bool]], stretch: list[int], *, has_beginning: bool) -> list[int]:
    """Return the first number of each pair of a stretch of slots, counted from where it begins.

    Where that is not here, the way of pairing that leaves fewer wrong pairs is taken, so that a gap, which is listed as
    a gap, does not raise this alarm as well.
    """
    from_first, from_second = stretch[0 : len(stretch) - 1 : 2], stretch[1 : len(stretch) - 1 : 2]
    if has_beginning:
        return from_first
    return min(from_first, from_second, key=lambda way: sum(_is_wrong(halves, first) for first in way))


def _is_wrong(halves: dict[int, list[bool]], first: int) -> bool:
    one, other = halves[first], halves[first + 1]
    return len(one) == len(other) and sum(one) + sum(other) != len(one)


def places(connection: Connection, why: Why) -> list[tuple[bytes, bytes, int]]:
    """Return (device, epoch, seq) of the records' entries that are kept apart for one reason."""
    query = select(APART.c.device, APART.c.epoch, APART.c.seq).where(APART.c.why == str(why), APART.c.lane == 0)
    return [(device, epoch, seq) for device, epoch, seq in connection.execute(query)]
