"""Processes of this program's own that see nothing of a person's Python settings, ended with whoever started them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

LOOP: Final = "sync-loop"
_STDIN: Final = 0
_LONGEST_LINE: Final = 64


def start_isolated(program: str, home: Path, device: str) -> subprocess.Popen[bytes]:
    """Start one of the inner programs for a kiosk; when this process ends, whatever way, that one ends too.

    `-I` keeps the current folder and every PYTHON variable out of it, so it is told by its path where the package is.
    """
    start = Path(__file__).parents[1] / "__main__.py"
    return subprocess.Popen(  # noqa: S603 - the program is this very one
        [sys.executable, "-I", str(start), program, str(home.absolute()), device],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # The terminal belongs to the screens; a crash goes to crashes.log.
        stderr=subprocess.DEVNULL,
    )


def watch_gate(said: Callable[[bytes], None] = lambda _line: None) -> None:
    """Hand over each line from whoever started this process; end the process at once when they are gone."""
    threading.Thread(target=_watch, args=(said,), name="gate", daemon=True).start()


def _watch(said: Callable[[bytes], None]) -> None:
    rest = b""
    # Not by sys.stdin: a thread that waits in it would stop this process from ending.
    while data := os.read(_STDIN, _LONGEST_LINE):
        *lines, rest = (rest + data).split(b"\n")
        rest = rest[-_LONGEST_LINE:]
        for line in lines:
            said(line)
    os._exit(0)
