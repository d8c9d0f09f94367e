"""When the held copies of this start were begun."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final

LONGEST_SECONDS: Final = 6 * 60 * 60.0
URGENT_SECONDS: Final = 10 * 60.0


@dataclass(frozen=True)
class HeldTime:
    """Monotonic seconds of a held copy's first save and last key, with the wall clock at its first save."""

    first: float
    last: float
    begun: datetime
    urgent: bool

    def is_due(self, monotonic: float, now: datetime, day_ends: time) -> bool:
        """Return whether the copy is to be released; the wall clock can only make it sooner."""
        if monotonic - self.first >= LONGEST_SECONDS:
            return True
        if self.urgent and monotonic - self.last >= URGENT_SECONDS:
            return True
        begun, now = self.begun.astimezone(), now.astimezone()
        return begun < now and (begun.date() != now.date() or begun.time() < day_ends <= now.time())


class HeldTimes:
    """The times of this start's held copies; a copy that isn't here is left from an earlier start, so it is due."""

    def __init__(self, key: bytes | None = None, times: dict[str, HeldTime] | None = None) -> None:
        self._turn = threading.Lock()
        self._times = times or {}
        self._key = key or secrets.token_bytes(32)

    def leave(self) -> tuple[bytes, dict[str, HeldTime]]:
        """Return these times, with the key of their rows, for the next process of this start."""
        with self._turn:
            return self._key, dict(self._times)

    def row_of(self, concern: str) -> str:
        """Return under which 32 hex letters the copy of a concern stands until the next start, which releases it.

        The concern's own id would join the mentor who keeps its draft to the route of what waits.
        """
        return hmac.digest(self._key, bytes.fromhex(concern), hashlib.sha256)[:16].hex()

    @contextmanager
    def kept_with(self, concern: str) -> Iterator[None]:
        """Put the times of a concern back as they were if the transaction inside the block is not kept."""
        row = self.row_of(concern)
        before = self.of(row)
        try:
            yield
        except BaseException:
            with self._turn:
                self._times.pop(row, None)
                if before is not None:
                    self._times[row] = before
            raise

    def saved(self, row: str, monotonic: float, now: datetime, *, urgent: bool) -> None:
        """Note one more save, inside its transaction: a copy must never be seen without its times."""
        with self._turn:
            before = self._times.get(row) or HeldTime(monotonic, monotonic, now, urgent)
            self._times[row] = replace(before, last=monotonic, urgent=urgent)

    def gone(self, row: str) -> None:
        """Forget a copy that was sent, removed or released, inside that transaction: typing on begins a new one."""
        with self._turn:
            self._times.pop(row, None)

    def of(self, row: str) -> HeldTime | None:
        """Return a copy's times, None for one of an earlier start."""
        with self._turn:
            return self._times.get(row)
