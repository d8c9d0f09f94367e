"""What is held of each feed, kept up as entries come in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, insert, select, update

from store.feeds import chain
from store.feeds.chain import Link, Span
from store.feeds.entry import FeedKey, devices_of
from store.feeds.log import EntryLog
from store.feeds.prepared import Prepared, one_by_one
from store.feeds.ranges import Range
from store.feeds.tables import ENTRIES, FORKS, SPANS

_OF = SPANS.c
_IN_FEED: Final = and_(
    _OF.school == bindparam("of_school"),
    _OF.device == bindparam("of_device"),
    _OF.lane == bindparam("of_lane"),
    _OF.epoch == bindparam("of_epoch"),
)
_FIND: Final = Prepared(select(_OF.first, _OF.last, _OF.head).where(_IN_FEED).order_by(_OF.first, _OF.last))
_GROW: Final = Prepared(
    update(SPANS)
    .where(_IN_FEED, _OF.head == bindparam("of_head"))
    .values(head=bindparam("new_head"), last=bindparam("new_last"))
)


class Fork(NamedTuple):
    """One place of a feed at which several entries were seen."""

    device: bytes
    lane: int
    epoch: bytes
    seq: int
    hashes: tuple[bytes, ...]


class Stretches(NamedTuple):
    """The spans of some feeds, with the entries whose bodies are wanted."""

    spans: Mapping[FeedKey, list[Span]]
    bodiless: Mapping[FeedKey, Sequence[tuple[int, bytes]]]


class Spans:
    """Keeps the spans and forks of one school's feeds."""

    def __init__(self, log: EntryLog) -> None:
        self._log = log

    def of(self, connection: Connection, feed: FeedKey) -> list[Span]:
        """Return the spans of one feed in ascending order."""
        return [Span(*row) for row in _FIND.run(connection, self._place(feed)).fetchall()]

    def of_each(self, connection: Connection, feeds: Collection[FeedKey]) -> dict[FeedKey, list[Span]]:
        """Return the spans of these feeds."""
        if one_by_one(connection, len(feeds)):
            return {feed: self.of(connection, feed) for feed in feeds}
        order = (_OF.device, _OF.lane, _OF.epoch, _OF.first, _OF.last, _OF.head)
        query = select(*order).where(_OF.school == self._log.school).order_by(*order)
        found: dict[FeedKey, list[Span]] = {}
        for devices in devices_of(feeds):
            for device, lane, epoch, *span in connection.execute(query.where(_OF.device.in_(devices))):
                found.setdefault((device, lane, epoch), []).append(Span(*span))
        return found

    def every(self, connection: Connection, lanes: Collection[int]) -> dict[FeedKey, list[Span]]:
        """Return the spans of every feed in `lanes`."""
        query = select(_OF.device, _OF.lane, _OF.epoch, _OF.first, _OF.last, _OF.head).where(
            _OF.school == self._log.school, _OF.lane.in_(list(lanes))
        )
        found: dict[FeedKey, list[Span]] = {}
        order = (_OF.device, _OF.lane, _OF.epoch, _OF.first, _OF.last, _OF.head)
        for device, lane, epoch, *span in connection.execute(query.order_by(*order)):
            found.setdefault((device, lane, epoch), []).append(Span(*span))
        return found

    def grow(self, connection: Connection, feed: FeedKey, before: bytes, now: Link) -> bool:
        """Move the head `before` on to `now`, returning whether there was such a head."""
        moved = {"of_head": before, "new_head": now.hash, "new_last": now.seq}
        return _GROW.run(connection, self._place(feed) | moved).rowcount > 0

    def begin(self, connection: Connection, feed: FeedKey, span: Span) -> None:
        """Add a span that nothing held leads up to."""
        device, lane, epoch = feed
        row = {"school": self._log.school, "device": device, "lane": lane, "epoch": epoch} | span._asdict()
        connection.execute(insert(SPANS), row)

    def took(self, connection: Connection, feed: FeedKey, links: Sequence[Link], held: Sequence[Span]) -> None:
        """Take account of `links`, which were just added to the log of a feed whose spans were `held` before."""
        first, last = links[0], links[-1]
        beyond = all(span.last < first.seq for span in held)
        if beyond and chain.is_path(links):
            head = next((span.head for span in held if (span.last, span.head) == (first.seq - 1, first.prev)), None)
            if head is None:
                self.begin(connection, feed, Span(first.seq, last.seq, last.hash))
            else:
                self.grow(connection, feed, head, last)
        else:
            self._work_out(connection, feed)

    def forks(self, connection: Connection) -> list[Fork]:
        """Return every fork that was ever seen."""
        of = FORKS.c
        query = select(of.device, of.lane, of.epoch, of.seq, of.hash).where(of.school == self._log.school)
        found: dict[tuple[bytes, int, bytes, int], list[bytes]] = {}
        for device, lane, epoch, seq, hashed in connection.execute(query.order_by(*FORKS.primary_key.columns)):
            found.setdefault((device, lane, epoch, seq), []).append(hashed)
        return [Fork(*place, tuple(hashes)) for place, hashes in found.items()]

    def note_fork(self, connection: Connection, feed: FeedKey, links: Iterable[Link]) -> None:
        """List `links` as some of several at their places, for ever."""
        device, lane, epoch = feed
        listed = {(fork.seq, hashed) for fork in self.forks(connection) if fork[:3] == feed for hashed in fork.hashes}
        place = {"school": self._log.school, "device": device, "lane": lane, "epoch": epoch}
        fresh = {(link.seq, link.hash) for link in links} - listed
        if fresh:
            connection.execute(insert(FORKS), [place | {"seq": seq, "hash": hashed} for seq, hashed in sorted(fresh)])

    def ranges(
        self, connection: Connection, lanes: Collection[int], also: Iterable[Range] = (), *, taken_only: bool = False
    ) -> list[Range]:
        """Return what is held in `lanes`; for each of `also` that ends in a held entry, a range that ends there too."""
        unsure = self._log.quarantined_feeds(connection) if taken_only else set()
        return self._ranges(
            connection, self.every(connection, lanes), also, unsure, self._log.bodiless(connection, lanes, wanted=True)
        )

    def stretches(self, connection: Connection, feeds: Collection[FeedKey]) -> Stretches:
        """Return how far these feeds go, which `taken_of` is asked with."""
        spans = self.of_each(connection, feeds)
        return Stretches(spans, self._log.wanted_of(connection, [feed for feed in feeds if spans.get(feed)]))

    def taken_of(
        self, connection: Connection, known: Stretches, also: Sequence[Range], unsure: Collection[FeedKey]
    ) -> list[Range]:
        """Return what is taken of the feeds in `also`, as `ranges` does; `unsure` have something in quarantine."""
        feeds = sorted({one.feed for one in also})
        spans = {feed: known.spans[feed] for feed in feeds if known.spans.get(feed)}
        return self._ranges(connection, spans, also, unsure, known.bodiless)

    def _ranges(
        self,
        connection: Connection,
        spans: dict[FeedKey, list[Span]],
        also: Iterable[Range],
        unsure: Collection[FeedKey],
        bodiless: Mapping[FeedKey, Sequence[tuple[int, bytes]]],
    ) -> list[Range]:
        for feed in set(unsure) & set(spans):
            spans[feed] = chain.spans_of(self._log.links(connection, feed, taken_only=True))
        for one in also:
            if one.feed in spans and all(span.head != one.hash_at_last for span in spans[one.feed]):
                spans[one.feed] = [
                    *spans[one.feed],
                    *self._ending_in(connection, one, taken_only=one.feed in unsure),
                ]
        return [self._range(connection, feed, span, bodiless.get(feed, [])) for feed in spans for span in spans[feed]]

    def covered(self, connection: Connection, one: Range, *conditions: ColumnElement[bool]) -> list[bytes]:
        """Return the held entries that another's range, proven by its last hash, says to hold with their bodies."""
        if not self._log.has(connection, one.feed, one.last, one.hash_at_last):
            return []
        begins = self.beginning(connection, one)
        first, is_split = one.first if begins is None else begins, begins is None
        of, inside = ENTRIES.c, ENTRIES.c.seq.between(first, one.last)
        query = select(of.seq, of.hash).where(self._log.in_feed(one.feed), inside, *conditions)
        found = [(row.seq, row.hash) for row in connection.execute(query)]
        if found and is_split:
            on_chain = chain.leading_to(self._log.links(connection, one.feed), one.hash_at_last, first)
            found = [(seq, hashed) for seq, hashed in found if hashed in on_chain]
        without = set(one.without_body)
        return [hashed for seq, hashed in found if seq not in without]

    def beginning(self, connection: Connection, one: Range) -> int | None:
        """Return from which number on a range is about the held chain that ends in its last hash, None for a fork."""
        spans = self.of(connection, one.feed)
        if not chain.are_apart(spans):
            return None
        # Below the stretch that leads up to its last hash, the range may be about another branch.
        return max([one.first, *(span.first for span in spans if span.first <= one.last <= span.last)])

    def _ending_in(self, connection: Connection, one: Range, *, taken_only: bool) -> list[Span]:
        if not self._log.has(connection, one.feed, one.last, one.hash_at_last):
            return []
        spans = self.of(connection, one.feed)
        if chain.are_apart(spans) and not taken_only:
            first = next(span.first for span in spans if span.first <= one.last <= span.last)
        else:
            begins = chain.beginnings(self._log.links(connection, one.feed, taken_only=taken_only))
            if one.hash_at_last not in begins:
                return []
            first = begins[one.hash_at_last]
        return [Span(first, one.last, one.hash_at_last)]

    def _range(self, connection: Connection, feed: FeedKey, span: Span, bodiless: Sequence[tuple[int, bytes]]) -> Range:
        inside = [(seq, hashed) for seq, hashed in bodiless if span.first <= seq <= span.last]
        if inside and not chain.are_apart(self.of(connection, feed)):
            on_chain = chain.leading_to(self._log.links(connection, feed), span.head, span.first)
            inside = [(seq, hashed) for seq, hashed in inside if hashed in on_chain]
        return Range(*feed, span.first, span.last, span.head, tuple(seq for seq, _hash in inside))

    def _work_out(self, connection: Connection, feed: FeedKey) -> None:
        links = self._log.links(connection, feed)
        connection.execute(delete(SPANS).where(self._in_feed(feed)))
        for span in chain.spans_of(links):
            self.begin(connection, feed, span)
        self.note_fork(connection, feed, chain.forked(links))

    def _place(self, feed: FeedKey) -> dict[str, Any]:
        device, lane, epoch = feed
        return {"of_school": self._log.school, "of_device": device, "of_lane": lane, "of_epoch": epoch}

    def _in_feed(self, feed: FeedKey) -> ColumnElement[bool]:
        device, lane, epoch = feed
        return and_(_OF.school == self._log.school, _OF.device == device, _OF.lane == lane, _OF.epoch == epoch)
