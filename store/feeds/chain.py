"""Chains: how the entries of one feed hang together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Link(NamedTuple):
    """The place of one entry in its chain."""

    seq: int
    hash: bytes
    prev: bytes


class Span(NamedTuple):
    """A head, which no held entry follows, with the longest unbroken stretch that leads up to it."""

    first: int
    last: int
    head: bytes


def beginnings(links: Sequence[Link]) -> dict[bytes, int]:
    """Return for each entry, by hash, the number at which the unbroken stretch up to it begins."""
    begins: dict[bytes, int] = {}
    at = {link.hash: link.seq for link in links}
    for link in sorted(links):
        follows = at.get(link.prev) == link.seq - 1
        begins[link.hash] = begins[link.prev] if follows else link.seq
    return begins


def spans_of(links: Sequence[Link]) -> list[Span]:
    """Return the spans of one feed; a feed without gaps or forks has one."""
    begins = beginnings(links)
    followed = {(link.seq - 1, link.prev) for link in links}
    return [
        Span(begins[link.hash], link.seq, link.hash) for link in sorted(links) if (link.seq, link.hash) not in followed
    ]


def are_apart(spans: Iterable[Span]) -> bool:
    """Return whether no number lies in two spans, so that a number alone tells which entry is meant."""
    ordered = sorted(spans)
    return all(later.first > earlier.last for earlier, later in pairwise(ordered))


def leading_to(links: Sequence[Link], head: bytes, first: int) -> dict[bytes, int]:
    """Return the entries, as hash to number, from `head` back along the chain to the number `first`."""
    by_hash = {link.hash: link for link in links}
    found: dict[bytes, int] = {}
    link = by_hash.get(head)
    while link is not None and link.seq >= first:
        found[link.hash] = link.seq
        before = by_hash.get(link.prev)
        link = before if before is not None and before.seq == link.seq - 1 else None
    return found


def forked(links: Sequence[Link]) -> list[Link]:
    """Return every entry that shares its number with another one."""
    count: dict[int, int] = {}
    for link in links:
        count[link.seq] = count.get(link.seq, 0) + 1
    return [link for link in sorted(links) if count[link.seq] > 1]


def is_path(links: Sequence[Link]) -> bool:
    """Return whether each of `links` follows the one before it."""
    return all((later.seq - 1, later.prev) == (earlier.seq, earlier.hash) for earlier, later in pairwise(links))


def paths(links: Iterable[Link]) -> list[list[Link]]:
    """Return `links` cut into paths in which each entry follows the one before it."""
    cut: list[list[Link]] = []
    by_tail: dict[tuple[int, bytes], list[Link]] = {}
    for link in sorted(links):
        path = by_tail.pop((link.seq - 1, link.prev), None)
        if path is None:
            path = []
            cut.append(path)
        path.append(link)
        by_tail[link.seq, link.hash] = path
    return cut
