"""What to send: everything that the other side does not list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from store.feeds import chain
from store.feeds.chain import Link, Span
from store.feeds.entry import FeedKey
from store.feeds.log import EntryLog
from store.feeds.ranges import Interval, Range, by_feed, difference
from store.feeds.run import ENTRY_ALLOWANCE, MOST_BYTES, MOST_ENTRIES, encode_run
from store.feeds.spans import Spans


class Sending:
    """Works out the set difference between what is held here and what a peer lists."""

    def __init__(self, log: EntryLog, spans: Spans) -> None:
        self._log = log
        self._spans = spans

    def runs(self, connection: Connection, theirs: Iterable[Range], lanes: Collection[int]) -> Iterator[bytes]:
        """Yield the runs that bring a peer which holds `theirs` level with this device in `lanes`."""
        listed = by_feed(theirs)
        bodiless = self._log.bodiless(connection, lanes)
        for feed, spans in self._spans.every(connection, lanes).items():
            # A range counts only where its last hash is an entry held here: a number alone could mean a fork.
            proven = [one for one in listed.get(feed, []) if self._is_proven(connection, spans, one)]
            without = {seq for seq, _hash in bodiless.get(feed, [])}
            for path in self._unlisted(connection, feed, spans, proven, without):
                yield from self._cut(connection, feed, path)

    def _is_proven(self, connection: Connection, spans: Sequence[Span], one: Range) -> bool:
        is_head = any((span.last, span.head) == (one.last, one.hash_at_last) for span in spans)
        return is_head or self._log.has(connection, one.feed, one.last, one.hash_at_last)

    def _unlisted(
        self,
        connection: Connection,
        feed: FeedKey,
        spans: Sequence[Span],
        proven: Sequence[Range],
        without: set[int],
    ) -> list[list[Link]]:
        if not chain.are_apart(spans):
            return self._unlisted_of_fork(connection, feed, proven)
        intervals = [(span.first, span.last) for span in spans]
        known = [one for each in proven for one in _within(each, spans)]
        rest = difference(intervals, _with_bodies(known))
        links = [link for first, last in rest for link in self._log.links_between(connection, feed, first, last)]
        told = {seq for one in known for seq in one.without_body}
        # An entry that neither side has the body of is nothing new to the other side.
        return chain.paths(link for link in links if not (link.seq in told and link.seq in without))

    def _unlisted_of_fork(self, connection: Connection, feed: FeedKey, proven: Sequence[Range]) -> list[list[Link]]:
        links = self._log.links(connection, feed)
        without = {hashed for _seq, hashed in self._log.bodiless(connection, [feed[1]]).get(feed, [])}
        listed: set[bytes] = set()
        for one in proven:
            on_chain = chain.leading_to(links, one.hash_at_last, one.first)
            listed |= {h for h, seq in on_chain.items() if seq not in one.without_body or h in without}
        return chain.paths(link for link in links if link.hash not in listed)

    def _cut(self, connection: Connection, feed: FeedKey, path: Sequence[Link]) -> Iterator[bytes]:
        """Yield `path` as runs within the caps, reading no more than one run's bodies at a time."""
        sizes, part, size = self._log.sizes(connection, feed, path), list[Link](), 0
        for link in path:
            more = sizes[link.hash] + ENTRY_ALLOWANCE
            if part and (len(part) == MOST_ENTRIES or size + more > MOST_BYTES - ENTRY_ALLOWANCE):
                yield encode_run(self._log.items(connection, feed, part))
                part, size = [], 0
            part.append(link)
            size += more
        if part:
            yield encode_run(self._log.items(connection, feed, part))


def _within(one: Range, spans: Iterable[Span]) -> Iterator[Range]:
    """Yield as much of a proven range as the chain held here leads back to; below that it may be another branch."""
    for span in spans:
        if span.first <= one.last <= span.last:
            first = max(one.first, span.first)
            yield replace(one, first=first, without_body=tuple(seq for seq in one.without_body if seq >= first))


def _with_bodies(ranges: Iterable[Range]) -> list[Interval]:
    """Return the numbers in `ranges` whose bodies are there too."""
    return [
        interval
        for one in ranges
        for interval in difference([(one.first, one.last)], [(seq, seq) for seq in one.without_body])
    ]
