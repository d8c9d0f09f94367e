"""The supervisor: owns the terminal, has one visit process after the other draw on it, keeps the exchanges going.

It holds nothing that a person typed, and imports neither what draws nor what opens: the splash is there at once.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.visiting import lines
from kiosk.visiting.own_terminal import OwnTerminal
from kiosk.visiting.spawn import OUTPUT, Spawned, spawn, taken
from kiosk.visiting.visit_child import VisitChild
from screens.signals import guard_signals
from store.errors import KioskError

if TYPE_CHECKING:
    from kiosk.visiting.sync_child import SyncChild

MOST_FAILURES: Final = 3
SHORTEST_SECONDS: Final = 1.0
# So long does an exchange that is asked for wait for the end of the visit, and after that for the next welcome.
SOON_SECONDS: Final = 0.5
AT_MOST_SECONDS: Final = 5.0
_SIGNALLED: Final = 128
_PIECE: Final = 512


class Supervisor:
    """Runs one kiosk until a signal or the end of the terminal ends it."""

    def __init__(self, home: Path, device: str, terminal: OwnTerminal, begun: Spawned | None = None) -> None:
        self._home = home
        self._device = device
        self._terminal = terminal
        self._visit: VisitChild | None = None
        self._spare = None if begun is None else VisitChild(begun)
        self._sync: SyncChild | None = None
        self._kept = b""
        self._told = b""
        self._failures = 0
        self._is_kept_in = False
        self._wakes_at: float | None = None
        self._ending = 0
        self._woken = -1

    def run(self) -> int:
        """Be the kiosk; return 128 with the number of the signal that ended it."""
        try:
            self._begin()
            self._listen_to_signals()
            while not self._ending:
                self._wait()
                self._step()
        finally:
            self.close()
        return _SIGNALLED + self._ending

    def close(self) -> None:
        """End every process, leave the terminal blank."""
        for child in (self._visit, self._spare):
            if child is not None:
                child.close()
        self._terminal.give_back()
        if self._sync is not None:
            self._sync.close()

    # -- waiting ---------------------------------------------------------------------------------------------------

    def _listen_to_signals(self) -> None:
        self._woken, waking = os.pipe()
        for end in (self._woken, waking):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(waking, warn_on_full_buffer=False)
        guard_signals(self._end, self._resumed)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.signal(signal.SIGWINCH, lambda _number, _frame: self._hand_on(signal.SIGWINCH))
        # A child may have ended before anybody listened.
        signal.raise_signal(signal.SIGCHLD)

    def _end(self, number: int) -> None:
        self._ending = number

    def _resumed(self) -> None:
        """Take the terminal back from whoever had it while this process was stopped."""
        self._terminal.take()
        self._hand_on(signal.SIGCONT)

    def _hand_on(self, number: int) -> None:
        if self._visit is not None:
            self._visit.signal(number)

    def _wait(self) -> None:
        poll = select.poll()
        poll.register(self._woken, select.POLLIN)
        self._terminal.watch(poll)
        for child in (self._visit, self._spare):
            if child is not None:
                poll.register(child.status, select.POLLIN)
        seconds = None
        if self._sync is not None:
            seconds = self._sync.seconds_left()
            if self._sync.outcomes is not None:
                poll.register(self._sync.outcomes, select.POLLIN)
        if self._sync is not None and self._wakes_at is not None:
            left = max(0.0, self._wakes_at - time.monotonic())
            seconds = left if seconds is None else min(seconds, left)
        ready = dict(poll.poll(None if seconds is None else seconds * 1000 + 1))
        if OUTPUT in ready:
            self._ending = self._ending or signal.SIGHUP
        if self._woken in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._woken, _PIECE)
        if self._sync is not None and self._sync.outcomes in ready:
            self._sync.hear()

    # -- what happens ----------------------------------------------------------------------------------------------

    def _step(self) -> None:
        if self._spare is not None:
            list(self._spare.hear())
            if self._spare.is_over():
                self._spare.close()
                self._spare = None
        if self._visit is not None:
            # Looked at before it is heard: what it said last is in the pipe by then.
            is_over = self._visit.is_over()
            for word in self._visit.hear():
                self._heard(word)
            if is_over:
                self._ended(self._visit)
        if self._sync is not None:
            self._sync.tend()
            self._send_if_due()
            self._tell(self._sync.newest)

    def _heard(self, word: bytes) -> None:
        if word == lines.PAINTED and not self._is_kept_in:
            # Not before, for somebody waits, and until a visit is over there is nothing in this process to be seen.
            self._is_kept_in = True
            _keep_memory_in()
        if word == lines.READY and self._sync is None:
            from kiosk.visiting.sync_child import SyncChild  # when the welcome is there, and the database with it

            self._sync = SyncChild(self._home, self._device)
        elif word == lines.SEATED and self._spare is None:
            self._spare = self._started()
        elif word == lines.SEND:
            self._send_within(SOON_SECONDS)
        elif word == lines.PAINTED and self._wakes_at is not None:
            self._send_within(0)

    def _tell(self, newest: bytes) -> None:
        if self._visit is not None and newest != self._told:
            self._visit.tell(newest)
            self._told = newest

    # -- one visit after the other ---------------------------------------------------------------------------------

    def _started(self) -> VisitChild | None:
        try:
            return VisitChild(spawn(str(self._home.absolute()), self._device))
        except OSError:
            return None

    def _begin(self) -> None:
        self._visit, self._spare = self._spare or self._started(), None
        if self._visit is None:
            raise KioskError(
                "This computer could not start its screens: it has no memory or no processes left. "
                "Nothing was lost. End what else runs on it, then start this again."
            )
        # A child that is told to go draws at once.
        if not self._visit.is_warm:
            self._terminal.splash()
        self._visit.go(self._kept)
        self._told = b""

    def _ended(self, visit: VisitChild) -> None:
        self._visit = None
        self._terminal.blank()
        visit.close()
        self._failures = 0 if visit.is_painted else self._failures + 1
        if self._failures == MOST_FAILURES:
            raise KioskError(
                "The screens ended three times before anything could be seen. Nothing was lost. "
                "Run `kiosk doctor` on this computer, and tell IT what stands in crashes.log."
            )
        if visit.kept is None and time.monotonic() - visit.began < SHORTEST_SECONDS:
            # What ends again and again must not keep the computer busy with that alone.
            select.poll().poll(SHORTEST_SECONDS * 1000)
        self._kept = visit.kept or b""
        # When the next welcome is there: an exchange would keep whoever waits for it waiting longer.
        self._send_within(AT_MOST_SECONDS)
        self._begin()

    def _send_within(self, seconds: float) -> None:
        self._wakes_at = time.monotonic() + seconds

    def _send_if_due(self) -> None:
        if self._sync is not None and self._wakes_at is not None and time.monotonic() >= self._wakes_at:
            self._wakes_at = None
            self._sync.wake()


def supervise(home: Path, device: str) -> int:
    """Be a kiosk of several processes until the program is ended from outside."""
    terminal = OwnTerminal()
    terminal.take()
    return Supervisor(home, device, terminal, taken()).run()


def _keep_memory_in() -> None:
    from kiosk.visiting.walls import keep_memory_in

    keep_memory_in()
