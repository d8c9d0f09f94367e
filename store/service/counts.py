"""What the service counts, with the one line a request may leave in the log: counts and ids of devices, no more."""

from __future__ import annotations

import logging
from collections import Counter
from typing import Final

LOG: Final = logging.getLogger("kiosk.service")
_SHOWN: Final = 8


class Counts:
    """Sums since the start of the process."""

    def __init__(self) -> None:
        self._sums: Counter[str] = Counter()

    def add(self, name: str, number: int = 1) -> None:
        """Count `number` more of what the code calls `name`."""
        self._sums[name] += number

    def lines(self) -> str:
        """Return every sum in the text format of Prometheus."""
        return "".join(f"kiosk_{name}_total {number}\n" for name, number in sorted(self._sums.items()))


def note_exchange(school: bytes, device: bytes, entries: int, refused: int, sent: int) -> None:
    """Log one exchange."""
    LOG.info(
        "exchange school=%s device=%s entries=%d refused=%d answer_bytes=%d",
        school.hex()[:_SHOWN],
        device.hex()[:_SHOWN],
        entries,
        refused,
        sent,
    )


def note_enrolment(school: bytes, device: bytes) -> None:
    """Log one request to be admitted."""
    LOG.info("enrol school=%s device=%s", school.hex()[:_SHOWN], device.hex()[:_SHOWN])


def note_fault(error: BaseException) -> None:
    """Log where an unforeseen error came from, never what it says: its message could hold anything."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    place = "nowhere" if at is None else f"{at.tb_frame.f_globals.get('__name__', '')}:{at.tb_lineno}"
    LOG.error("fault kind=%s at=%s", type(error).__name__, place)
