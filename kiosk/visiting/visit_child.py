"""The supervisor's end of one visit process: told to go, listened to, ended."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from typing import Final

from kiosk.visiting import lines
from kiosk.visiting.lines import Lines, line, parted
from kiosk.visiting.spawn import Spawned

_PIECE: Final = 4096


class VisitChild:
    """A process that shows the welcome when it is told to, with one person's visit after it."""

    def __init__(self, begun: Spawned) -> None:
        self.pid: Final = begun.pid
        self.status: Final = begun.status
        self._gate = begun.gate
        os.set_blocking(self.status, False)
        self._lines = Lines()
        self.began: Final = time.monotonic()
        self.is_warm = False
        self.is_painted = False
        self.kept: bytes | None = None
        """What the next visit process is to know, None unless this one came to its proper end."""
        self._is_gone = False

    def go(self, kept: bytes) -> None:
        """Let it show the welcome; `kept` is what the one before it left."""
        self.tell(line(lines.GO, kept))

    def tell(self, whole: bytes) -> None:
        """Write a line to it; one that has gone hears nothing."""
        with contextlib.suppress(OSError):
            os.write(self._gate, whole)

    def hear(self) -> Iterator[bytes]:
        """Give the words it has said since, having noted what they say of itself."""
        while data := self._read():
            for whole in self._lines.take(data):
                word, more = parted(whole)
                if word == lines.WARM:
                    self.is_warm = True
                elif word == lines.PAINTED:
                    self.is_painted = True
                elif word == lines.OVER:
                    # A line that could be too long for the next one counts as none.
                    self.kept = more if len(more) <= lines.LONGEST // 2 else None
                yield word

    def _read(self) -> bytes:
        """Return what is there; one that has closed its end has no more to do, so it is ended."""
        try:
            data = os.read(self.status, _PIECE)
        except BlockingIOError:
            return b""
        if not data:
            self.kill()
        return data

    def is_over(self) -> bool:
        """Return whether it has ended; one that was stopped is ended here, for it would hold the screen for ever."""
        if self._is_gone:
            return True
        found = os.waitid(os.P_PID, self.pid, os.WEXITED | os.WSTOPPED | os.WNOHANG)
        if found is None:
            return False
        if found.si_code == os.CLD_STOPPED:
            self.kill()
            return False
        self._is_gone = True
        if found.si_code != os.CLD_EXITED or found.si_status != 0:
            self.kept = None
        return True

    def signal(self, number: int) -> None:
        """Hand a signal on."""
        if not self._is_gone:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it in whatever state it is."""
        self.signal(signal.SIGKILL)

    def close(self) -> None:
        """See to it that it is gone, let go of its pipes."""
        self.kill()
        if not self._is_gone:
            os.waitid(os.P_PID, self.pid, os.WEXITED)
            self._is_gone = True
        os.close(self._gate)
        os.close(self.status)
