"""The feeds of this device: their epochs with what is appended to them."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final, NamedTuple

from sqlalchemy import Connection, RootTransaction, bindparam, delete, insert, select, update

from store.errors import FeedError, TooLarge
from store.feeds.chain import Link, Span
from store.feeds.entry import LANES, NO_ENTRY, Entry, sign_entry
from store.feeds.log import EntryLog
from store.feeds.prepared import Prepared
from store.feeds.run import LARGEST_BODY
from store.feeds.spans import Spans
from store.feeds.tables import ENTRIES, MACHINES, OWN_LANES
from store.signed import cose
from store.signed.signing_key import SigningKey

_EPOCH_BYTES: Final = 16
_OF = OWN_LANES.c
_WHERE: Final = (_OF.school == bindparam("of_school")) & (_OF.lane == bindparam("of_lane"))
_STATE: Final = Prepared(select(_OF.device, _OF.epoch, _OF.seq, _OF.last, _OF.renew).where(_WHERE))
_ADVANCE: Final = Prepared(update(OWN_LANES).where(_WHERE).values(seq=bindparam("new_seq"), last=bindparam("new_last")))


class _State(NamedTuple):
    device: bytes
    epoch: bytes
    seq: int
    last: bytes
    renew: bool


class OwnFeeds:
    """Appends to the feeds of the device whose key this is."""

    def __init__(self, log: EntryLog, spans: Spans, key: SigningKey) -> None:
        self._log = log
        self._spans = spans
        self._key = key
        # Where a lane stands is read once in a transaction, which nobody else can write in.
        self._known: tuple[RootTransaction, int, _State] | None = None

    def start(self, connection: Connection, machine: bytes) -> None:
        """Note on which machine this is; another one than last time renews every epoch, for two may now be writing."""
        of = MACHINES.c
        before = connection.execute(select(of.machine).where(of.school == self._log.school)).scalar()
        if before == machine:
            return
        if before is not None:
            for lane in LANES:
                self.renew(connection, lane)
        connection.execute(delete(MACHINES).where(of.school == self._log.school))
        connection.execute(insert(MACHINES), {"school": self._log.school, "machine": machine})

    def renew(self, connection: Connection, lane: int) -> None:
        """Take a new epoch before the next append in `lane`."""
        self._known = None
        here = {"of_school": self._log.school, "of_lane": lane}
        connection.execute(update(OWN_LANES).where(_WHERE).values(renew=True), here)

    def position(self, connection: Connection, lane: int) -> tuple[bytes, int] | None:
        """Return the (epoch, number) last appended in `lane`, None before the first."""
        state = self._read(connection, lane)
        return None if state is None else (state.epoch, state.seq)

    def epoch(self, connection: Connection, lane: int) -> bytes:
        """Return the epoch that the next append in `lane` goes into, taking a new one where it is due."""
        return self._state(connection, lane).epoch

    def append(self, connection: Connection, lane: int, body: bytes, *, alarm: int, slot: bool) -> bytes:
        """Append `body`, returning the hash of its entry; it is durable once the transaction has ended."""
        if len(body) > LARGEST_BODY:
            raise TooLarge("This is larger than one delivery can carry. Nothing was changed. Please make it smaller.")
        state = self._state(connection, lane)
        entry = Entry(
            school=self._log.school,
            device=self._key.id,
            lane=lane,
            epoch=state.epoch,
            seq=state.seq + 1,
            prev=state.last,
            body_hash=hashlib.sha256(body).digest(),
            size=len(body),
            alarm=alarm,
            slot=slot,
        )
        signed = sign_entry(entry, self._key)
        link = Link(entry.seq, cose.digest(signed), entry.prev)
        self._log.append(connection, link.hash, signed, entry, body)
        if link.seq == 1:
            self._spans.begin(connection, entry.feed, Span(1, 1, link.hash))
        elif not self._spans.grow(connection, entry.feed, link.prev, link):
            self._spans.took(connection, entry.feed, [link], self._spans.of(connection, entry.feed))
        here = {"of_school": self._log.school, "of_lane": lane}
        _ADVANCE.run(connection, here | {"new_seq": link.seq, "new_last": link.hash})
        self._know(connection, lane, state._replace(seq=link.seq, last=link.hash))
        return link.hash

    def _read(self, connection: Connection, lane: int) -> _State | None:
        row = _STATE.run(connection, {"of_school": self._log.school, "of_lane": lane}).fetchone()
        return None if row is None else _State(*row)

    def _state(self, connection: Connection, lane: int) -> _State:
        if lane not in LANES:
            raise FeedError("There is no such lane. Nothing was written. Please report this.")
        known = self._known
        if known is not None and known[0] is connection.get_transaction() and known[1] == lane:
            return known[2]
        state = self._read(connection, lane)
        if state is not None and state.device == self._key.id and not state.renew:
            return self._know(connection, lane, state)
        fresh = _State(
            self._key.id, secrets.token_bytes(_EPOCH_BYTES), 0, self._last_held(connection, lane, state), False
        )
        connection.execute(delete(OWN_LANES).where(_WHERE), {"of_school": self._log.school, "of_lane": lane})
        connection.execute(insert(OWN_LANES), {"school": self._log.school, "lane": lane} | fresh._asdict())
        return self._know(connection, lane, fresh)

    def _know(self, connection: Connection, lane: int, state: _State) -> _State:
        transaction = connection.get_transaction()
        self._known = (transaction, lane, state) if isinstance(transaction, RootTransaction) else None
        return state

    def _last_held(self, connection: Connection, lane: int, state: _State | None) -> bytes:
        """Return the hash with which a new epoch goes on: the last one of the epoch before, as far as it is held."""
        if state is None or state.device != self._key.id:
            return NO_ENTRY
        of = ENTRIES.c
        query = select(of.hash).where(self._log.in_feed((self._key.id, lane, state.epoch)))
        held = connection.execute(query.order_by(of.seq.desc(), of.arrival.desc()).limit(1)).scalar()
        return state.last if held is None else held
