"""The door of the service sends what it has at once."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from store.service.limits import Limits
from store.service.server import bound_socket, server_context
from store.service.threshold import threshold_before
from tests.https_server import pem
from tests.running_service import trusting


async def test_the_end_of_an_answer_does_not_wait_for_its_beginning_to_be_confirmed(tmp_path: Path) -> None:
    (tmp_path / "tls.pem").write_bytes(pem())
    loop = asyncio.get_running_loop()
    waits_for_none: asyncio.Future[int] = loop.create_future()

    class Answering(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            sock = transport.get_extra_info("socket")
            waits_for_none.set_result(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    door = threshold_before(Answering, server_context(tmp_path / "tls.pem"), Limits())
    bound = bound_socket("127.0.0.1", 0)
    async with await loop.create_server(door, sock=bound):
        _reader, writer = await asyncio.open_connection(*bound.getsockname(), ssl=trusting())
        assert await waits_for_none
        writer.close()
        await writer.wait_closed()
