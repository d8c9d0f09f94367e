"""A visit process's end of the pipes: waits to be let in, ends when the supervisor is gone, tells how far it is."""

from __future__ import annotations

import contextlib
import os
import select
import threading
from collections.abc import Callable
from typing import Final

from kiosk.visiting import lines
from kiosk.visiting.lines import Lines, line, parted
from kiosk.visiting.spawn import GATE, STATUS, TERMINAL
from screens.blank import leave_blank

_PIECE: Final = 4096


class Gate:
    """Hears the supervisor, tells it what it needs to know: single words, but for what the next process is to know."""

    def __init__(self) -> None:
        self._lines = Lines()
        self._waiting: list[bytes] = []
        self._let_in: Callable[[bytes], None] | None = None
        self._hear: Callable[[bytes], None] = lambda _line: None

    def say(self, word: bytes, more: bytes = b"") -> None:
        """Tell the supervisor; one that is gone ends this process by the gate."""
        with contextlib.suppress(OSError):
            os.write(STATUS, line(word, more))

    def wait(self) -> bytes:
        """Wait to be let in, returning what the last visit process left; end where nobody ever will."""
        while data := _read():
            whole = self._lines.take(data)
            for place, one in enumerate(whole):
                word, kept = parted(one)
                if word == lines.GO:
                    self._waiting = whole[place + 1 :]
                    return kept
        os._exit(0)

    def is_let_in(self) -> bool:
        """Return whether to wait would take no time."""
        return bool(select.select([GATE], [], [], 0)[0])

    def watch(self, hear: Callable[[bytes], None], let_in: Callable[[bytes], None] | None = None) -> None:
        """Hand each further line over; leave the terminal blank and end as soon as the supervisor is gone.

        With `let_in` the first of them is waited for here, and what the last visit process left is handed to it.
        """
        self._hear = hear
        self._let_in = let_in
        threading.Thread(target=self._watch, name="gate", daemon=True).start()

    def leave(self, code: int, kept: bytes = b"") -> None:
        """End this process now; only a proper end hands anything on."""
        if code == 0:
            self.say(lines.OVER, kept)
        os._exit(code)

    def _watch(self) -> None:
        if self._let_in is not None:
            self._let_in(self.wait())
        self._take(self._waiting)
        while data := _read():
            self._take(self._lines.take(data))
        with contextlib.suppress(OSError):
            # A terminal that takes nothing more must not keep this process there.
            os.set_blocking(TERMINAL, False)
        leave_blank(TERMINAL)
        os._exit(0)

    def _take(self, whole: list[bytes]) -> None:
        for one in whole:
            self._hear(one + b"\n")


def _read() -> bytes:
    try:
        return os.read(GATE, _PIECE)
    except OSError:
        return b""
