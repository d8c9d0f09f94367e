"""A few connections to one store, so that one thing is sent while another is answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from queue import LifoQueue
from typing import Final

from store.feeds.by_network.http_line import HttpLine, Patience

MOST: Final = 2


class Lines:
    """Connections, opened as they are needed, each of which asks one thing at a time."""

    def __init__(self, address: str, pin: bytes, patience: Patience | None) -> None:
        self._open = [HttpLine(address, pin, patience)]
        self._more = partial(HttpLine, address, pin, patience)
        # The one that was used last is taken first: it is still warm, the other one may never be needed.
        self._free: LifoQueue[HttpLine | None] = LifoQueue()
        for line in (*[None] * (MOST - 1), self._open[0]):
            self._free.put(line)

    @contextmanager
    def one(self) -> Iterator[HttpLine]:
        """Give a connection that nobody else uses, also where an exchange was given up with a run on its way."""
        line = self._free.get()
        try:
            if line is None:
                line = self._more()
                self._open.append(line)
            yield line
        finally:
            self._free.put(line)

    def close(self) -> None:
        """Close every connection."""
        for line in self._open:
            line.close()
