"""The loop of a kiosk's exchanges, a process that holds nothing but the time until the next one."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from kiosk.home import Home
from kiosk.process_lock import ProcessLock
from kiosk.quick_config import quick_folders, quick_kiosk
from kiosk.syncing.folder_watch import FolderCarrier
from kiosk.syncing.isolated import start_isolated, watch_gate
from kiosk.syncing.lines import LONGEST, NOW, from_line, to_line
from store.clock import Clock, SystemClock
from store.errors import KioskError
from store.feeds.by_network.http_trouble import Trouble
from store.feeds.retry import Backoff
from store.notebook.of_kiosk.reach import Outcome

if TYPE_CHECKING:
    from types import SimpleNamespace

ONCE: Final = "sync-once"
# What hangs on a share that does not answer is ended; what it has done by then stays.
MOST_SECONDS: Final = 15 * 60.0
_LOCK_SECONDS: Final = 1.0


class SyncLoop:
    """Exchanges for ever, waiting between two exchanges as long as the last one's outcome asks for."""

    def __init__(
        self,
        exchange: Callable[[], Outcome],
        tell: Callable[[Outcome], object],
        *,
        clock: Clock,
        chance: random.Random,
    ) -> None:
        self._exchange = exchange
        self._tell = tell
        self._backoff = Backoff(chance, clock)
        self._asked = threading.Event()

    def hear(self, line: bytes) -> None:
        """Take a line from the kiosk: exchange now, be the wait as long as it may."""
        if line == NOW:
            self._asked.set()

    def wait(self) -> None:
        """Wait until the next exchange is due or asked for."""
        if self._asked.wait(self._backoff.seconds_left()):
            self._backoff.reset()

    def step(self) -> Outcome:
        """Exchange once, tell what came of it, find out how long to wait."""
        # What is asked for from here on is for the exchange after this one: it may miss what came meanwhile.
        self._asked.clear()
        outcome = self._exchange()
        self._tell(outcome)
        if outcome.receipts:
            self._backoff.next_after_success()
        else:
            self._backoff.next_after_failure()
        return outcome


def run(given: SimpleNamespace) -> int:
    """Be the loop of one kiosk until that kiosk is gone."""
    home = Home.found_at(given.home)
    device = quick_kiosk(home, given.kiosk) or home.kiosk(given.kiosk)

    def tell(outcome: Outcome) -> None:
        sys.stdout.buffer.write(to_line(outcome))
        sys.stdout.buffer.flush()

    # Jitter keeps computers of one room apart; it protects nothing.
    chance = random.Random()  # noqa: S311 - protects nothing
    loop = SyncLoop(lambda: once(home, given.kiosk), tell, clock=SystemClock(), chance=chance)
    watch_gate(loop.hear)
    # A stick is plugged in by somebody who waits beside it.
    FolderCarrier(quick_folders(home), partial(loop.hear, NOW), every=None).start()
    # Held as long as this process lives: two loops of one kiosk would only be in each other's way.
    lock = ProcessLock(device.folder / "sync.lock", f"The loop of {device.name}")
    _take(lock)
    while lock.is_held:
        loop.wait()
        loop.step()
    return 0


def once(home: Home, name: str, seconds: float = MOST_SECONDS) -> Outcome:
    """Exchange in a process of its own, returning what it told; one that told nothing is trouble on this computer."""
    with start_isolated(ONCE, home.folder, name) as process:
        limit = threading.Timer(seconds, process.kill)
        limit.start()
        try:
            told = from_line(process.stdout.readline(LONGEST) if process.stdout else b"")
            process.wait()
        finally:
            limit.cancel()
    return told or Outcome(trouble=Trouble.HERE)


def _take(lock: ProcessLock) -> None:
    """Wait until the loop of a kiosk that was killed just now is gone, too."""
    while True:
        try:
            lock.take()
        except KioskError:
            threading.Event().wait(_LOCK_SECONDS)
        else:
            return
