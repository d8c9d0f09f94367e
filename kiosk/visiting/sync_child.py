"""The supervisor's end of the process that exchanges: started, listened to, started again."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
from pathlib import Path
from typing import Final

from kiosk.syncing.isolated import LOOP, start_isolated
from kiosk.syncing.lines import NOW, to_line
from kiosk.visiting.lines import Lines
from store.clock import SystemClock
from store.feeds.by_network.http_trouble import Trouble
from store.feeds.retry import Backoff
from store.notebook.of_kiosk.reach import Outcome

NOTHING_TOLD: Final = to_line(Outcome(trouble=Trouble.HERE))
_PIECE: Final = 4096


class SyncChild:
    """The loop of exchanges, which the supervisor keeps running without reading more than its lines."""

    def __init__(self, home: Path, device: str) -> None:
        self._home = home
        self._device = device
        # Jitter keeps computers of one room apart; it protects nothing.
        self._backoff = Backoff(random.Random(), SystemClock())  # noqa: S311 - protects nothing
        self._process: subprocess.Popen[bytes] | None = None
        self._lines = Lines()
        self.newest = b""
        """The newest line it has told, which each visit process is told at its start."""

    @property
    def outcomes(self) -> int | None:
        """The file that its lines come from, None while it does not run."""
        return None if self._process is None or self._process.stdout is None else self._process.stdout.fileno()

    def seconds_left(self) -> float | None:
        """Return how long until it is to be started, None while it runs."""
        return self._backoff.seconds_left() if self._process is None else None

    def tend(self) -> None:
        """See to it that it runs."""
        if self._process is not None and self._process.poll() is not None:
            self._gone()
        if self._process is None and self._backoff.is_due():
            try:
                self._process = start_isolated(LOOP, self._home, self._device)
            except OSError:
                self._gone()

    def hear(self) -> None:
        """Take the lines that have come; one that will tell nothing more is started again."""
        if self.outcomes is None:
            return
        data = os.read(self.outcomes, _PIECE)
        for one in self._lines.take(data):
            self.newest = one + b"\n"
            self._backoff.reset()
        if not data:
            self._gone()

    def wake(self) -> None:
        """Have it exchange now."""
        if self._process is None or self._process.stdin is None:
            self._backoff.reset()
            return
        with contextlib.suppress(OSError):
            self._process.stdin.write(NOW + b"\n")
            self._process.stdin.flush()

    def _gone(self) -> None:
        self.close()
        self.newest = self.newest or NOTHING_TOLD
        self._backoff.next_after_failure()

    def close(self) -> None:
        """End it: the end of its gate lets it end by itself, and whatever it has begun with it."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            process.wait(1.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
