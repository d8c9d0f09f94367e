"""A console window of Windows."""

from __future__ import annotations

import os
import sys
import time

from screens.blank import BLANK
from screens.plain.terminal import TerminalGone

_POLL_SECONDS = 0.02

if sys.platform == "win32":
    import ctypes
    import msvcrt

    _OUTPUT_HANDLE, _PROCESSED, _SEQUENCES = -11, 0x0001, 0x0004
    _FUNCTION_KEYS = {";": "\x1bOP", "C": "\x1b[20~", "D": "\x1b[21~"}

    class WindowsTerminal:
        """Reads keys one by one, unseen, writes to standard output, as the full screen does."""

        def __init__(self) -> None:
            self._kernel = ctypes.windll.kernel32
            self._handle = self._kernel.GetStdHandle(_OUTPUT_HANDLE)
            self._before = ctypes.c_ulong()
            self._kernel.GetConsoleMode(self._handle, ctypes.byref(self._before))
            self._kernel.SetConsoleMode(self._handle, self._before.value | _PROCESSED | _SEQUENCES)
            self._half = ""

        @property
        def columns(self) -> int:
            """How many letters stand on a line."""
            try:
                return os.get_terminal_size().columns or 80
            except OSError:
                return 80

        def read(self, seconds: float) -> str:
            """Return what was typed, "" where nothing came in this time."""
            end = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() >= end:
                    return ""
                time.sleep(_POLL_SECONDS)
            letters = ""
            while msvcrt.kbhit():
                letters += self._one()
            return letters

        def _one(self) -> str:
            letter = msvcrt.getwch()
            # Both begin a key that is no letter; the second one is also a letter of its own.
            if letter == "\x00" or (letter == "\xe0" and msvcrt.kbhit()):
                return _FUNCTION_KEYS.get(msvcrt.getwch(), "")
            if "\ud800" <= letter <= "\udbff":
                self._half = letter
                return ""
            half, self._half = self._half, ""
            return (half + letter).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

        def write(self, text: str) -> None:
            """Write all of the text."""
            output = sys.__stdout__
            if output is None:
                raise TerminalGone
            try:
                output.write(text)
                output.flush()
            except OSError:
                raise TerminalGone from None

        def clear(self) -> None:
            """Leave nothing on the screen, in its memory or in what was typed ahead."""
            self.write(BLANK)
            while msvcrt.kbhit():
                msvcrt.getwch()
            self._half = ""

        def resume(self) -> None:
            """Do nothing: Windows stops no program, and shows no key that is read one by one."""

        def close(self) -> None:
            """Leave the window blank, in the modes that it had."""
            try:
                self.clear()
            except TerminalGone:
                return
            self._kernel.SetConsoleMode(self._handle, self._before.value)
