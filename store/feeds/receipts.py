"""What receipts change: which of this device's entries a store is known to hold."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from store.errors import FeedError, NewerVersion
from store.feeds.chain import Link
from store.feeds.devices import Devices
from store.feeds.log import IS_RECEIPTED, EntryLog
from store.feeds.marks import Marks
from store.feeds.own import OwnFeeds
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt, read_receipt, verify_receipt
from store.feeds.spans import Spans
from store.feeds.tables import ENTRIES
from store.signed.signing_key import SigningKey, id16

_OF = ENTRIES.c


class Receipts:
    """Checks receipts, marks what they cover."""

    def __init__(self, log: EntryLog, spans: Spans, devices: Devices) -> None:
        self._log = log
        self._spans = spans
        self._devices = devices
        self._marks = Marks(log, spans)

    def verified(self, signed: bytes) -> Receipt | None:
        """Return a receipt of a store of this school, None for anything forged, foreign, damaged or newer."""
        try:
            told = read_receipt(signed)
            public = self._devices.store_key(told.store)
            if told.school != self._log.school or public is None or id16(public) != told.store:
                return None
            return verify_receipt(signed, public)
        except (FeedError, NewerVersion):
            return None

    def take(self, connection: Connection, signed: bytes, own: OwnFeeds | None, key: SigningKey | None) -> bool:
        """Mark the device's own entries that `signed` covers, returning whether it is a receipt to go by."""
        receipt = self.verified(signed)
        if receipt is None:
            return False
        if own is not None and key is not None:
            for one in receipt.held:
                if one.device == key.id:
                    self._mark(connection, one, own)
        return True

    def is_receipted(self, connection: Connection, body_hash: bytes) -> bool:
        """Return whether an entry with this body is marked."""
        query = select(_OF.hash).where(_OF.school == self._log.school, _OF.body_hash == body_hash, IS_RECEIPTED)
        return connection.execute(query.limit(1)).first() is not None

    def _mark(self, connection: Connection, one: Range, own: OwnFeeds) -> None:
        if not self._log.has(connection, one.feed, one.last, one.hash_at_last):
            self._learn(connection, one, own)
            return
        self._marks.mark(connection, one)

    def _learn(self, connection: Connection, one: Range, own: OwnFeeds) -> None:
        """Take a new epoch where a store holds own entries that are not here: this is a clone or a restore."""
        position = own.position(connection, one.lane)
        if position is not None and position[0] == one.epoch:
            own.renew(connection, one.lane)
        mine: Sequence[Link] = self._log.links_between(connection, one.feed, one.last, one.last)
        if mine:
            theirs = Link(one.last, one.hash_at_last, b"")
            self._spans.note_fork(connection, one.feed, [*mine, theirs])
