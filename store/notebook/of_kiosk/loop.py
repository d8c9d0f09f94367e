"""The loop that exchanges in the very process that the notebook is in."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Final

from store.errors import KioskError
from store.feeds.by_network.http_trouble import Trouble, trouble_of
from store.feeds.exchange import Moved
from store.feeds.retry import Backoff
from store.notebook.common.parts import Parts
from store.notebook.of_kiosk.contact import exchange_once
from store.notebook.of_kiosk.reach import Outcome

NO_PEER: Final = "This computer has no way to the school office yet. Everything is saved here. Tell an adult."
OUT_OF_REACH: Final = "The school office can't be reached just now. Everything is saved here and goes by itself later."
NO_ANSWER: Final = (
    "What was written here is on its way. The school office has not answered yet. Everything is saved here."
)
LEVEL: Final = "The school office has everything that has left this computer: {sent} sent, {received} received."


class LoopHere:
    """Exchanges when it is time, one exchange at a time, in the thread that tends to the kiosk."""

    def __init__(self, parts: Parts, exchange: Callable[[], Moved] | None) -> None:
        self._parts = parts
        self._exchange = exchange
        # Jitter keeps computers of one room apart; it protects nothing.
        self._backoff = Backoff(random.Random(), parts.clock)  # noqa: S311 - protects nothing
        self._turn = threading.Lock()
        self._newest: Outcome | None = None if exchange is not None else Outcome(trouble=Trouble.NOWHERE)

    @property
    def newest(self) -> Outcome | None:
        """What the newest exchange came to."""
        return self._newest

    def tend(self) -> None:
        """Exchange when it is time, unless another thread is at it."""
        if self._exchange is None or not self._backoff.is_due() or not self._turn.acquire(blocking=False):
            return
        try:
            self._once(self._exchange)
        except KioskError:
            # Noted by kind; the next try comes by itself.
            return
        finally:
            self._turn.release()

    def wake(self) -> None:
        """Make the next exchange due."""
        self._backoff.reset()

    def send_now(self) -> str:
        """Exchange now, return a sentence on what moved."""
        if self._exchange is None:
            return NO_PEER
        with self._turn:
            self._backoff.reset()
            try:
                done = self._once(self._exchange)
            except KioskError as error:
                return f"{OUT_OF_REACH} ({error})"
        if done.is_level:
            return LEVEL.format(sent=done.sent, received=done.received)
        return NO_ANSWER if done.sent or done.receipts else OUT_OF_REACH

    def _once(self, exchange: Callable[[], Moved]) -> Outcome:
        parts = self._parts
        try:
            done = exchange_once(parts.feeds, parts.school, parts.clock, exchange)
        except KioskError as error:
            self._newest = Outcome(trouble=trouble_of(error))
            self._backoff.next_after_failure()
            raise
        self._newest = done
        if done.receipts:
            self._backoff.next_after_success()
        else:
            self._backoff.next_after_failure()
        return done
