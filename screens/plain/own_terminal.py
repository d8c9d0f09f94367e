"""The terminal of this program, for as long as the dialogue has it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from screens.plain.terminal import Terminal


@contextmanager
def open_terminal() -> Iterator[Terminal]:
    """Give this program's terminal, left blank and as it was."""
    if sys.platform == "win32":
        from screens.plain.windows_terminal import WindowsTerminal as OwnTerminal
    else:
        from screens.plain.posix_terminal import PosixTerminal as OwnTerminal

    terminal = OwnTerminal()
    try:
        yield terminal
    finally:
        terminal.close()
