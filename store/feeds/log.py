"""The rows of one school's entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    exists,
    func,
    insert,
    select,
    true,
    update,
)

from store.feeds.chain import Link
from store.feeds.entry import LANES, Entry, FeedKey, devices_of
from store.feeds.prepared import Prepared, one_by_one
from store.feeds.run import Item
from store.feeds.tables import DROPPED, ENTRIES, RECEIPTED
from store.feeds.why import Why

_CHUNK: Final = 200
_OF = ENTRIES.c
# Either database uses a partial index only for its very condition, SQLite only where the order asks for it too.
IN_QUARANTINE: Final = _OF.quarantined == true()
_BY_PLACE: Final = (_OF.device, _OF.lane, _OF.epoch, _OF.seq)


@dataclass(frozen=True)
class StoredEntry:
    """One entry as this device holds it, numbered by its arrival."""

    arrival: int
    hash: bytes
    device: bytes
    lane: int
    epoch: bytes
    seq: int
    alarm: int
    slot: bool
    body_hash: bytes
    size: int
    body: bytes | None = field(repr=False)
    quarantined: bool
    receipted: bool


class Held(NamedTuple):
    """What is known of an entry that is held already."""

    has_body: bool
    quarantined: bool


IS_RECEIPTED: Final = exists().where(RECEIPTED.c.school == _OF.school, RECEIPTED.c.hash == _OF.hash)
_SHOWN: Final = tuple(IS_RECEIPTED if name == "receipted" else _OF[name] for name in StoredEntry.__dataclass_fields__)
_HERE: Final = _OF.school == bindparam("of_school")
IN_FEED: Final = and_(
    _HERE, _OF.device == bindparam("of_device"), _OF.lane == bindparam("of_lane"), _OF.epoch == bindparam("of_epoch")
)
_HIGHEST: Final = select(func.coalesce(func.max(_OF.arrival), 0)).where(_HERE)
_NEWEST: Final = Prepared(_HIGHEST)
_INSERT: Final = Prepared(insert(ENTRIES), *(one.name for one in _OF))
_APPEND: Final = Prepared(
    insert(ENTRIES).values(arrival=_HIGHEST.scalar_subquery() + 1).inline(), *(one.name for one in _OF)
)
_ASIDE: Final = Prepared(select(_OF.device, _OF.lane, _OF.epoch).where(_HERE, IN_QUARANTINE))
_LET_GO: Final = exists().where(
    DROPPED.c.school == _OF.school, DROPPED.c.hash == _OF.hash, DROPPED.c.why != int(Why.FORGOTTEN)
)
_WANTED: Final = Prepared(select(_OF.seq, _OF.hash).where(IN_FEED, _OF.body.is_(None), ~_LET_GO).order_by(*_BY_PLACE))
BETWEEN: Final = _OF.seq.between(bindparam("of_first"), bindparam("of_last"))
_LINKS: Final = Prepared(select(_OF.seq, _OF.hash, _OF.prev).where(IN_FEED, BETWEEN).order_by(_OF.seq, _OF.hash))
_SIZES: Final = Prepared(select(_OF.hash, _OF.size).where(IN_FEED, BETWEEN))
_ITEMS: Final = Prepared(select(_OF.hash, _OF.signed, _OF.body).where(IN_FEED, BETWEEN))


class EntryLog:
    """Reads and writes the entries of one school; nothing here judges them."""

    def __init__(self, school: bytes) -> None:
        self.school = school

    def newest(self, connection: Connection) -> int:
        """Return the highest arrival so far; 0 before the first."""
        found = _NEWEST.run(connection, {"of_school": self.school}).fetchone()
        return 0 if found is None else int(found[0])

    def add(
        self, connection: Connection, items: Iterable[tuple[bytes, bytes, Entry, bytes | None]], *, quarantined: bool
    ) -> None:
        """Add (hash, signed, entry, body) in this order, each under the next arrival."""
        rows = [self._row(*item) for item in items]
        for row in rows:
            row["quarantined"] = quarantined
        if len(rows) == 1:
            # Most deliveries are of one entry, and each question to a server costs as much as the answer's work.
            _APPEND.run(connection, rows[0] | {"of_school": self.school})
        elif rows:
            for arrival, row in enumerate(rows, self.newest(connection) + 1):
                row["arrival"] = arrival
            _INSERT.run_each(connection, rows)

    def append(self, connection: Connection, hashed: bytes, signed: bytes, entry: Entry, body: bytes) -> None:
        """Add one entry that this device has just written, under the next arrival."""
        _APPEND.run(connection, self._row(hashed, signed, entry, body) | {"of_school": self.school})

    def add_body(self, connection: Connection, hashed: bytes, body: bytes) -> None:
        """Put a body beside an entry that was held without it; the entry arrives anew, so that every view sees it."""
        connection.execute(
            update(ENTRIES)
            .where(self._here(), _OF.hash == hashed, _OF.body.is_(None))
            .values(body=body, arrival=self.newest(connection) + 1)
        )

    def drop_bodies(self, connection: Connection, hashes: Sequence[bytes]) -> None:
        """Take away the bodies of entries; each arrives anew, so that every view sees that it is gone."""
        if not hashes:
            return
        at = self.newest(connection)
        here = (_OF.school == self.school) & (_OF.hash == bindparam("of_hash")) & _OF.body.is_not(None)
        rows = [{"of_hash": hashed, "now": at + place} for place, hashed in enumerate(hashes, 1)]
        connection.execute(update(ENTRIES).where(here).values(body=None, arrival=bindparam("now")), rows)

    def release(self, connection: Connection, hashed: bytes) -> None:
        """End the quarantine of an entry; it arrives anew, so that every view sees it as taken."""
        connection.execute(
            update(ENTRIES)
            .where(self._here(), _OF.hash == hashed)
            .values(quarantined=False, arrival=self.newest(connection) + 1)
        )

    def known(self, connection: Connection, hashes: Sequence[bytes]) -> dict[bytes, Held]:
        """Return those of `hashes` that are held."""
        found: dict[bytes, Held] = {}
        for start in range(0, len(hashes), _CHUNK):
            query = select(_OF.hash, _OF.body.is_not(None), _OF.quarantined).where(
                self._here(), _OF.hash.in_(hashes[start : start + _CHUNK])
            )
            found |= {hashed: Held(bool(has_body), bool(held)) for hashed, has_body, held in connection.execute(query)}
        return found

    def is_followed(self, connection: Connection, entry: Entry, hashed: bytes) -> bool:
        """Return whether a held entry of the same device and lane names `hashed` as the one before it."""
        follows = (_OF.epoch == entry.epoch) & (_OF.seq == entry.seq + 1) | (_OF.seq == 1)
        query = select(_OF.hash).where(
            self._here(), _OF.device == entry.device, _OF.lane == entry.lane, follows, _OF.prev == hashed
        )
        return connection.execute(query.limit(1)).first() is not None

    def links(self, connection: Connection, feed: FeedKey, *, taken_only: bool = False) -> list[Link]:
        """Return every link of one feed in ascending order."""
        query = select(_OF.seq, _OF.hash, _OF.prev).where(self.in_feed(feed)).order_by(_OF.seq, _OF.hash)
        if taken_only:
            query = query.where(_OF.quarantined.is_(False))
        return [Link(*row) for row in connection.execute(query)]

    def links_between(self, connection: Connection, feed: FeedKey, first: int, last: int) -> list[Link]:
        """Return the links of one feed from the number `first` to `last`."""
        rows = _LINKS.run(connection, self.between(feed, first, last)).fetchall()
        return [Link(*row) for row in rows]

    def has(self, connection: Connection, feed: FeedKey, seq: int, hashed: bytes) -> bool:
        """Return whether this very entry is held at this place."""
        query = select(_OF.hash).where(self.in_feed(feed), _OF.seq == seq, _OF.hash == hashed)
        return connection.execute(query).first() is not None

    def bodiless(
        self, connection: Connection, lanes: Collection[int], *, wanted: bool = False
    ) -> dict[FeedKey, list[tuple[int, bytes]]]:
        """Return for each feed the entries, as (number, hash), whose bodies are not here; only those `wanted`, maybe.

        What was erased, or let go of for good otherwise, is as good as here. What was forgotten is not.
        """
        query = select(_OF.device, _OF.lane, _OF.epoch, _OF.seq, _OF.hash).where(self._here(), _OF.body.is_(None))
        if wanted:
            query = query.where(~_LET_GO)
        found: dict[FeedKey, list[tuple[int, bytes]]] = {}
        for device, lane, epoch, seq, hashed in connection.execute(query.order_by(*_BY_PLACE)):
            if lane in lanes:
                found.setdefault((device, lane, epoch), []).append((seq, hashed))
        return found

    def wanted_of(self, connection: Connection, feeds: Collection[FeedKey]) -> dict[FeedKey, list[tuple[int, bytes]]]:
        """Return for each of these feeds the entries, as (number, hash), whose bodies are wanted."""
        found: dict[FeedKey, list[tuple[int, bytes]]] = {}
        if one_by_one(connection, len(feeds)):
            for feed in feeds:
                rows = _WANTED.run(connection, self._place(feed)).fetchall()
                found[feed] = [(seq, hashed) for seq, hashed in rows]
            return found
        query = select(_OF.device, _OF.lane, _OF.epoch, _OF.seq, _OF.hash).where(
            self._here(), _OF.body.is_(None), ~_LET_GO
        )
        for devices in devices_of(feeds):
            for device, lane, epoch, seq, hashed in connection.execute(
                query.where(_OF.device.in_(devices)).order_by(*_BY_PLACE)
            ):
                found.setdefault((device, lane, epoch), []).append((seq, hashed))
        return found

    def quarantined_feeds(self, connection: Connection) -> set[FeedKey]:
        """Return the feeds with an entry in quarantine."""
        found = _ASIDE.run(connection, {"of_school": self.school}).fetchall()
        return {(device, lane, epoch) for device, lane, epoch in found}

    def items(self, connection: Connection, feed: FeedKey, path: Sequence[Link]) -> list[Item]:
        """Return (signed, body) for each entry of a path, whose numbers follow one another."""
        rows = _ITEMS.run(connection, self._along(feed, path)).fetchall()
        found = {hashed: (signed, body) for hashed, signed, body in rows}
        return [found[link.hash] for link in path]

    def bodies(self, connection: Connection, hashes: Sequence[bytes]) -> Iterator[bytes | None]:
        """Yield the body of each of `hashes`, in their order."""
        for start in range(0, len(hashes), _CHUNK):
            wanted = hashes[start : start + _CHUNK]
            query = select(_OF.hash, _OF.body).where(self._here(), _OF.hash.in_(wanted))
            found = dict(connection.execute(query).fetchall())
            yield from (found[hashed] for hashed in wanted)

    def sizes(self, connection: Connection, feed: FeedKey, path: Sequence[Link]) -> dict[bytes, int]:
        """Return how large the bodies are, or were, of the entries of a path."""
        return dict(_SIZES.run(connection, self._along(feed, path)).fetchall())

    def entries(self, connection: Connection, after: int, lanes: Collection[int], limit: int) -> list[StoredEntry]:
        """Return up to `limit` entries that arrived after `after`, in the order of arrival."""
        query = select(*_SHOWN).where(self._here(), _OF.arrival > after).order_by(_OF.arrival).limit(limit)
        if set(lanes) != set(LANES):
            query = query.where(_OF.lane.in_(list(lanes)))
        return [StoredEntry(*row) for row in connection.execute(query)]

    def count_after(
        self, connection: Connection, after: int, lanes: Collection[int], most: int, besides: bytes | None
    ) -> int:
        """Return how many entries arrived after `after`, those of the device `besides` left out, counted to `most`."""
        query = select(_OF.arrival).where(self._here(), _OF.arrival > after, _OF.lane.in_(list(lanes)))
        if besides is not None:
            query = query.where(_OF.device != besides)
        found = connection.execute(select(func.count()).select_from(query.limit(most).subquery())).scalar()
        return int(found or 0)

    def in_feed(self, feed: FeedKey) -> ColumnElement[bool]:
        """Return the condition that an entry belongs to `feed`."""
        device, lane, epoch = feed
        return and_(self._here(), _OF.device == device, _OF.lane == lane, _OF.epoch == epoch)

    def between(self, feed: FeedKey, first: int, last: int) -> dict[str, Any]:
        """Return what a statement that asks for a stretch of a feed is given."""
        return self._place(feed) | {"of_first": first, "of_last": last}

    def _along(self, feed: FeedKey, path: Sequence[Link]) -> dict[str, Any]:
        return self.between(feed, path[0].seq, path[-1].seq)

    def _place(self, feed: FeedKey) -> dict[str, Any]:
        device, lane, epoch = feed
        return {"of_school": self.school, "of_device": device, "of_lane": lane, "of_epoch": epoch}

    def _here(self) -> ColumnElement[bool]:
        return _OF.school == self.school

    def _row(self, hashed: bytes, signed: bytes, entry: Entry, body: bytes | None) -> dict[str, Any]:
        return {
            "school": self.school,
            "hash": hashed,
            "device": entry.device,
            "lane": entry.lane,
            "epoch": entry.epoch,
            "seq": entry.seq,
            "prev": entry.prev,
            "body_hash": entry.body_hash,
            "size": entry.size,
            "alarm": entry.alarm,
            "slot": entry.slot,
            "quarantined": False,
            "signed": signed,
            "body": body,
        }
