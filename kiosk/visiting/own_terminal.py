"""The terminal as the supervisor owns it: raw all the time, blank between two visits."""

from __future__ import annotations

import contextlib
import os
import select
import termios
from typing import Any, Final

from kiosk.visiting.spawn import INPUT, OUTPUT
from screens.blank import leave_blank

SPLASH: Final = "One moment."
_LFLAG: Final = termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG
_IFLAG: Final = termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR


class OwnTerminal:
    """Keeps the terminal from interpreting keys, be a visit process there or not."""

    def __init__(self) -> None:
        self._before: list[Any] = termios.tcgetattr(INPUT)
        self._raw: list[Any] = termios.tcgetattr(INPUT)
        self._raw[3] &= ~_LFLAG
        self._raw[0] &= ~_IFLAG
        self._raw[6][termios.VMIN] = 1

    def take(self) -> None:
        """Set the modes that stay as long as the supervisor runs."""
        with contextlib.suppress(OSError, termios.error):
            termios.tcsetattr(INPUT, termios.TCSANOW, self._raw)

    def blank(self) -> None:
        """Leave nothing of a visit: not on the screen, not in its scrollback, not among the keys typed ahead."""
        with contextlib.suppress(OSError, termios.error):
            # Output that somebody stopped would keep everything on the screen.
            termios.tcflow(OUTPUT, termios.TCOON)
        leave_blank(OUTPUT, self._raw)

    def splash(self) -> None:
        """Say that the welcome is on its way."""
        try:
            columns, lines = os.get_terminal_size(OUTPUT)
        except OSError:
            return
        place = f"\x1b[?25l\x1b[{max(1, lines // 2)};{max(1, (columns - len(SPLASH)) // 2 + 1)}H"
        with contextlib.suppress(OSError):
            os.write(OUTPUT, (place + SPLASH).encode("ascii"))

    def give_back(self) -> None:
        """Blank the terminal, put its modes back as they were found."""
        leave_blank(OUTPUT, self._before)

    def watch(self, poll: select.poll) -> None:
        """Have a poll tell when the terminal is gone."""
        poll.register(OUTPUT, 0)
