"""The peer that is a store's database in the same process."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from sqlalchemy import Connection

from store.errors import FeedError
from store.feeds.entry import LANES, read_entry
from store.feeds.feeds import Feeds
from store.feeds.ranges import Range
from store.feeds.receipt import Receipt, Told, make_receipt
from store.feeds.run import decode_run
from store.signed import cose
from store.signed.signing_key import SigningKey


class LocalPeer:
    """A store without a network between: its feeds, with the key by which it signs receipts."""

    def __init__(self, feeds: Feeds, store_key: SigningKey) -> None:
        self._feeds = feeds
        self._key = store_key

    def introduce(self, public: bytes) -> None:
        """Keep the public key of the device on the other side; whoever was admitted meanwhile leaves quarantine."""

        def introduced(connection: Connection) -> None:
            self._feeds.introduce(connection, public)
            self._feeds.review(connection)

        self._feeds.database.change(introduced)

    def introductions(self) -> Iterable[bytes]:
        """Return the public keys that devices left in the store."""
        with self._feeds.database.read() as connection:
            return self._feeds.introductions(connection)

    def held(self, lanes: Collection[int], mine: Sequence[Range]) -> list[Range]:
        """Return what the store holds, quarantine included, so that nothing is sent twice."""
        with self._feeds.database.read() as connection:
            return self._feeds.held(connection, lanes, mine)

    def get(self, lanes: Collection[int], mine: Sequence[Range]) -> Iterator[bytes]:
        """Yield runs of what the store holds beyond `mine`."""
        with self._feeds.database.read() as connection:
            yield from self._feeds.runs(connection, mine, lanes)

    def put(self, run: bytes) -> bytes:
        """Take in a run, returning the receipt once that is durable."""
        problems = self._feeds.database.change(lambda connection: self._feeds.take(connection, run))
        return self._receipt(_end_of(run), tuple((one.code, one.entry_hash) for one in problems))

    def begin_put(self, run: bytes) -> Callable[[], bytes]:
        """Return what hands over a run when it is called: here nothing is gained by beginning sooner."""
        return partial(self.put, run)

    def receipts(self, mine: Sequence[Range]) -> Iterator[bytes]:
        """Yield one receipt over the feeds in `mine`, as one given before may have been lost on the way."""
        yield self._receipt(mine, ())

    def problems(self) -> tuple[str, ...]:
        """Return nothing: every trouble of a store stands in its receipts."""
        return ()

    def _receipt(self, mine: Sequence[Range], told: tuple[Told, ...]) -> bytes:
        feeds = {one.feed for one in mine}
        with self._feeds.database.read() as connection:
            held = tuple(one for one in self._feeds.taken(connection, LANES, mine) if one.feed in feeds)
        return make_receipt(Receipt(self._feeds.school, self._key.id, held, told), self._key)


def _end_of(run: bytes) -> list[Range]:
    """Return where a run ends; what is no entry was refused, and does not keep the rest from being receipted."""
    try:
        items = decode_run(run)
    except FeedError:
        return []
    for signed, _body in reversed(items):
        try:
            end = read_entry(signed, newer_too=True)
        except FeedError:
            continue
        return [Range(*end.feed, end.seq, end.seq, cose.digest(signed))]
    return []
