"""What one process of a kiosk's start hands to the next one, in facts that hold no word of a person."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime

from store.notebook.common.held_times import HeldTime, HeldTimes


@dataclass(frozen=True)
class GoingOn:
    """When held copies were begun, until when whose wrong words make them wait, when slots were last written by time.

    All by the steady clock they share.
    """

    held_times: HeldTimes
    waits: dict[bytes, float] = field(default_factory=dict)
    slots_at: float | None = None

    @classmethod
    def read(cls, told: bytes) -> GoingOn | None:
        """Return what an earlier process of this start left, None where there is nothing to go on with."""
        try:
            found = json.loads(told)
            times = {
                str(row): HeldTime(float(first), float(last), datetime.fromisoformat(begun), bool(urgent))
                for row, (first, last, begun, urgent) in found["times"].items()
            }
            waits = {bytes.fromhex(lookup): float(until) for lookup, until in found["waits"].items()}
            slots = found.get("slots")
            return cls(HeldTimes(bytes.fromhex(found["key"]), times), waits, None if slots is None else float(slots))
        except (ValueError, TypeError, LookupError, AttributeError):
            return None

    def written(self) -> bytes:
        """Return one line for the next process."""
        key, times = self.held_times.leave()
        rows = {row: (one.first, one.last, one.begun.isoformat(), one.urgent) for row, one in times.items()}
        waits = {lookup.hex(): until for lookup, until in self.waits.items()}
        return json.dumps({"key": key.hex(), "times": rows, "waits": waits, "slots": self.slots_at}).encode("ascii")
