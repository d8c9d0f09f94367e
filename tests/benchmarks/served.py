"""A school whose store the real program serves, for benchmarks that are its devices."""

from __future__ import annotations

import hashlib
import secrets
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from kiosk.config import Config, StorePart, write_config
from kiosk.device_key import write_device_key
from store.database import Database, open_database, open_shared
from store.feeds.by_network import http_wire
from store.feeds.by_network.http_wire import EXCHANGE, MEDIA_TYPE
from store.feeds.entry import LANE_RECORDS, NO_ENTRY, Entry, sign_entry
from store.feeds.feeds import Feeds
from store.feeds.offer import Offer, make_offer
from store.feeds.run import Item, encode_run
from store.scheme.devices import DeviceEntry
from store.scheme.publications import Publisher
from store.scheme.school import School
from store.signed import cose
from store.signed.signing_key import SigningKey
from tests.founded_school import DESK, ROOT, STORE, Device, found

TOP = Path(__file__).parents[2]
BODY_BYTES = 22_714  # an age file of a padded record


class Kiosk:
    """A device that writes a chain without a database of its own, so that only the store's work is timed."""

    def __init__(self, key: SigningKey) -> None:
        self.key = key
        self._seq = 0
        self._last = NO_ENTRY
        self._epoch = secrets.token_bytes(16)

    def write(self, count: int, size: int = BODY_BYTES) -> list[tuple[Entry, Item]]:
        """Return the next entries of its chain."""
        return [self._next(secrets.token_bytes(size)) for _ in range(count)]

    def _next(self, body: bytes) -> tuple[Entry, Item]:
        self._seq += 1
        digest = hashlib.sha256(body).digest()
        entry = Entry(ROOT.id, self.key.id, LANE_RECORDS, self._epoch, self._seq, self._last, digest, len(body))
        signed = sign_entry(entry, self.key)
        self._last = cose.digest(signed)
        return entry, (signed, body)


def request(kiosk: Kiosk, items: Sequence[Item]) -> bytes:
    """Return the bytes of an exchange that hands these entries over."""
    offer = make_offer(Offer(ROOT.id, kiosk.key.id, secrets.token_bytes(16), (), ()), kiosk.key)
    run = (encode_run(list(items)),) if items else ()
    body = http_wire.join(http_wire.Sequence(offer, (), (kiosk.key.public,), run))
    head = (
        f"POST {EXCHANGE} HTTP/1.1\r\nhost: store\r\ncontent-type: {MEDIA_TYPE}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


class Line:
    """One kept connection of a device to the store."""

    def __init__(self, port: int) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        bare = socket.create_connection(("127.0.0.1", port))
        # As a kiosk's own line does; else the end of each request waits for the other side to confirm its beginning.
        bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._sock = context.wrap_socket(bare)

    def post(self, data: bytes) -> bytes:
        """Send one request, return the answer's body, in which a status other than 200 is an error."""
        self._sock.sendall(data)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._received()
        head, _, body = answer.partition(b"\r\n\r\n")
        size = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        while len(body) < size:
            body += self._received()
        if b" 200 " not in head.split(b"\r\n")[0] + b" ":
            raise RuntimeError(head.decode("ascii", "replace"))
        return body

    def close(self) -> None:
        self._sock.close()

    def _received(self) -> bytes:
        piece = self._sock.recv(1 << 16)
        if not piece:
            raise RuntimeError("the store closed the connection")
        return piece


@dataclass
class ServedStore:
    """The program that serves the school, its kiosks."""

    port: int
    kiosks: list[Kiosk]
    folder: Path
    url: URL | None

    def open(self) -> Feeds:
        """Open the store's own rows, to count them."""
        database = _database(self.folder, self.url)
        return Feeds(database, ROOT.id, School(database, ROOT.public), None)


@contextmanager
def served_store(folder: Path, kiosks: int, url: URL | None = None) -> Iterator[ServedStore]:
    """Found a school with some kiosks, serve its store from a file, or from the database at `url`."""
    keys = [SigningKey((1000 + number).to_bytes(32, "big")) for number in range(kiosks)]
    store = folder / "store"
    folder.mkdir(exist_ok=True)
    desk = found(folder)
    with desk.database.write() as connection:
        listed = [DeviceEntry(key.public, f"Room {number}") for number, key in enumerate(keys)]
        Publisher(connection, desk.feeds, desk.school, DESK).devices(listed)
    write_config(folder / "kiosk.toml", Config(school="Brook", root=ROOT.public.hex(), store=StorePart(folder="store")))
    write_device_key(store / "store.key", STORE)
    _hear(desk, _database(store, url))
    command = [sys.executable, "-m", "kiosk", "serve", "--home", str(folder), "--port", "0"]
    if url is not None:
        command += ["--database", url.render_as_string(hide_password=False)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline().rstrip(".\n").rpartition(":")[2])
            yield ServedStore(port, [Kiosk(key) for key in keys], store, url)
        finally:
            process.terminate()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


def _database(store: Path, url: URL | None) -> Database:
    return open_database(store / "feeds.db") if url is None else open_shared(url, ROOT.id)


def _hear(desk: Device, database: Database) -> None:
    """Let the store have everything that the desk has published."""
    school = School(database, ROOT.public, own=STORE.id)
    feeds = Feeds(database, school.id, school, None)
    with database.write() as connection:
        feeds.introduce(connection, desk.key.public)
    Device(database, school, feeds, STORE).hear(desk)
    database.close()
    desk.database.close()
