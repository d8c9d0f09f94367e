"""Ranges: what a peer says that it holds of a feed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from store.errors import TooLarge
from store.feeds.entry import LANES, FeedKey
from store.signed.canonical import Plain
from store.signed.shape import a_list, a_number, at_least, some_bytes, wrong_shape

_MOST_RANGES: Final = 100_000
Interval = tuple[int, int]


@dataclass(frozen=True)
class Range:
    """Consecutive entries of one feed that are held, tied down by the hash of the last of them."""

    device: bytes
    lane: int
    epoch: bytes
    first: int
    last: int
    hash_at_last: bytes
    without_body: tuple[int, ...] = ()

    @property
    def feed(self) -> FeedKey:
        """The feed this range is a part of."""
        return self.device, self.lane, self.epoch


def encode(ranges: Iterable[Range]) -> list[Plain]:
    """Return `ranges` as they stand in an offer, a receipt or a checkpoint."""
    return [
        [one.device, one.lane, one.epoch, one.first, one.last, one.hash_at_last, list(one.without_body)]
        for one in ranges
    ]


def decode(value: Plain) -> list[Range]:
    """Return the ranges in a decoded list, or raise NotCanonical; far too many raise TooLarge.

    What a newer peer holds in lanes that this version does not know is left out: the rest counts all the same.
    """
    items = a_list(value)
    if len(items) > _MOST_RANGES:
        raise TooLarge("This list is longer than any school needs. It was not read; nothing was changed.")
    return [one for one in map(_range, items) if one.lane in LANES]


def _range(item: Plain) -> Range:
    device, lane, epoch, first, last, hash_at_last, without = at_least(item, 7)
    start = a_number(first, smallest=1)
    end = a_number(last, smallest=start)
    bodiless = tuple(a_number(each, end, start) for each in a_list(without))
    if any(later <= earlier for earlier, later in pairwise(bodiless)):
        raise wrong_shape()
    return Range(
        some_bytes(device, 16),
        a_number(lane),
        some_bytes(epoch, 16),
        start,
        end,
        some_bytes(hash_at_last, 32),
        bodiless,
    )


def by_feed(ranges: Iterable[Range]) -> dict[FeedKey, list[Range]]:
    """Return `ranges` sorted into their feeds."""
    sorted_in: dict[FeedKey, list[Range]] = {}
    for one in ranges:
        sorted_in.setdefault(one.feed, []).append(one)
    return sorted_in


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """Return the union of `intervals` as few, ascending, apart from one another."""
    union: list[Interval] = []
    for first, last in sorted(intervals):
        if union and first <= union[-1][1] + 1:
            union[-1] = (union[-1][0], max(union[-1][1], last))
        else:
            union.append((first, last))
    return union


def difference(wanted: Iterable[Interval], held: Iterable[Interval]) -> list[Interval]:
    """Return what is in `wanted`, but not in `held`."""
    rest, apart = [], merged(held)
    for first, last in merged(wanted):
        at = first
        for low, high in _crossing(apart, first, last):
            if low > at:
                rest.append((at, low - 1))
            at = max(at, high + 1)
        if at <= last:
            rest.append((at, last))
    return rest


def told_intervals(intervals: Iterable[Interval]) -> str:
    """Return numbers in words, e.g. "4 to 7, 9"."""
    return ", ".join(f"{first}" if first == last else f"{first} to {last}" for first, last in intervals)


def missing(ranges: Iterable[Range]) -> dict[FeedKey, tuple[Interval, ...]]:
    """Return for each feed with gaps the numbers, up to the highest in `ranges`, that no range holds."""
    gaps = {
        feed: tuple(difference([(1, max(one.last for one in held))], [(one.first, one.last) for one in held]))
        for feed, held in by_feed(ranges).items()
    }
    return {feed: intervals for feed, intervals in gaps.items() if intervals}


def _crossing(apart: Sequence[Interval], first: int, last: int) -> list[Interval]:
    return [(low, high) for low, high in apart if high >= first and low <= last]
