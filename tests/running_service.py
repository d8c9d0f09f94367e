"""The real service on loopback, in a thread of the test."""

from __future__ import annotations

import secrets
import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from store.feeds.by_network.http import HttpPeer
from store.feeds.by_network.http_wire import REFUSED
from store.feeds.exchange import exchange
from store.feeds.offer import Offer, make_offer
from store.service.certificate import pin_of
from store.service.limits import Limits
from store.service.school_store import SchoolStore
from store.service.server import bound_socket, make_server
from store.signed.signing_key import SigningKey
from tests.founded_school import KIOSK, ROOT, Device
from tests.https_server import Serving, pem


@contextmanager
def running(stores: Sequence[SchoolStore], folder: Path, limits: Limits | None = None) -> Iterator[Serving]:
    """Run the service, which closes the stores at its end."""
    certificate = folder / "tls.pem"
    certificate.write_bytes(pem())
    sock = bound_socket("127.0.0.1", 0)
    server = make_server(stores, certificate, limits=limits)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    try:
        yield Serving(f"https://127.0.0.1:{sock.getsockname()[1]}", pin_of(pem()), [], [])
    finally:
        server.should_exit = True
        thread.join()


@dataclass(frozen=True)
class Got:
    status: int
    headers: str
    body: bytes


def trusting() -> ssl.SSLContext:
    """Return a context that takes whatever certificate there is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def connected(at: Serving, seconds: float = 5) -> ssl.SSLSocket:
    """Return a connection on which nothing was said yet."""
    host, port = at.address.removeprefix("https://").split(":")
    return trusting().wrap_socket(socket.create_connection((host, int(port)), timeout=seconds))


def said(at: Serving, data: bytes, seconds: float = 5) -> Got:
    """Send raw bytes, returning all that comes until the server closes."""
    with connected(at, seconds) as sock:
        sock.sendall(data)
        answer = b""
        while piece := sock.recv(65536):
            answer += piece
    head, _, body = answer.partition(b"\r\n\r\n")
    return Got(int(head.split()[1]) if head else 0, head.decode("ascii"), body)


def post(at: Serving, path: str, body: bytes, *more: str, length: int | None = None) -> Got:
    size = len(body) if length is None else length
    lines = [f"POST {path} HTTP/1.1", "host: store", "connection: close", f"content-length: {size}", *more]
    return said(at, "\r\n".join([*lines, "", ""]).encode("ascii") + body)


def get(at: Serving, path: str) -> Got:
    return said(at, f"GET {path} HTTP/1.1\r\nhost: store\r\nconnection: close\r\n\r\n".encode("ascii"))


def offer(key: SigningKey = KIOSK, school: bytes = ROOT.id, wanted: tuple[int, ...] = (1,), **more: object) -> bytes:
    told = Offer(school, key.id, secrets.token_bytes(16), (), wanted)
    return make_offer(told, more.get("by", key))  # type: ignore[arg-type]


def is_refused(got: Got) -> bool:
    return (got.status, got.body) == (403, REFUSED)


def sync(device: Device, at: Serving, *, desk: bool = False) -> int:
    send, want = ((0, 1, 2), (0, 1, 2)) if desk else ((0,), (1,))
    peer = HttpPeer(at.address, at.pin, device.feeds, want=want)
    try:
        moved = exchange(device.feeds, peer, send=send, want=want)
    finally:
        peer.close()
    with device.database.write() as connection:
        device.school.follow(connection, device.feeds)
    return moved.sent + moved.received
