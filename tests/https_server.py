"""A server on loopback that answers as a test tells it to: a portal, a liar, an honest store."""

from __future__ import annotations

import http.server
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from store.feeds.by_network.http_wire import MEDIA_TYPE
from store.service.certificate import make_certificate, pin_of

CBOR = {"content-type": MEDIA_TYPE}


@dataclass(frozen=True)
class Reply:
    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("content-type", MEDIA_TYPE),)


Answer = Callable[[str, bytes], Reply]


@dataclass
class Serving:
    address: str
    pin: bytes
    asked: list[bytes]
    paths: list[str]


@cache
def pem(number: int = 0) -> bytes:
    """Return a certificate with its key, the same for the same number within one run."""
    return make_certificate(datetime.now(UTC))


@contextmanager
def serving(answer: Answer, folder: Path, *, tls: bool = True, certificate: bytes | None = None) -> Iterator[Serving]:
    told = Serving("", bytes(32), [], [])

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            told.asked.append(body)
            told.paths.append(self.path)
            reply = answer(self.path, body)
            self.send_response(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            self.send_header("content-length", str(len(reply.body)))
            self.send_header("connection", "close")
            self.end_headers()
            self.wfile.write(reply.body)
            self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = False
        block_on_close = True

        def get_request(self) -> Any:
            sock, peer = super().get_request()
            sock.settimeout(5)
            return sock, peer

        def finish_request(self, request: Any, client_address: Any) -> None:
            if not tls:
                super().finish_request(request, client_address)
                return
            try:
                wrapped = context.wrap_socket(request, server_side=True)
            except OSError:
                return
            try:
                super().finish_request(wrapped, client_address)
            finally:
                wrapped.close()

        def handle_error(self, *_: Any) -> None:
            pass

    mine = certificate or pem()
    path = folder / "served.pem"
    path.write_bytes(mine)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server = Server(("127.0.0.1", 0), Handler)
    told.address, told.pin = f"https://127.0.0.1:{server.server_address[1]}", pin_of(mine)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
