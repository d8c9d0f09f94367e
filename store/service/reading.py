"""A request's body, read piece by piece within its caps."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Mapping

from store.errors import FeedError
from store.feeds.by_network import http_wire
from store.service.refusal import refused, too_large, too_slow


def declared_size(headers: Mapping[str, str], most: int) -> int:
    """Return how long a body says that it is, or raise the refusal before any of it is read."""
    told = headers.get("content-length", "")
    if not told.isascii() or not told.isdigit() or len(told) > len(str(most)) or int(told) > most:
        raise too_large()
    return int(told)


class BodyReader:
    """Reads no further than asked, waits no longer than allowed."""

    def __init__(self, pieces: AsyncIterator[bytes], silence: float) -> None:
        self._pieces = pieces
        self._silence = silence
        self._data = bytearray()

    async def offer(self) -> bytes:
        """Return the signed thing with which the body begins, nothing behind it read on purpose."""
        while True:
            try:
                found = http_wire.begun(self._data)
            except FeedError:
                raise refused() from None
            if len(self._data if found is None else found) > http_wire.LARGEST_OFFER:
                raise too_large()
            if found is not None:
                return found
            if not await self._more():
                raise refused()

    async def upto(self, size: int) -> bytes:
        """Return the first `size` bytes, fewer where the body ends before."""
        while len(self._data) < size and await self._more():
            pass
        return bytes(self._data[:size])

    async def rest(self, size: int) -> memoryview:
        """Return the whole body, or raise the refusal where it is longer than the `size` that it was said to be."""
        # A file in memory grows without being moved: a delivery has 8 MiB.
        whole = io.BytesIO(self._data)
        whole.seek(0, io.SEEK_END)
        while whole.tell() <= size and (piece := await self._next()):
            whole.write(piece)
        if whole.tell() > size:
            raise too_large()
        return whole.getbuffer()

    async def _more(self) -> bool:
        piece = await self._next()
        self._data += piece
        return bool(piece)

    async def _next(self) -> bytes:
        try:
            async with asyncio.timeout(self._silence):
                return await anext(self._pieces, b"")
        except TimeoutError:
            raise too_slow() from None
