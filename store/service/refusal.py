"""How the service says no: few statuses, constant words, the same whatever was wrong."""

from __future__ import annotations

from typing import Final

from store.errors import KioskError
from store.feeds.by_network.http_wire import BUSY, REFUSED

RETRY_SECONDS: Final = 30


class Refusal(KioskError):
    """A request that is not answered."""

    def __init__(self, status: int, words: bytes, outcome: str) -> None:
        super().__init__(words.decode("ascii").strip())
        self.status = status
        self.words = words
        self.outcome = outcome


def refused() -> Refusal:
    """Return the refusal of anything forged, foreign, damaged, replayed or newer."""
    return Refusal(403, REFUSED, "refused")


def too_large() -> Refusal:
    """Return the refusal of a body over the caps, or of one that does not say how long it is."""
    return Refusal(413, REFUSED, "too_large")


def too_slow() -> Refusal:
    """Return the refusal of a body that does not come."""
    return Refusal(408, BUSY, "too_slow")


def busy() -> Refusal:
    """Return the refusal of what may be asked again a little later."""
    return Refusal(429, BUSY, "busy")
