"""One request at a time to a store, every failure told as one of the known troubles."""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from store.errors import ConfigurationError
from store.feeds.by_network.http_answer import OK, Answer
from store.feeds.by_network.http_causes import trouble_at
from store.feeds.by_network.http_tls import client_context
from store.feeds.by_network.http_trouble import NotReached, Trouble
from store.feeds.by_network.http_wire import BUSY, MEDIA_TYPE, REFUSED

DEFAULT_PORT: Final = 8443
_BAD_REQUEST: Final = 400
_SERVER_ERROR: Final = 500
_UNAVAILABLE: Final = 503
_PROXY_SAYS: Final = frozenset({407, 511})
_FEW_WORDS: Final = 64


@dataclass(frozen=True)
class Patience:
    """How many seconds each part of a request may take."""

    connect: float = 15.0
    silence: float = 60.0
    whole: float = 300.0


def checked_address(address: str) -> str:
    """Return `https://HOST:PORT` for an address, or raise ConfigurationError."""
    host, port = _parts(address)
    return f"https://[{host}]:{port}" if ":" in host else f"https://{host}:{port}"


def _parts(address: str) -> tuple[str, int]:
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, port = parts.hostname, parts.port or DEFAULT_PORT
    except ValueError:
        host, port, parts = None, 0, urlsplit("")
    plain = host is not None and host.isascii() and host.isprintable() and " " not in host
    if host is None or not plain or parts.scheme != "https" or parts.path not in ("", "/") or parts.query:
        raise _no_address()
    if parts.username:
        raise _no_address()
    return host, port


def _no_address() -> ConfigurationError:
    return ConfigurationError(
        "The store's address must be like https://store.school.example:8443. Nothing was changed. "
        "Put it right, then try again."
    )


class HttpLine:
    """The connection to the store at one address, whose certificate has one pin; no redirect is followed.

    It speaks as much of HTTP/1.1 as that takes: whoever sends and is gone has no time to import more.
    """

    def __init__(self, address: str, pin: bytes, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._at = _parts(address)
        self._named = checked_address(address).removeprefix("https://")
        self._context = client_context(pin)
        self._sock: ssl.SSLSocket | None = None

    def post(self, path: str, body: bytes, most: int, sent: Callable[[], object] | None = None) -> bytes:
        """Return the answer to `body`, which proves nothing by itself, or raise NotReached; `sent` once it is sent.

        A store that answers before it has read everything, to refuse, may keep `sent` from being called.
        """
        try:
            sock = self._connected()
            cut = self._send(sock, path, body, sent)
            return self._received(sock, most, cut)
        except (OSError, UnicodeError) as error:
            self.close()
            raise NotReached(trouble_at(error)) from error
        except NotReached:
            self.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        sock, self._sock = self._sock, None
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.close()

    def _connected(self) -> ssl.SSLSocket:
        """Return the connection, a new one where there is none, or where the store has ended the last one."""
        if self._sock is not None and _has_something(self._sock):
            self.close()
        if self._sock is None:
            bare = socket.create_connection(self._at, self._patience.connect)
            try:
                # Else the end of a request waits until the store has confirmed its beginning.
                bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._sock = self._context.wrap_socket(bare, server_hostname=self._at[0])
            except BaseException:
                bare.close()
                raise
            self._sock.settimeout(self._patience.silence)
        return self._sock

    def _send(self, sock: ssl.SSLSocket, path: str, body: bytes, sent: Callable[[], object] | None) -> OSError | None:
        """Send a request, returning what cut it short where that may be an answer that came before its end."""
        # Nothing is unpacked: a small answer must not become a large one.
        head = (
            f"POST {path} HTTP/1.1\r\nhost: {self._named}\r\ncontent-type: {MEDIA_TYPE}\r\naccept: {MEDIA_TYPE}\r\n"
            f"accept-encoding: identity\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        try:
            sock.sendall(head.encode("ascii"))
            sock.sendall(body)
        except TimeoutError:
            raise
        except OSError as error:
            return error
        if sent is not None:
            sent()
        return None

    def _received(self, sock: ssl.SSLSocket, most: int, cut: OSError | None) -> bytes:
        try:
            answer = Answer(sock, self._patience.whole)
        except (NotReached, OSError):
            if cut is not None:
                raise cut from None
            raise
        _check(answer)
        body = answer.body(most)
        if not answer.may_go_on or cut is not None:
            self.close()
        return body


def _has_something(sock: ssl.SSLSocket) -> bool:
    """Whether something came that nobody asked for: that the connection has ended."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(sock, selectors.EVENT_READ)
        return bool(waiting.select(0))


def _check(answer: Answer) -> None:
    status = answer.status
    if status == OK and answer.headers.get("content-type", "") == MEDIA_TYPE:
        return
    # A few words are read, to tell the store's own refusal from a proxy's.
    words = answer.beginning(_FEW_WORDS) if status >= _BAD_REQUEST else b""
    if words == REFUSED:
        raise NotReached(Trouble.REFUSED)
    if words == BUSY:
        raise NotReached(Trouble.BUSY)
    if status >= _SERVER_ERROR and status not in _PROXY_SAYS:
        raise NotReached(Trouble.BUSY if status == _UNAVAILABLE else Trouble.FAULT)
    raise NotReached(Trouble.PORTAL)
