"""One request at a time to a store, every failure told as one of the known troubles."""

from __future__ import annotations

import errno
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import httpx2

from store.errors import ConfigurationError
from store.feeds.http_tls import PinMismatch, client_context
from store.feeds.http_trouble import NotReached, Trouble
from store.feeds.http_wire import BUSY, MEDIA_TYPE, REFUSED

DEFAULT_PORT: Final = 8443
_PIECE: Final = 256 * 1024
_NO_ROUTE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_SPEAKS_NO_TLS: Final = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE"})
_CERTIFICATE_TIMES: Final = frozenset({9, 10})  # not yet valid, expired (X509_V_ERR_*)
_PROXY_SAYS: Final = frozenset({407, 511})


@dataclass(frozen=True)
class Patience:
    """How many seconds each part of a request may take."""

    connect: float = 15.0
    silence: float = 60.0
    whole: float = 300.0


def checked_address(address: str) -> str:
    """Return `https://HOST:PORT` for an address, or raise ConfigurationError."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, port = parts.hostname, parts.port or DEFAULT_PORT
    except ValueError:
        host, port, parts = None, 0, urlsplit("")
    plain = host is not None and host.isascii() and host.isprintable() and " " not in host
    if not plain or parts.scheme != "https" or parts.path not in ("", "/") or parts.query or parts.username:
        raise ConfigurationError(
            "The store's address must be like https://store.school.example:8443. Nothing was changed. "
            "Put it right, then try again."
        )
    return f"https://[{host}]:{port}" if ":" in str(host) else f"https://{host}:{port}"


class HttpLine:
    """The connection to the store at one address, whose certificate has one pin."""

    def __init__(self, address: str, pin: bytes, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        one = self._patience
        self._client = httpx2.Client(
            base_url=checked_address(address),
            verify=client_context(pin),
            follow_redirects=False,
            trust_env=False,
            timeout=httpx2.Timeout(one.silence, connect=one.connect),
            # Nothing is unpacked: a small answer must not become a large one.
            headers={"content-type": MEDIA_TYPE, "accept": MEDIA_TYPE, "accept-encoding": "identity"},
        )

    def post(self, path: str, body: bytes, most: int, sent: Callable[[], object] | None = None) -> bytes:
        """Return the answer to `body`, which proves nothing by itself, or raise NotReached; `sent` once it is sent.

        A store that answers before it has read everything, to refuse, may keep `sent` from being called.
        """
        size = {"content-length": str(len(body))}
        try:
            with self._client.stream("POST", path, content=_sending(body, sent), headers=size) as answer:
                _check(answer)
                return b"".join(self._pieces(answer, most))
        except httpx2.TransportError as error:
            raise NotReached(_trouble(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _pieces(self, answer: httpx2.Response, most: int) -> Iterator[bytes]:
        left, until = most, time.monotonic() + self._patience.whole
        for piece in answer.iter_raw():
            left -= len(piece)
            if left < 0:
                raise NotReached(Trouble.PORTAL)
            if time.monotonic() > until:
                raise NotReached(Trouble.NO_ANSWER)
            yield piece


def _sending(body: bytes, sent: Callable[[], object] | None) -> Iterator[bytes]:
    for start in range(0, len(body), _PIECE):
        yield body[start : start + _PIECE]
    if sent is not None:
        sent()


def _check(answer: httpx2.Response) -> None:
    status, kind = answer.status_code, answer.headers.get("content-type", "")
    if status == httpx2.codes.OK and kind == MEDIA_TYPE:
        return
    words = b""
    if status >= httpx2.codes.BAD_REQUEST:
        # A few words are read, to tell the store's own refusal from a proxy's.
        words = next(answer.iter_raw(64), b"")
    if words == REFUSED:
        raise NotReached(Trouble.REFUSED)
    if words == BUSY:
        raise NotReached(Trouble.BUSY)
    if status >= httpx2.codes.INTERNAL_SERVER_ERROR and status not in _PROXY_SAYS:
        is_busy = status == httpx2.codes.SERVICE_UNAVAILABLE
        raise NotReached(Trouble.BUSY if is_busy else Trouble.FAULT)
    raise NotReached(Trouble.PORTAL)


def _trouble(error: httpx2.TransportError) -> Trouble:
    if isinstance(error, httpx2.TimeoutException):
        return Trouble.NO_ANSWER
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return _tls_trouble(cause)
        if isinstance(cause, socket.gaierror):
            # Without any network the resolver can't be asked; with one it says that there is no such name.
            return Trouble.NO_NETWORK if cause.errno == socket.EAI_AGAIN else Trouble.NO_NAME
        if isinstance(cause, ConnectionRefusedError):
            return Trouble.NO_STORE
        if isinstance(cause, OSError) and cause.errno in _NO_ROUTE:
            return Trouble.NO_NETWORK
    if isinstance(error, httpx2.RemoteProtocolError) and "disconnected" not in str(error):
        return Trouble.PORTAL
    return Trouble.CUT


def _tls_trouble(error: ssl.SSLError) -> Trouble:
    if isinstance(error, PinMismatch):
        return Trouble.INTERCEPTED
    if isinstance(error, ssl.SSLCertVerificationError):
        return Trouble.CERTIFICATE if error.verify_code in _CERTIFICATE_TIMES else Trouble.INTERCEPTED
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return Trouble.CUT
    return Trouble.PORTAL if error.reason in _SPEAKS_NO_TLS else Trouble.CERTIFICATE


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
