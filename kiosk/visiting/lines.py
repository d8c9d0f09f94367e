"""The lines that the supervisor exchanges with a visit process."""

from __future__ import annotations

from typing import Final

GO: Final = b"go"
WARM: Final = b"warm"
PAINTED: Final = b"painted"
READY: Final = b"ready"
SEATED: Final = b"seated"
SEND: Final = b"send"
OVER: Final = b"over"

LONGEST: Final = 1 << 15
"""The bytes of the longest line: well below what a pipe holds, so that nobody waits for a reader."""


class Lines:
    """Puts lines together from the pieces that a pipe brings; one that is too long is dropped whole."""

    def __init__(self) -> None:
        self._rest = b""
        self._drops = False

    def take(self, data: bytes) -> list[bytes]:
        """Return the lines that are whole now, without their ends."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        if whole and self._drops:
            whole, self._drops = whole[1:], False
        if len(self._rest) > LONGEST:
            self._rest, self._drops = b"", True
        return whole


def line(word: bytes, more: bytes = b"") -> bytes:
    """Return a line of a word, with more after it or not."""
    return word + (b" " + more if more else b"") + b"\n"


def parted(whole: bytes) -> tuple[bytes, bytes]:
    """Return a line's word with what comes after it."""
    word, _, more = whole.partition(b" ")
    return word, more
