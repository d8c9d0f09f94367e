"""A terminal of Linux, macOS or another POSIX system."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import sys
from typing import Final

from screens.blank import BLANK, leave_blank
from screens.plain.terminal import TerminalGone

_PIECE: Final = 4096
_LOCAL, _INPUT, _CHARACTERS = 3, 0, 6
"""Places in what termios.tcgetattr returns."""

if sys.platform != "win32":
    import termios

    class PosixTerminal:
        """Reads standard input, writes to standard error, as the full screen does."""

        def __init__(self) -> None:
            self._in, self._out = sys.__stdin__.fileno(), sys.__stderr__.fileno()  # type: ignore[union-attr]
            self.before = termios.tcgetattr(self._in)
            mode = termios.tcgetattr(self._in)
            mode[_LOCAL] &= ~(termios.ICANON | termios.ECHO | termios.ISIG | termios.IEXTEN)
            mode[_INPUT] &= ~(termios.IXON | termios.ICRNL | termios.INLCR | termios.IGNCR)
            mode[_CHARACTERS][termios.VMIN], mode[_CHARACTERS][termios.VTIME] = 1, 0
            termios.tcsetattr(self._in, termios.TCSAFLUSH, mode)
            self._mode = mode
            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

        @property
        def columns(self) -> int:
            """How many letters stand on a line."""
            try:
                return os.get_terminal_size(self._out).columns or 80
            except OSError:
                return 80

        def read(self, seconds: float) -> str:
            """Return what was typed, "" where nothing came in this time; raise TerminalGone at its end."""
            if not select.select([self._in], [], [], seconds)[0]:
                return ""
            try:
                data = os.read(self._in, _PIECE)
            except OSError:
                data = b""
            if not data:
                raise TerminalGone
            return self._decoder.decode(data)

        def write(self, text: str) -> None:
            """Write all of the text."""
            data = text.encode("utf-8", "replace")
            try:
                while data:
                    data = data[os.write(self._out, data) :]
            except OSError:
                raise TerminalGone from None

        def clear(self) -> None:
            """Leave nothing on the screen, in its memory or in what was typed ahead."""
            self.write(BLANK)
            termios.tcflush(self._in, termios.TCIFLUSH)
            self._decoder.reset()

        def resume(self) -> None:
            """Show nothing of what is typed, again: a shell may have changed that while this program was stopped."""
            with contextlib.suppress(OSError, termios.error):
                termios.tcsetattr(self._in, termios.TCSANOW, self._mode)

        def close(self) -> None:
            """Leave the terminal blank, in the modes that it had."""
            leave_blank(self._out, self.before)
