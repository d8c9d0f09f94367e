"""The kiosk's end of the process that exchanges for it: started, listened to, started again."""

from __future__ import annotations

import contextlib
import random
import subprocess
import threading
from pathlib import Path
from typing import Final

from kiosk.syncing.isolated import LOOP, start_isolated
from kiosk.syncing.lines import LONGEST, NOW, from_line
from store.clock import Clock
from store.errors import KioskError
from store.feeds.by_network.http_trouble import Trouble
from store.feeds.feeds import Feeds
from store.feeds.retry import Backoff
from store.notebook.of_kiosk.reach import Outcome
from store.scheme.school import School

BEING_SENT: Final = "What was written here is being sent now."
_ENDING_SECONDS: Final = 5.0


class SyncProcess:
    """A loop that runs in a process of its own, which has the network and the device's key, and nothing in plain."""

    def __init__(self, home: Path, device: str, feeds: Feeds, school: School, clock: Clock) -> None:
        self._home = home
        self._device = device
        self._feeds = feeds
        self._school = school
        # Jitter keeps computers of one room apart; it protects nothing.
        self._backoff = Backoff(random.Random(), clock)  # noqa: S311 - protects nothing
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self._turn = threading.Lock()
        self._newest: Outcome | None = None

    @property
    def newest(self) -> Outcome | None:
        """What the newest exchange came to, as the process told it."""
        return self._newest

    @property
    def process_id(self) -> int | None:
        """The number of the process that runs now."""
        return None if self._process is None else self._process.pid

    def tend(self) -> None:
        """See to it that the process runs; show what it has brought."""
        with self._turn:
            if self._process is not None and self._process.poll() is not None:
                self._close()
                self._backoff.next_after_failure()
                if self._newest is None:
                    self._newest = Outcome(trouble=Trouble.HERE)
            if self._process is None and self._backoff.is_due():
                self._start()
        with self._feeds.database.read() as connection:
            self._school.refresh(connection)

    def wake(self) -> None:
        """Tell the process to exchange now; one that does not run exchanges as soon as it does."""
        with self._turn:
            if self._process is None or self._process.stdin is None:
                self._backoff.reset()
                return
            with contextlib.suppress(OSError):
                self._process.stdin.write(NOW + b"\n")
                self._process.stdin.flush()

    def send_now(self) -> str:
        """Tell the process to exchange now, returning that it is about to."""
        self.wake()
        self.tend()
        return BEING_SENT

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._close()

    def _start(self) -> None:
        try:
            self._process = start_isolated(LOOP, self._home, self._device)
        except OSError:
            self._backoff.next_after_failure()
            self._newest = Outcome(trouble=Trouble.HERE)
            raise KioskError(
                "This computer can't send anything by itself just now. Everything is saved here. "
                "Please tell an adult or IT to start it again."
            ) from None
        self._listener = threading.Thread(target=self._listen, args=(self._process,), name="sync", daemon=True)
        self._listener.start()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        while process.stdout is not None and (line := process.stdout.readline(LONGEST)):
            told = from_line(line)
            if told is not None:
                self._newest = told
                self._backoff.reset()

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            # A pipe that breaks while it is closed is closed all the same.
            with contextlib.suppress(OSError):
                process.stdin.close()
        try:
            process.wait(_ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._listener is not None:
            self._listener.join(_ENDING_SECONDS)
        if process.stdout is not None:
            process.stdout.close()
