"""What a kiosk knows of its way to the school's store, in facts that hold no word of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from store.feeds.by_network.http_trouble import Trouble


@dataclass(frozen=True)
class Outcome:
    """What one exchange came to: what moved, whether a store has everything, what kept it from a store."""

    sent: int = 0
    received: int = 0
    receipts: int = 0
    is_level: bool = False
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Reach:
    """What keeps a kiosk from its store, since when; nothing while the store was reached last."""

    trouble: Trouble | None = None
    since: datetime | None = None

    def after(self, outcome: Outcome, now: datetime) -> Reach:
        """Return what is known after one more exchange."""
        if outcome.trouble is None:
            return Reach()
        return Reach(outcome.trouble, self.since or now)


class Loop(Protocol):
    """Who exchanges for a kiosk as long as it runs: this very process, or one of its own."""

    @property
    def newest(self) -> Outcome | None:
        """What the newest exchange of this start came to, None before the first."""
        ...

    def tend(self) -> None:
        """Do what is due."""
        ...

    def wake(self) -> None:
        """Exchange as soon as can be, for something waits."""
        ...

    def send_now(self) -> str:
        """Exchange now because a person asked for it, returning a sentence on what comes of it."""
        ...
