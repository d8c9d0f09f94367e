"""Programs in terminals of their own, with the seconds until they show something (Linux, macOS)."""

from __future__ import annotations

import os
import pty
import selectors
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

TOP = Path(__file__).parents[2]
_MODE_QUESTION, _MODE_ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
PAINT_ENDS = b"\x1b[?2026l"
_WAIT_SECONDS = 60.0


class Terminal:
    """A Python program in a terminal of 80 by 24 that answers as modern ones do: yes, updates can be held together."""

    def __init__(self, *arguments: str, environ: Mapping[str, str] | None = None) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        os.set_blocking(self._ours, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._ours, selectors.EVENT_READ)
        self._seen = b""
        self._asked = False
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=TOP,
            # Installed programs have their bytecode, so that of a working copy may be written, too.
            env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
            | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            | dict(environ or {}),
            start_new_session=True,
        )
        os.close(theirs)

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    def press(self, key: bytes) -> float:
        """Press a key, forgetting what was shown before; return when."""
        self.read_for(0)
        self._seen = b""
        at = time.perf_counter()
        os.write(self._ours, key)
        return at

    def wait_for(self, *shown: bytes) -> float:
        """Return when all of `shown` has come, one after the other."""
        limit = time.perf_counter() + _WAIT_SECONDS
        while not _in_order(self._seen, shown):
            if not self.read_for(limit - time.perf_counter()):
                raise TimeoutError(f"never showed {shown!r}: ...{self._seen[-500:]!r}")
        return time.perf_counter()

    def read_for(self, seconds: float) -> bool:
        """Take what comes within the time, False if nothing does."""
        if not self._selector.select(max(0.0, seconds)):
            return False
        try:
            self._seen += os.read(self._ours, 1 << 16)
        except OSError:
            return False
        if not self._asked and _MODE_QUESTION in self._seen:
            self._asked = True
            os.write(self._ours, _MODE_ANSWER)
        return True

    def rest(self, seconds: float) -> None:
        """Let the program settle, reading what it shows."""
        limit = time.perf_counter() + seconds
        while (left := limit - time.perf_counter()) > 0:
            self.read_for(left)

    def close(self) -> None:
        """End the program."""
        self._process.kill()
        self._process.wait()
        self._selector.close()
        os.close(self._ours)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _in_order(seen: bytes, shown: tuple[bytes, ...]) -> bool:
    at = 0
    for part in shown:
        at = seen.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
