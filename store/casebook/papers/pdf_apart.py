"""Making a locked PDF in a process of its own, which can be stopped.

What makes it lets no other thread of its process run for as long as that takes, and needs much memory: neither is the
desk's, and a failure in it ends no desk.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from store.casebook.papers import pdf_file
from store.casebook.papers.paper import Paper
from store.errors import KioskError, Stopped

DIED: Final = (
    "The PDF was not made: what makes it ended before it was ready. No file is there. Try again; if it ends again, "
    "make a CSV, and please tell IT."
)
STOPPED: Final = "Stopped. No file was made."
_PROGRAM: Final = Path(pdf_file.__file__).with_name("pdf_child.py")


class Stop:
    """Whether somebody has called a making off; any thread may ask."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_asked = False

    def ask(self) -> None:
        """Call it off, ending the process that is at it."""
        with self._turn:
            self._is_asked = True
            if self._process is not None:
                self._process.kill()

    def check(self) -> None:
        """Raise Stopped where it was called off."""
        if self._is_asked:
            raise Stopped(STOPPED)

    def begin(self) -> subprocess.Popen[bytes]:
        """Start the process that makes a PDF, or raise Stopped."""
        with self._turn:
            self.check()
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                # A person's own packages may be where typst is.
                [sys.executable, "-I" if sys.flags.isolated else "-P", str(_PROGRAM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            return self._process

    def end(self) -> None:
        """Have the process gone, whatever it did."""
        with self._turn:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                # What was not taken any more can't be sent.
                with suppress(OSError):
                    pipe.close() if pipe is not None else None


def locked_pdf(papers: Sequence[Paper], words: str, stop: Stop) -> bytes:
    """Return as a PDF that only these words open the first of the papers that is one page, or else the last.

    Raises KioskError with a sentence; nothing is left of it then.
    """
    try:
        process = stop.begin()
        assert process.stdin is not None  # noqa: S101 - it was made with both
        assert process.stdout is not None  # noqa: S101
        pickle.dump((words, tuple(papers)), process.stdin, pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()
        sentence, data = pickle.load(process.stdout)  # noqa: S301 - from our own child
    except (OSError, EOFError, pickle.UnpicklingError):
        stop.check()
        raise KioskError(DIED) from None
    finally:
        stop.end()
    stop.check()
    if sentence:
        raise KioskError(sentence)
    return bytes(data)
