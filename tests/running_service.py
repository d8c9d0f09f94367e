"""The real service on loopback, in a thread of the test."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from store.service.certificate import pin_of
from store.service.limits import Limits
from store.service.school_store import SchoolStore
from store.service.server import bound_socket, make_server
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
