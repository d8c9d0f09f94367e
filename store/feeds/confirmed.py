"""How far a feed is known to go, and how much of it is here that desks have signed to hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from store.feeds.entry import LANES, FeedKey
from store.feeds.feeds import Feeds
from store.feeds.ranges import Interval, Range, by_feed, difference, merged


@dataclass(frozen=True)
class Known:
    """One feed: the highest number heard of, how many are here, how many of these checkpoints tell of, what is not."""

    written: int
    here: int
    checkpointed: int
    missing: tuple[Interval, ...]


def known(
    connection: Connection, feeds: Feeds, told: Iterable[Range], lanes: Collection[int] = LANES
) -> dict[FeedKey, Known]:
    """Return what is known of each feed that is held, or that checkpoints, whose ranges are `told`, speak of."""
    held = by_feed(feeds.held(connection, lanes))
    spoken = by_feed(one for one in told if one.lane in lanes)
    # A range says something about what is here only where its last entry is here.
    unproven = feeds.lacking(connection, sorted({one.hash_at_last for each in spoken.values() for one in each}))
    found = {}
    for feed in sorted({*held, *spoken}):
        here, of_desks = _intervals(held.get(feed, [])), spoken.get(feed, [])
        written = max(one.last for one in (*held.get(feed, []), *of_desks))
        proven = [one for one in of_desks if one.hash_at_last not in unproven]
        unconfirmed = difference(here, _with_bodies(proven))
        found[feed] = Known(
            written, _size(here), _size(here) - _size(unconfirmed), tuple(difference([(1, written)], here))
        )
    return found


def _intervals(ranges: Iterable[Range]) -> list[Interval]:
    return merged((one.first, one.last) for one in ranges)


def _with_bodies(ranges: Iterable[Range]) -> list[Interval]:
    return [
        interval
        for one in ranges
        for interval in difference([(one.first, one.last)], [(seq, seq) for seq in one.without_body])
    ]


def _size(intervals: Sequence[Interval]) -> int:
    return sum(last - first + 1 for first, last in intervals)
