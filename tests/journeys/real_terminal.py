"""A program in a real terminal of 80 by 24, its whole stream kept."""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pyte

# pyte does not know kitty's nor the private sequences that begin with <, = or >.
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p|\x18\x1b\\|\x1b\[\?2026[hl]")
_PATIENCE = 30.0
_REST = 0.3


class RealTerminal:
    """Types as a person does: after what should be there is there."""

    def __init__(
        self,
        *arguments: str,
        environ: Mapping[str, str] | None = None,
        output: IO[bytes] | None = None,
        controls: bool = False,
    ) -> None:
        import fcntl
        import pty
        import termios

        self._ours, self._theirs = pty.openpty()
        termios.tcsetwinsize(self._theirs, (24, 80))
        self.stream = b""
        self._screen = pyte.Screen(80, 24)
        self._pyte = pyte.ByteStream(self._screen)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *arguments],
            stdin=self._theirs,
            stdout=self._theirs if output is None else output,
            stderr=self._theirs,
            cwd=Path(__file__).parents[2],
            env={**os.environ, **(environ or {}), "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"},
            start_new_session=True,
            # Then the keys for signals reach the program, and a hang-up does.
            preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if controls else None,
        )

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def send(self, data: bytes) -> None:
        """Type bytes, reading meanwhile: who types without end must not wait for somebody who draws without end."""
        os.set_blocking(self._ours, False)
        end = time.monotonic() + _PATIENCE
        while data:
            try:
                data = data[os.write(self._ours, data) :]
            except BlockingIOError:
                assert time.monotonic() < end, "takes no more keys"
                self._read(0.02)

    def resize(self, lines: int, columns: int) -> None:
        """Give the window another size."""
        import termios

        termios.tcsetwinsize(self._theirs, (lines, columns))
        self._screen.resize(lines, columns)

    def echoes(self) -> bool:
        """Whether the terminal shows what is typed, as a shell wants it."""
        import termios

        return bool(termios.tcgetattr(self._theirs)[3] & termios.ECHO)

    @property
    def front(self) -> int:
        """The group of processes that the terminal's keys go to."""
        return os.tcgetpgrp(self._ours)

    def rests_for(self, seconds: float) -> None:
        """Read what comes within this time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def picture(self) -> str:
        """The screen on one line."""
        return " ".join(" ".join(self._screen.display).split())

    def sees(self, sentence: str) -> None:
        """Read until the sentence stands on the screen."""
        end = time.monotonic() + _PATIENCE
        while sentence not in self.picture():
            assert self._read(end - time.monotonic()), f"never showed {sentence!r}, but {self.picture()!r}"

    def rests(self) -> None:
        """Read until nothing more is drawn, as a person looks up after a key that only moves the focus."""
        while self._read(_REST):
            pass

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, read what is left."""
        self.process.send_signal(number)
        return self.read_to_end()

    def read_to_end(self) -> int:
        while self.process.poll() is None:
            self._read(0.05)
        while self._read(0.05):
            pass
        return self.process.returncode

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)
        os.close(self._theirs)

    def _read(self, seconds: float) -> bool:
        with selectors.DefaultSelector() as selector:
            selector.register(self._ours, selectors.EVENT_READ)
            if not selector.select(max(0.0, seconds)):
                return False
        data = os.read(self._ours, 65536)
        self.stream += data
        self._pyte.feed(_UNKNOWN.sub(b"", data))
        return True


@contextmanager
def real_terminal(
    *arguments: str, environ: Mapping[str, str] | None = None, output: IO[bytes] | None = None
) -> Iterator[RealTerminal]:
    """Give a program in a terminal, killed at the end if it still runs; `output` is its standard output instead."""
    opened = RealTerminal(*arguments, environ=environ, output=output)
    try:
        yield opened
    finally:
        opened.close()
