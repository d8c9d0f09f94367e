"""What one visit process leaves for the next, as far as it tells when the services are needed again."""

from __future__ import annotations

import json
import math
from typing import Final, NamedTuple

SLOT_SECONDS: Final = 4 * 60 * 60.0
AT_ONCE: Final = -math.inf


class LeftOver(NamedTuple):
    """When the services are due by the steady clock: at once while something is held, else with the next slots."""

    due_at: float

    @classmethod
    def read(cls, told: bytes) -> LeftOver:
        """Read it with the standard library alone; in any doubt they are due at once."""
        try:
            found = json.loads(told)
            return cls(AT_ONCE if found["times"] else float(found["slots"]) + SLOT_SECONDS)
        except (ValueError, TypeError, LookupError):
            return cls(AT_ONCE)
