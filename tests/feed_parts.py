"""A school's devices, stores, feeds for tests: real databases, real keys."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import URL

from store.database import Database, open_shared
from store.feeds.chain import Link
from store.feeds.devices import Standing
from store.feeds.entry import LANE_RECORDS, NO_ENTRY, Entry, sign_entry
from store.feeds.feeds import Feeds
from store.feeds.log import StoredEntry
from store.feeds.run import Item, decode_run, encode_run
from store.signed import cose
from store.signed.signing_key import SigningKey
from tests.new_database import new_database
from tests.postgres import Postgres

SCHOOL = bytes(range(16))


@cache
def _migrated() -> bytes:
    """Return an empty database as the migrations leave it, made once, for many tests open many."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feeds.db"
        new_database(path).close()
        return path.read_bytes()


def key(number: int) -> SigningKey:
    return SigningKey(number.to_bytes(32, "big"))


STORE_KEY = key(900)


class Registry:
    """Says which devices are admitted, as the scheme does."""

    def __init__(self) -> None:
        self.keys: dict[bytes, bytes] = {}
        self.standings: dict[bytes, Standing] = {}
        self.stores: dict[bytes, bytes] = {STORE_KEY.id: STORE_KEY.public}

    def admit(self, device: SigningKey) -> None:
        self.keys[device.id] = device.public
        self.standings[device.id] = "admitted"

    def revoke(self, device: SigningKey) -> None:
        self.standings[device.id] = "revoked"

    def public_key(self, device: bytes) -> bytes | None:
        return self.keys.get(device)

    def standing(self, device: bytes) -> Standing:
        return self.standings.get(device, "unknown")

    def store_key(self, store: bytes) -> bytes | None:
        return self.stores.get(store)


class Parts:
    """Makes the devices of one school below one folder, closing their databases at the end."""

    def __init__(self, folder: Path, postgres: Postgres | None = None) -> None:
        self.folder = folder
        self.registry = Registry()
        self._databases: list[Database] = []
        # Where it is given, the stores' rows are there; kiosks and desks have files always.
        self._postgres = postgres
        self._urls: dict[Feeds, URL] = {}

    def open(self, name: str, own: SigningKey | None = None) -> Feeds:
        path = self.folder / name / "feeds.db"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_migrated())
        database = new_database(path)
        self._databases.append(database)
        return Feeds(database, SCHOOL, self.registry, own)

    def kiosk(self, number: int = 1, *, admitted: bool = True, name: str = "") -> Feeds:
        own = key(number)
        if admitted:
            self.registry.admit(own)
        feeds = self.open(name or f"kiosk{number}", own)
        feeds.start(b"machine %d" % number)
        return feeds

    def store(self, name: str = "store") -> Feeds:
        return self.open(name) if self._postgres is None else self._shared(self._postgres.fresh())

    def _shared(self, url: URL) -> Feeds:
        database = open_shared(url, SCHOOL)
        self._databases.append(database)
        feeds = Feeds(database, SCHOOL, self.registry, None)
        self._urls[feeds] = url
        return feeds

    def copied(self, feeds: Feeds, name: str) -> Feeds:
        """Return a device whose database is a copy, as a backup or a cloned disk has it."""
        feeds.database.close()
        if self._postgres is not None and feeds in self._urls:
            return self._shared(self._postgres.copy(self._urls[feeds]))
        shutil.copytree(feeds.database.path.parent, self.folder / name)
        return self.open(name, feeds.own)

    def close(self) -> None:
        for database in self._databases:
            database.close()


@contextmanager
def parts_in(folder: Path, postgres: Postgres | None = None) -> Iterator[Parts]:
    parts = Parts(folder, postgres)
    try:
        yield parts
    finally:
        parts.close()


def write(feeds: Feeds, *bodies: bytes, lane: int = LANE_RECORDS) -> list[bytes]:
    with feeds.database.write() as connection:
        return [feeds.append(connection, lane, body) for body in bodies]


def entries(feeds: Feeds) -> list[StoredEntry]:
    with feeds.database.read() as connection:
        return feeds.entries(connection, limit=100_000)


def bodies(feeds: Feeds) -> list[bytes | None]:
    return [one.body for one in entries(feeds)]


def runs(feeds: Feeds) -> list[bytes]:
    with feeds.database.read() as connection:
        return list(feeds.runs(connection, []))


def items(feeds: Feeds) -> list[Item]:
    return [item for run in runs(feeds) for item in decode_run(run)]


def take(feeds: Feeds, *given: Item) -> list[int]:
    """Take the items as one run, returning the codes of what was wrong."""
    with feeds.database.write() as connection:
        return [one.code for one in feeds.take(connection, encode_run(given))]


def chain(
    own: SigningKey,
    count: int,
    *,
    start: Link | None = None,
    epoch: bytes = bytes(16),
    lane: int = 0,
    tag: bytes = b"body",
    school: bytes = SCHOOL,
) -> list[Item]:
    """Return signed entries one after another, made without a database."""
    at, prev = (0, NO_ENTRY) if start is None else (start.seq, start.hash)
    made: list[Item] = []
    for seq in range(at + 1, at + count + 1):
        body = tag + b" %d" % seq
        entry = entry_for(own, body, seq=seq, prev=prev, epoch=epoch, lane=lane, school=school)
        made.append((sign_entry(entry, own), body))
        prev = cose.digest(made[-1][0])
    return made


def entry_for(
    own: SigningKey,
    body: bytes,
    *,
    seq: int = 1,
    prev: bytes = NO_ENTRY,
    epoch: bytes = bytes(16),
    lane: int = 0,
    school: bytes = SCHOOL,
    v: int = 1,
) -> Entry:
    return Entry(school, own.id, lane, epoch, seq, prev, hashlib.sha256(body).digest(), len(body), v=v)


def link_of(item: Item, seq: int) -> Link:
    return Link(seq, cose.digest(item[0]), b"")


def state(feeds: Feeds) -> tuple[object, ...]:
    """Return everything that exchanges decide, free of the order of arrival."""
    with feeds.database.read() as connection:
        held = sorted(feeds.held(connection), key=repr)
        rows = sorted((one.hash, one.body, one.quarantined) for one in feeds.entries(connection, limit=100_000))
        return held, rows, feeds.forks(connection), feeds.missing(connection)
