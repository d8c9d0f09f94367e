"""The string that leaves a terminal blank."""

from __future__ import annotations

import contextlib
import os

BLANK = (
    "\x18\x1b\\"  # CAN, ST: end a sequence that was cut off half-way
    "\x1b[?2026l"  # show what a synchronised update held back
    "\x1b[<u"  # kitty keyboard protocol off
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # mouse off
    "\x1b[?2004l\x1b[?1004l\x1b[?2048l"  # bracketed paste, focus reports, resize reports off
    "\x1b[0m\x1b[2J\x1b[3J\x1b[H"  # the alternate screen
    "\x1b[?1049l\x1b[0m\x1b[2J\x1b[3J\x1b[H"  # the ordinary screen with its scrollback
    "\x1b]2;\x1b\\"  # window title
    "\x1b[?7h\x1b[?25h"  # line wrap, cursor
)


def leave_blank(descriptor: int, attributes: object = None) -> None:
    """Write BLANK to a terminal, then put its modes back; a terminal that is gone already is no error."""
    with contextlib.suppress(OSError):
        os.write(descriptor, BLANK.encode("ascii"))
    if isinstance(attributes, list):
        import termios  # where a driver kept attributes there is a termios

        with contextlib.suppress(OSError, termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, attributes)
            termios.tcflush(descriptor, termios.TCIFLUSH)
