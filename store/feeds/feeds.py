"""The feeds of one school on this device: the door to everything that is signed and appended."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection

from store.database import Database
from store.errors import FeedError
from store.feeds.devices import Devices, Introductions
from store.feeds.dropping import Dropping
from store.feeds.entry import LANES, FeedKey
from store.feeds.intake import Intake, LookedUp
from store.feeds.judge import Delivery
from store.feeds.log import EntryLog, StoredEntry
from store.feeds.own import OwnFeeds
from store.feeds.problem import Problem
from store.feeds.ranges import Interval, Range, missing
from store.feeds.receipt import Receipt
from store.feeds.receipts import Receipts
from store.feeds.sending import Sending
from store.feeds.spans import Fork, Spans, Stretches
from store.feeds.why import Why
from store.signed.signing_key import SigningKey

MOST_COUNTED: Final = 10_000


class Feeds:
    """One school's feeds in one database, appended to with the device's own key where it has one."""

    def __init__(self, database: Database, school: bytes, devices: Devices, own: SigningKey | None) -> None:
        self.database = database
        self.school = school
        self.devices = devices
        self.own = own
        self._log = EntryLog(school)
        self._spans = Spans(self._log)
        self._introductions = Introductions(school)
        self._intake = Intake(self._log, self._spans, devices, self._introductions)
        self._dropping = Dropping(self._log)
        self._sending = Sending(self._log, self._spans)
        self._own = None if own is None else OwnFeeds(self._log, self._spans, own)
        self._receipts = Receipts(self._log, self._spans, devices)

    def start(self, machine: bytes) -> None:
        """Note a start on the machine of this id; another machine than last time makes every lane take a new epoch."""
        with self.database.write() as connection:
            if self.own is not None:
                self._introductions.add(connection, self.own.public)
            if self._own is not None:
                self._own.start(connection, machine)

    def epoch(self, connection: Connection, lane: int) -> bytes:
        """Return the epoch that the next append in `lane` goes into."""
        return self._writer().epoch(connection, lane)

    def append(self, connection: Connection, lane: int, body: bytes, *, alarm: int = 0, slot: bool = False) -> bytes:
        """Append `body` to this device's feed, returning the entry's hash; durable once `connection` has committed."""
        return self._writer().append(connection, lane, body, alarm=alarm, slot=slot)

    def entries(
        self, connection: Connection, *, after: int = 0, lanes: Collection[int] = LANES, limit: int = 500
    ) -> list[StoredEntry]:
        """Return entries in order of arrival, those in quarantine included.

        An entry arrives a second time when it leaves quarantine or when its body comes later: one row, a new arrival.
        """
        return self._log.entries(connection, after, lanes, limit)

    def count_after(
        self, connection: Connection, *, after: int, lanes: Collection[int] = LANES, besides: bytes | None = None
    ) -> int:
        """Return how many entries arrived after `after`, those of the device `besides` left out.

        Counted one by one as far as that takes no time; very many are told as the numbers that arrivals took.
        """
        arrivals = self.newest(connection) - after
        if arrivals > MOST_COUNTED:
            return arrivals
        return self._log.count_after(connection, after, lanes, MOST_COUNTED, besides) if arrivals > 0 else 0

    def newest(self, connection: Connection) -> int:
        """Return the highest arrival so far; 0 before the first."""
        return self._log.newest(connection)

    def lacking(self, connection: Connection, hashes: Sequence[bytes]) -> set[bytes]:
        """Return those of these entries that are not held."""
        return set(hashes) - set(self._log.known(connection, hashes))

    def held(self, connection: Connection, lanes: Collection[int] = LANES, also: Iterable[Range] = ()) -> list[Range]:
        """Return what is held, quarantine included; each of `also` that ends in a held entry is answered by a range."""
        return self._spans.ranges(connection, lanes, also)

    def taken(self, connection: Connection, lanes: Collection[int] = LANES, also: Iterable[Range] = ()) -> list[Range]:
        """Return what a receipt may say: what is held outside of the quarantine."""
        return self._spans.ranges(connection, lanes, also, taken_only=True)

    def runs(self, connection: Connection, theirs: Iterable[Range], lanes: Collection[int] = LANES) -> Iterator[bytes]:
        """Yield runs of everything in `lanes` that a peer which holds `theirs` does not hold."""
        return self._sending.runs(connection, theirs, lanes)

    def stretches(self, connection: Connection, feeds: Collection[FeedKey]) -> Stretches:
        """Return how far some feeds go, to be asked for once where many answers need it."""
        return self._spans.stretches(connection, feeds)

    def taken_of(
        self, connection: Connection, known: Stretches, also: Sequence[Range], unsure: Collection[FeedKey]
    ) -> list[Range]:
        """Return what `taken` does, but of the feeds in `also` alone; `unsure` is what `quarantined` returned."""
        return self._spans.taken_of(connection, known, also, unsure)

    def quarantined(self, connection: Connection) -> set[FeedKey]:
        """Return the feeds of which something is in quarantine."""
        return self._log.quarantined_feeds(connection)

    def read(self, run: bytes | memoryview) -> Delivery:
        """Read a run as far as that needs no database, to be taken in later."""
        return self._intake.read(run)

    def look_up(self, connection: Connection, deliveries: Sequence[Delivery]) -> LookedUp:
        """Return what `take` is given for each of several deliveries, as long as no notice is followed between."""
        return self._intake.look_up(connection, deliveries)

    def take(self, connection: Connection, run: bytes | Delivery, known: LookedUp | None = None) -> list[Problem]:
        """Take in what is authentic in `run`, returning a problem for each item refused or quarantined."""
        delivery = run if isinstance(run, Delivery) else self.read(run)
        problems, grown = self._intake.take(connection, delivery, known)
        if self._own is not None and self.own is not None:
            # Only a device that was cloned or restored is handed entries of its own that it does not hold.
            for lane in {lane for device, lane, _epoch in grown if device == self.own.id}:
                self._own.renew(connection, lane)
        return problems

    def take_receipt(self, connection: Connection, signed: bytes) -> bool:
        """Mark this device's entries that a store's receipt covers, returning whether it is a receipt to go by."""
        return self._receipts.take(connection, signed, self._own, self.own)

    def verified_receipt(self, signed: bytes) -> Receipt | None:
        """Return a receipt by a store of this school, None for anything forged, foreign, damaged or newer."""
        return self._receipts.verified(signed)

    def is_receipted(self, connection: Connection, body_hash: bytes) -> bool:
        """Return whether a store has said that it holds an entry of this device with this body."""
        return self._receipts.is_receipted(connection, body_hash)

    def drop(self, connection: Connection, hashes: Iterable[bytes], why: Why) -> None:
        """Let go of the bodies of these entries, which stay in their chains."""
        self._dropping.drop(connection, hashes, why)

    def why_dropped(self, connection: Connection, hashes: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
        """Return why the bodies of those of these entries were let go of that were, with the two people who erased."""
        return self._dropping.why(connection, hashes)

    def covered(self, connection: Connection, one: Range, *conditions: ColumnElement[bool]) -> list[bytes]:
        """Return the held entries that another's range, proven by its last hash, says to hold with their bodies."""
        return self._spans.covered(connection, one, *conditions)

    def introduce(self, connection: Connection, public: bytes) -> None:
        """Keep the public key of a device that may not be admitted yet, so that its signatures can be checked."""
        self._introductions.add(connection, public)

    def introductions(self, connection: Connection) -> list[bytes]:
        """Return the public keys of all devices that introduced themselves here."""
        return self._introductions.every(connection)

    def public_key(self, connection: Connection, device: bytes) -> bytes | None:
        """Return the public key of a device as far as it is known here."""
        return self._intake.public_key(connection, device)

    def review(self, connection: Connection) -> int:
        """Take what was quarantined from devices that are admitted by now, returning how many entries."""
        return self._intake.review(connection)

    def forks(self, connection: Connection) -> list[Fork]:
        """Return every place at which a feed was seen with two entries, for ever."""
        return self._spans.forks(connection)

    def missing(self, connection: Connection, lanes: Collection[int] = LANES) -> dict[FeedKey, tuple[Interval, ...]]:
        """Return for each feed with gaps the numbers that are not held below its highest one."""
        return missing(self._spans.ranges(connection, lanes))

    def _writer(self) -> OwnFeeds:
        if self._own is None:
            raise FeedError("This database has no device of its own to write as. Nothing was written.")
        return self._own
