"""What the rooms of the notebook share."""

from __future__ import annotations

from dataclasses import dataclass, field

from store.clock import Clock
from store.database import Database
from store.feeds.feeds import Feeds
from store.notebook.common.held_times import HeldTimes
from store.scheme.school import School
from store.sealing.sealed import Sealer


@dataclass(frozen=True)
class Parts:
    """One kiosk's database, feeds, school, sealer, clock, with when held copies were begun."""

    database: Database
    feeds: Feeds
    school: School
    sealer: Sealer = field(repr=False)
    clock: Clock
    held_times: HeldTimes = field(default_factory=HeldTimes)

    @property
    def school_id(self) -> bytes:
        """The number of the school, first column of every table."""
        return self.feeds.school
