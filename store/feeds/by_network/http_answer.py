"""One answer of HTTP/1.1, read from a connection no further than it may go."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Final

from store.feeds.by_network.http_trouble import NotReached, Trouble

OK: Final = 200
_LARGEST_HEAD: Final = 64 * 1024
_LARGEST_LINE: Final = 1024
_PIECE: Final = 256 * 1024
_INTERIM: Final = range(100, 200)
_WITHOUT_BODY: Final = frozenset({204, 304})
_HEX: Final = frozenset(b"0123456789abcdefABCDEF")


class Answer:
    """What came back: the status, the headers, then the body as it comes; what is no HTTP is told as a portal's."""

    def __init__(self, sock: socket.socket, most_seconds: float) -> None:
        self._sock = sock
        self._until = time.monotonic() + most_seconds
        self._ahead = b""
        self.status, self.headers = self._head()
        while self.status in _INTERIM:
            self.status, self.headers = self._head()
        self._is_read = False

    @property
    def may_go_on(self) -> bool:
        """Whether the connection can be asked again: this answer was read to its end, no more was said than that."""
        return self._is_read and not self._ahead and self.headers.get("connection", "").lower() != "close"

    def body(self, most: int) -> bytes:
        """Return the whole body, or raise NotReached where it is longer than any real one."""
        pieces, left = list[bytes](), most
        for piece in self._pieces():
            left -= len(piece)
            if left < 0:
                raise NotReached(Trouble.PORTAL)
            pieces.append(piece)
        return b"".join(pieces)

    def beginning(self, size: int) -> bytes:
        """Return the first bytes of the body."""
        found = b""
        for piece in self._pieces():
            found += piece
            if len(found) >= size:
                break
        return found[:size]

    def _head(self) -> tuple[int, dict[str, str]]:
        first, *lines = self._upto(b"\r\n\r\n", _LARGEST_HEAD).split(b"\r\n")
        version, _, rest = first.partition(b" ")
        if not version.startswith(b"HTTP/1.") or not rest[:3].isdigit():
            raise NotReached(Trouble.PORTAL)
        headers = dict[str, str]()
        for line in lines:
            name, colon, value = line.decode("latin-1").partition(":")
            if not colon or not name.strip():
                raise NotReached(Trouble.PORTAL)
            headers[name.strip().lower()] = value.strip()
        if version == b"HTTP/1.0":
            headers["connection"] = "close"
        return int(rest[:3]), headers

    def _pieces(self) -> Iterator[bytes]:
        told = self.headers.get("content-length")
        if self.status in _WITHOUT_BODY:
            pass
        elif self.headers.get("transfer-encoding", "").lower() == "chunked":
            yield from self._chunks()
        elif told is None:
            # It goes on until the connection ends, which can't be told from a cut, but by what the body says.
            self.headers["connection"] = "close"
            while piece := self._some(_PIECE, may_end=True):
                yield piece
        elif told.isascii() and told.isdigit() and len(told) < len(str(1 << 60)):
            yield from self._exactly(int(told))
        else:
            raise NotReached(Trouble.PORTAL)
        self._is_read = True

    def _chunks(self) -> Iterator[bytes]:
        while True:
            told = self._upto(b"\r\n", _LARGEST_LINE).partition(b";")[0].strip()
            if not told or not _HEX.issuperset(told):
                raise NotReached(Trouble.PORTAL)
            size = int(told, 16)
            if size == 0:
                break
            yield from self._exactly(size)
            if self._upto(b"\r\n", _LARGEST_LINE):
                raise NotReached(Trouble.PORTAL)
        while self._upto(b"\r\n", _LARGEST_LINE):
            pass

    def _exactly(self, size: int) -> Iterator[bytes]:
        while size:
            piece = self._some(min(size, _PIECE))
            size -= len(piece)
            yield piece

    def _upto(self, end: bytes, most: int) -> bytes:
        """Return what comes before `end`, which is taken away, too."""
        while end not in self._ahead:
            if len(self._ahead) > most:
                raise NotReached(Trouble.PORTAL)
            self._ahead += self._received(_LARGEST_HEAD)
        found, _, self._ahead = self._ahead.partition(end)
        return found

    def _some(self, most: int, *, may_end: bool = False) -> bytes:
        if not self._ahead:
            return self._received(most, may_end=may_end)
        piece, self._ahead = self._ahead[:most], self._ahead[most:]
        return piece

    def _received(self, most: int, *, may_end: bool = False) -> bytes:
        if time.monotonic() > self._until:
            raise NotReached(Trouble.NO_ANSWER)
        piece = self._sock.recv(most)
        if not piece and not may_end:
            raise NotReached(Trouble.CUT)
        return piece
