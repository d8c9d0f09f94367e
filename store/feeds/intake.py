"""Taking in what a peer sent: each item on its own, the bad ones never in the way of the good."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from store.errors import FeedError
from store.feeds.chain import Link, Span
from store.feeds.devices import Devices, Introductions
from store.feeds.dropping import Dropping, is_erased_at_once
from store.feeds.entry import FeedKey, read_entry
from store.feeds.judge import Candidate, Delivery, authentic, read_candidates
from store.feeds.log import IN_QUARANTINE, EntryLog, Held
from store.feeds.problem import Code, Problem, problem
from store.feeds.run import decode_run
from store.feeds.spans import Spans
from store.feeds.tables import ENTRIES
from store.signed.shape import VERSION

QUARANTINE_ENTRIES: Final = 2_000
QUARANTINE_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True)
class LookedUp:
    """What is known of several deliveries before the first is taken: their feeds' spans, which entries are named.

    The spans of a feed count until something of it is taken, so whoever uses them takes them out; who is named, until
    a notice is followed.
    """

    spans: dict[FeedKey, list[Span]]
    named: Set[bytes]


class Intake:
    """Judges runs, stores what passes."""

    def __init__(self, log: EntryLog, spans: Spans, devices: Devices, introductions: Introductions) -> None:
        self._log = log
        self._dropping = Dropping(log)
        self._spans = spans
        self._devices = devices
        self._introductions = introductions

    def read(self, run: bytes | memoryview) -> Delivery:
        """Read a run as far as that needs no database."""
        try:
            items = decode_run(run)
        except FeedError:
            return Delivery((), (problem(Code.MALFORMED, None),), 0)
        return Delivery(*read_candidates(items, self._log.school), len(items))

    def look_up(self, connection: Connection, deliveries: Sequence[Delivery]) -> LookedUp:
        """Look up for several deliveries at once what `take` needs: to a server each question is a way and back."""
        candidates = [one for delivery in deliveries for one in delivery.candidates]
        feeds = {one.entry.feed for one in candidates}
        spans = self._spans.of_each(connection, feeds)
        named = self._dropping.named(connection, [one.hash for one in candidates])
        return LookedUp({feed: spans.get(feed, []) for feed in feeds}, named)

    def take(
        self, connection: Connection, delivery: Delivery, known: LookedUp | None = None
    ) -> tuple[list[Problem], set[FeedKey]]:
        """Store what is authentic in a run, returning a problem for each other item, then the feeds that grew."""
        candidates = delivery.candidates
        known = known or LookedUp({}, self._dropping.named(connection, [one.hash for one in candidates]))
        spans = {feed: self._spans_of(connection, feed, known) for feed in {one.entry.feed for one in candidates}}
        held = self._log.known(connection, [one.hash for one in candidates if _may_be_held(one, spans)])
        genuine, not_genuine = authentic(
            candidates,
            self._keys(connection),
            lambda one: one.hash in held,
            lambda one: self._log.is_followed(connection, one.entry, one.hash),
        )
        named = known.named & {one.hash for one in genuine}
        grown, put_aside = self._store(connection, genuine, held, spans, named)
        return [*delivery.problems, *not_genuine, *put_aside], grown

    def public_key(self, connection: Connection, device: bytes) -> bytes | None:
        """Return the key of a device, from the scheme or from its own introduction."""
        return self._devices.public_key(device) or self._introductions.public_key(connection, device)

    def review(self, connection: Connection) -> int:
        """Take every entry out of quarantine whose device has been admitted, returning how many."""
        of, released = ENTRIES.c, 0
        here = (of.school == self._log.school) & IN_QUARANTINE
        for device in connection.execute(select(of.device).distinct().where(here)).scalars().all():
            if self._devices.standing(device) != "admitted":
                continue
            query = select(of.hash, of.signed).where(here, of.device == device).order_by(of.arrival)
            for hashed, signed in connection.execute(query).all():
                if read_entry(signed, newer_too=True).v <= VERSION:
                    self._log.release(connection, hashed)
                    released += 1
        return released

    def _spans_of(self, connection: Connection, feed: FeedKey, known: LookedUp) -> list[Span]:
        found = known.spans.pop(feed, None)
        return self._spans.of(connection, feed) if found is None else found

    def _keys(self, connection: Connection) -> Callable[[bytes], bytes | None]:
        found: dict[bytes, bytes | None] = {}

        def public_key(device: bytes) -> bytes | None:
            if device not in found:
                found[device] = self.public_key(connection, device)
            return found[device]

        return public_key

    def _store(
        self,
        connection: Connection,
        genuine: Sequence[Candidate],
        held: dict[bytes, Held],
        spans: dict[FeedKey, list[Span]],
        named: Set[bytes],
    ) -> tuple[set[FeedKey], list[Problem]]:
        problems, added = list[Problem](), dict[FeedKey, list[Link]]()
        fresh = {one.hash: one for one in genuine if one.hash not in held}
        erased = self._dropping.settled(connection, named)
        erased |= {one.hash for one in fresh.values() if one.hash in named and is_erased_at_once(one.entry)}
        for one in genuine:
            if one.hash in held and not held[one.hash].has_body and one.body is not None and one.hash not in erased:
                self._log.add_body(connection, one.hash, one.body)
        taken, aside, rooms = list[Candidate](), list[Candidate](), dict[bytes, _Room]()
        devices = {one.entry.device for one in fresh.values()}
        admitted = {device for device in devices if self._devices.standing(device) == "admitted"}
        for one in fresh.values():
            device = one.entry.device
            if device in admitted and one.entry.v <= VERSION:
                taken.append(one)
                continue
            if device not in rooms:
                rooms[device] = _Room(connection, self._log.school, device)
            has_room = rooms[device].takes(one)
            problems.append(problem(Code.QUARANTINED if has_room else Code.CAPS, one.hash))
            if has_room:
                aside.append(one)
        for group, quarantined in ((taken, False), (aside, True)):
            rows = [(one.hash, one.signed, one.entry, None if one.hash in erased else one.body) for one in group]
            self._log.add(connection, rows, quarantined=quarantined)
        for one in taken + aside:
            added.setdefault(one.entry.feed, []).append(Link(one.entry.seq, one.hash, one.entry.prev))
        for feed, links in added.items():
            self._spans.took(connection, feed, sorted(links), spans[feed])
        self._dropping.settle(connection, named - erased)
        return set(added), problems


def _may_be_held(one: Candidate, spans: dict[FeedKey, list[Span]]) -> bool:
    """Whether an entry is not beyond everything that is held of its feed."""
    return any(one.entry.seq <= span.last for span in spans[one.entry.feed])


class _Room:
    """What is left of a device's share of the quarantine."""

    def __init__(self, connection: Connection, school: bytes, device: bytes) -> None:
        of = ENTRIES.c
        here = (of.school == school) & (of.device == device) & IN_QUARANTINE
        count, size = connection.execute(select(func.count(), func.coalesce(func.sum(of.size), 0)).where(here)).one()
        self._entries, self._bytes = QUARANTINE_ENTRIES - count, QUARANTINE_BYTES - int(size)

    def takes(self, one: Candidate) -> bool:
        """Return whether there is room for one more, taking it up if so."""
        if self._entries < 1 or self._bytes < one.entry.size:
            return False
        self._entries, self._bytes = self._entries - 1, self._bytes - one.entry.size
        return True
