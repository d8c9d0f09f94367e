"""A connection that is cut when its client takes too long, whatever it is doing."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

from store.service.limits import Limits


def connections_within(limits: Limits) -> type[H11Protocol]:
    """Return the class of connections that keep to these limits."""

    class BoundedConnection(H11Protocol):
        """Gives a client some seconds for a request's head, some for everything up to the end of the answer."""

        _watch: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            """Take the connection, or cut it at once where there are too many."""
            super().connection_made(transport)
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
            super().data_received(data)
            if self.cycle is not before and not self.transport.is_closing():
                self._cut_after(limits.whole_seconds)

        def on_response_complete(self) -> None:
            """Wait for the next request no longer than for the first."""
            before = self.cycle
            super().on_response_complete()
            if not self.transport.is_closing():
                self._cut_after(limits.head_seconds if self.cycle is before else limits.whole_seconds)

        def _cut_after(self, seconds: float) -> None:
            self._stop_watching()
            self._watch = self.loop.call_later(seconds, self.transport.abort)

        def _stop_watching(self) -> None:
            if self._watch is not None:
                self._watch.cancel()
                self._watch = None

    return BoundedConnection
