"""What is here, byte for byte, of the ranges that somebody once said to hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, select

from store.errors import FeedError
from store.feeds.entry import LANE_NOTICES, FeedKey, read_entry
from store.feeds.feeds import Feeds
from store.feeds.ranges import Interval, Range, by_feed, merged
from store.feeds.tables import ENTRIES
from store.feeds.why import Why
from store.signed import cose

_OF = ENTRIES.c


class _Held(NamedTuple):
    """A row as its own bytes show it; a changed one is not what its hash says, or its body is another's."""

    hash: bytes
    prev: bytes
    has_body: bool
    is_changed: bool


@dataclass
class Compared:
    """One feed: entries here whole, those without bodies, numbers changed, taken by another entry, or not here."""

    feed: FeedKey
    here: set[bytes] = field(default_factory=set)
    bodiless: set[bytes] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    replaced: set[int] = field(default_factory=set)
    absent: set[int] = field(default_factory=set)

    @property
    def total(self) -> int:
        """How many entries the ranges were about."""
        return len(self.here | self.bodiless) + len(self.absent | self.replaced | self.changed)

    @property
    def missing(self) -> tuple[Interval, ...]:
        """The numbers of which nothing is here."""
        return tuple(merged((seq, seq) for seq in self.absent))


def compare(connection: Connection, feeds: Feeds, told: Iterable[Range]) -> list[Compared]:
    """Return what is here of each feed in `told`, going by hashes: a number alone could be another entry's."""
    found = []
    for feed, ranges in sorted(by_feed(told).items()):
        compared = Compared(feed)
        for one in ranges:
            _follow(compared, one, _rows(connection, feeds, one))
        compared.bodiless -= compared.here
        found.append(compared)
    return found


def let_go_of(connection: Connection, feeds: Feeds, one: Compared) -> set[bytes]:
    """Return those entries without bodies of which a device lets go by itself, which nobody has to sign for.

    That is overtaken documents and old posts, or what a kiosk has forgotten of its own; of others it would explain away
    what was taken from them.
    """
    if one.feed[1] != LANE_NOTICES and (feeds.own is None or one.feed[0] != feeds.own.id):
        return set()
    why = feeds.why_dropped(connection, sorted(one.bodiless))
    return {hashed for hashed, (reason, _people) in why.items() if reason != Why.ERASED}


def _follow(compared: Compared, one: Range, rows: dict[int, list[_Held]]) -> None:
    """Go from the last entry of a range to its first, each naming the one before it.

    Below a gap nothing names an entry any more; there, whatever is held under a number counts.
    """
    expected: bytes | None = one.hash_at_last
    for seq in range(one.last, one.first - 1, -1):
        at = rows.get(seq, [])
        fitting = [row for row in at if expected in (None, row.hash)]
        whole = [row for row in fitting if not row.is_changed]
        for row in whole:
            (compared.here if row.has_body or seq in one.without_body else compared.bodiless).add(row.hash)
        if not whole:
            (compared.changed if fitting else compared.replaced if at else compared.absent).add(seq)
        expected = whole[0].prev if len(whole) == 1 else None


def _rows(connection: Connection, feeds: Feeds, one: Range) -> dict[int, list[_Held]]:
    device, lane, epoch = one.feed
    here = (_OF.school == feeds.school) & (_OF.device == device) & (_OF.lane == lane) & (_OF.epoch == epoch)
    query = select(_OF.seq, _OF.hash, _OF.signed, _OF.body).where(here, _OF.seq.between(one.first, one.last))
    found: dict[int, list[_Held]] = {}
    for seq, hashed, signed, body in connection.execute(query):
        found.setdefault(seq, []).append(_read(one.feed, seq, hashed, signed, body))
    return found


def _read(feed: FeedKey, seq: int, hashed: bytes, signed: bytes, body: bytes | None) -> _Held:
    try:
        entry = read_entry(signed, newer_too=True)
    except FeedError:
        return _Held(hashed, b"", has_body=body is not None, is_changed=True)
    is_same = cose.digest(signed) == hashed and (entry.feed, entry.seq) == (feed, seq)
    fits = body is None or entry.fits(body)
    return _Held(hashed, entry.prev, body is not None, is_changed=not (is_same and fits))
