"""The peer that is a store on the network: held, get and put folded into one kind of request."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from sqlalchemy import select

from store.errors import FeedError
from store.feeds.by_network import http_wire
from store.feeds.by_network.http_line import HttpLine, Patience
from store.feeds.by_network.http_lines import MOST, Lines
from store.feeds.by_network.http_trouble import NotReached, Trouble
from store.feeds.by_network.http_wire import EXCHANGE, LARGEST_ANSWER
from store.feeds.feeds import Feeds
from store.feeds.offer import Offer, make_offer
from store.feeds.problem import Code
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt
from store.feeds.tables import ENTRIES
from store.signed import cose

_NONCE_BYTES: Final = 16
# What one exchange brings at most, the rest with the next one: an answer that never ends must not hold a device.
_MOST_ROUNDS: Final = 1_000


class HttpPeer:
    """A store at an address, seen by the device whose feeds these are; `want` are the lanes to be had from it.

    An answer counts only if it begins with a receipt that a store of this school signed for this very request.
    """

    def __init__(
        self, address: str, pin: bytes, feeds: Feeds, *, want: Collection[int], patience: Patience | None = None
    ) -> None:
        self._feeds = feeds
        self._want = tuple(sorted(want))
        self._lines = Lines(address, pin, patience)
        self._keys: tuple[bytes, ...] = ()
        self._first: http_wire.Sequence | None = None
        self._failed: NotReached | None = None
        self._sending: ThreadPoolExecutor | None = None
        self._handed_over = threading.Event()
        self._handed_over.set()

    @property
    def letters(self) -> tuple[bytes, ...]:
        """The signed letters that came with the last exchange's first answer, for a desk: requests to be admitted."""
        return () if self._first is None else self._first.letters

    def introduce(self, public: bytes) -> None:
        """Send this device's public key along with every request."""
        self._keys = (public,)

    def introductions(self) -> Iterable[bytes]:
        """Return the public keys that the store named in its first answer."""
        return () if self._first is None else self._first.keys

    def held(self, lanes: Collection[int], mine: Sequence[Range]) -> list[Range]:
        """Return what the store says that it holds; what it wants to hand over is kept for `get`."""
        self._first, self._failed = None, None
        # What was forgotten of a lane that isn't wanted back would only make each offer longer, for ever.
        named = [one if one.lane in self._want else replace(one, without_body=()) for one in mine]
        offered = [*named, *self._held([lane for lane in self._want if lane not in lanes])]
        answer, receipt = self._ask(offered, self._want)
        self._first = answer
        return [one for one in receipt.held if one.lane in lanes] + self._put_aside(receipt)

    def get(self, lanes: Collection[int], mine: Sequence[Range]) -> Iterator[bytes]:
        """Yield runs until the store has nothing more that is taken."""
        answer = self._first
        for _ in range(_MOST_ROUNDS):
            if answer is None:
                answer, _receipt = self._ask(mine, lanes)
            if not answer.runs:
                return
            yield from answer.runs
            before, mine, answer = mine, self._held(lanes), None
            if mine == before:
                return

    def put(self, run: bytes) -> bytes:
        """Hand over a run, returning the receipt for it."""
        answer, _receipt = self._ask((), (), run)
        return answer.head

    def begin_put(self, run: bytes) -> Callable[[], bytes]:
        """Send a run while the caller does other things, returning what waits for the receipt.

        The next one is on its way while the store makes this one durable, but never at the same time as this one: on a
        slow network each would take twice as long, and both be given up.
        """
        if self._sending is None:
            self._sending = ThreadPoolExecutor(MOST, thread_name_prefix="sending")
        before, self._handed_over = self._handed_over, threading.Event()
        return self._sending.submit(self._put_after, before, self._handed_over, run).result

    def _put_after(self, before: threading.Event, handed_over: threading.Event, run: bytes) -> bytes:
        try:
            before.wait()
            answer, _receipt = self._ask((), (), run, handed_over.set)
        finally:
            handed_over.set()
        return answer.head

    def receipts(self, mine: Sequence[Range]) -> Iterator[bytes]:  # noqa: ARG002 - the first offer named it all
        """Yield the receipt over all that was offered, as one given before may have been lost on the way."""
        if self._first is not None:
            yield self._first.head

    def problems(self) -> tuple[str, ...]:
        """Return nothing: every trouble of a store stands in its receipts."""
        return ()

    def close(self) -> None:
        """Close every connection, once what is under way has ended."""
        if self._sending is not None:
            self._sending.shutdown()
            self._sending = None
        self._lines.close()

    def _ask(
        self,
        held: Sequence[Range],
        wanted: Collection[int],
        run: bytes | None = None,
        sent: Callable[[], object] = bool,
    ) -> tuple[http_wire.Sequence, Receipt]:
        with self._lines.one() as line:
            if self._failed is not None:
                # Within one exchange a store that failed is not waited for again.
                raise self._failed
            try:
                return self._asked(line, held, wanted, run, sent)
            except NotReached as error:
                self._failed = error
                raise

    def _asked(
        self,
        line: HttpLine,
        held: Sequence[Range],
        wanted: Collection[int],
        run: bytes | None,
        sent: Callable[[], object] | None,
    ) -> tuple[http_wire.Sequence, Receipt]:
        own = self._feeds.own
        if own is None:
            raise FeedError("Only a device with a key of its own can exchange with a store. Nothing was sent.")
        nonce = secrets.token_bytes(_NONCE_BYTES)
        offer = make_offer(Offer(self._feeds.school, own.id, nonce, tuple(held), tuple(sorted(wanted))), own)
        body = http_wire.join(http_wire.Sequence(offer, (), self._keys, () if run is None else (run,)))
        data = line.post(EXCHANGE, body, LARGEST_ANSWER, sent)
        try:
            answer = http_wire.split(data)
        except FeedError:
            raise NotReached(Trouble.PORTAL) from None
        receipt = self._feeds.verified_receipt(answer.head)
        if receipt is None or receipt.offer_hash != cose.digest(offer):
            raise NotReached(Trouble.BAD_RECEIPT)
        return answer, receipt

    def _held(self, lanes: Collection[int]) -> list[Range]:
        with self._feeds.database.read() as connection:
            return self._feeds.held(connection, lanes)

    def _put_aside(self, receipt: Receipt) -> list[Range]:
        """Return what the store has put aside of this device's: held there, though no receipt may say so."""
        ends = [ended for code, ended in receipt.problems if code == Code.QUARANTINED and ended is not None]
        of = ENTRIES.c
        query = select(of.device, of.lane, of.epoch, of.seq, of.hash).where(
            of.school == self._feeds.school, of.hash.in_(ends)
        )
        with self._feeds.database.read() as connection:
            rows = connection.execute(query).all() if ends else []
        return [Range(device, lane, epoch, 1, seq, hashed) for device, lane, epoch, seq, hashed in rows]
