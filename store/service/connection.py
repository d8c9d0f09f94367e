"""A connection that is cut when its client takes too long, whatever it is doing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, cast

from store.service.limits import Limits

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol as HttpProtocol
else:
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as HttpProtocol
    except ImportError:
        # Where there is none for a computer, requests take a little longer there.
        from uvicorn.protocols.http.h11_impl import H11Protocol as HttpProtocol

# Of a request's head in pieces: the parser itself would gather one for as long as it comes.
_MOST_HEAD: Final = 64 * 1024
_SHORT: Final = 16 * 1024


class Gathered:
    """A connection on which what is short, written in one go, leaves in one packet: an answer's head with its body."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Write as soon as whoever writes lets others work; what is long at once, so that it can be slowed down."""
        if len(data) > _SHORT:
            self._flush()
            self._transport.write(data)
            return
        if not self._pieces:
            asyncio.get_running_loop().call_soon(self._flush)
        self._pieces.append(data)

    def close(self) -> None:
        """Close it once everything is written."""
        self._flush()
        self._transport.close()

    def abort(self) -> None:
        """Cut it, whatever was to be written."""
        self._pieces = []
        self._transport.abort()

    def __getattr__(self, name: str) -> object:
        """Return whatever else the connection has."""
        return getattr(self._transport, name)

    def _flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        if pieces:
            self._transport.write(b"".join(pieces))


def connections_within(limits: Limits, http: type[HttpProtocol] = HttpProtocol) -> type[HttpProtocol]:
    """Return the class of connections, speaking `http`, that keep to these limits."""

    class BoundedConnection(http):  # type: ignore[misc, valid-type]  # either of two parsers
        """Gives a client some seconds for a request's head, some for everything up to the end of the answer."""

        _watch: asyncio.TimerHandle | None = None
        _head = 0

        def connection_made(self, transport: asyncio.Transport) -> None:
            """Take the connection, or cut it at once where there are too many."""
            super().connection_made(cast(asyncio.Transport, Gathered(transport)))
            self._cut_after(limits.head_seconds)
            if len(self.connections) > limits.connections:
                transport.abort()

        def connection_lost(self, exc: Exception | None) -> None:
            """Stop watching."""
            self._stop_watching()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            """Watch a request from its head on."""
            before = self.cycle
            in_head = before is None or not before.more_body
            super().data_received(data)
            self._head = self._head + len(data) if in_head and self.cycle is before else 0
            if self._head > _MOST_HEAD:
                self.transport.abort()
            elif self.cycle is not before and not self.transport.is_closing():
                self._cut_after(limits.whole_seconds)

        def on_response_complete(self) -> None:
            """Wait for the next request no longer than for the first."""
            super().on_response_complete()
            if not self.transport.is_closing():
                # Another one may have come while this one was answered.
                self._cut_after(limits.head_seconds if self.cycle.response_complete else limits.whole_seconds)

        def _cut_after(self, seconds: float) -> None:
            self._stop_watching()
            self._watch = self.loop.call_later(seconds, self.transport.abort)

        def _stop_watching(self) -> None:
            if self._watch is not None:
                self._watch.cancel()
                self._watch = None

    return BoundedConnection
