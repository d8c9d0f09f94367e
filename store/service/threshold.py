"""The door of the service: every connection is counted from its first packet on, before TLS."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable
from typing import Final

from store.service.limits import Limits

Http = Callable[..., asyncio.Protocol]
# Of what comes with the last word of a handshake; the protocol behind slows a sender down by itself.
_MOST_AHEAD: Final = 1 << 20


def threshold_before(http: Http, context: ssl.SSLContext, limits: Limits) -> Callable[..., asyncio.Protocol]:
    """Return what makes a connection: TLS within its time, then the protocol that `http` makes.

    Where there are too many, the one that has been at its handshake for the longest time makes room: whoever means it
    is through in a moment, and connections that say nothing can't keep anybody out.
    """
    # In order of arrival, which a dict keeps.
    shaking: dict[_Threshold, None] = {}
    through: set[_Threshold] = set()

    class _Threshold(asyncio.Protocol):
        def __init__(self, **given: object) -> None:
            self._given = given
            self._http: asyncio.Protocol | None = None
            self._ahead = bytearray()
            self._transport: asyncio.Transport | None = None
            self._task: asyncio.Task[None] | None = None

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            if not isinstance(transport, asyncio.Transport):
                raise TypeError
            self._transport = transport
            # asyncio does so only for sockets that name their protocol. Without it the end of an answer waits until
            # the client has confirmed its beginning, which it puts off for 40 ms.
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if len(shaking) + len(through) >= limits.connections:
                oldest = next(iter(shaking), None)
                if oldest is None:
                    transport.abort()
                    return
                oldest.cut()
            shaking[self] = None
            # Nothing is read before TLS is there to read it.
            transport.pause_reading()
            self._task = asyncio.get_running_loop().create_task(self._secure(transport))

        def cut(self) -> None:
            """End a connection that is at its handshake."""
            shaking.pop(self, None)
            if self._task is not None:
                self._task.cancel()
            if self._transport is not None:
                self._transport.abort()

        def data_received(self, data: bytes) -> None:
            if self._http is not None:
                self._http.data_received(data)
            elif len(self._ahead) + len(data) > _MOST_AHEAD:
                self.cut()
            else:
                self._ahead += data

        def eof_received(self) -> bool | None:
            return None if self._http is None else self._http.eof_received()

        def pause_writing(self) -> None:
            if self._http is not None:
                self._http.pause_writing()

        def resume_writing(self) -> None:
            if self._http is not None:
                self._http.resume_writing()

        def connection_lost(self, exc: Exception | None) -> None:
            shaking.pop(self, None)
            through.discard(self)
            if self._http is not None:
                self._http.connection_lost(exc)

        async def _secure(self, transport: asyncio.Transport) -> None:
            secured = None
            # What is wrong at a handshake is nobody's business but the client's.
            with contextlib.suppress(OSError):
                secured = await asyncio.get_running_loop().start_tls(
                    transport,
                    self,
                    context,
                    server_side=True,
                    ssl_handshake_timeout=limits.handshake_seconds,
                    ssl_shutdown_timeout=limits.handshake_seconds,
                )
            if secured is None or self not in shaking:
                shaking.pop(self, None)
                transport.abort()
                return
            del shaking[self]
            through.add(self)
            self._http = http(**self._given)
            self._http.connection_made(secured)
            if self._ahead:
                self._http.data_received(bytes(self._ahead))
                self._ahead.clear()

    return _Threshold
