"""The lines by which the process that exchanges tells the kiosk what came of it: kinds and counts alone."""

from __future__ import annotations

from typing import Final

from store.feeds.by_network.http_trouble import Trouble
from store.notebook.of_kiosk.reach import Outcome

NOW: Final = b"now"
LONGEST: Final = 120
_PARTS: Final = 6


def to_line(outcome: Outcome) -> bytes:
    """Return one outcome as a line."""
    trouble = outcome.trouble.name if outcome.trouble else "-"
    level = "level" if outcome.is_level else "behind"
    return f"exchanged {outcome.sent} {outcome.received} {outcome.receipts} {level} {trouble}\n".encode("ascii")


def from_line(line: bytes) -> Outcome | None:
    """Return the outcome that a whole line tells, None for anything else."""
    parts = line.decode("ascii", "replace").split(" ")
    if not line.endswith(b"\n") or len(parts) != _PARTS or parts[0] != "exchanged":
        return None
    *counts, level, trouble = [part.strip() for part in parts[1:]]
    if not all(count.isdecimal() for count in counts) or (trouble != "-" and trouble not in Trouble.__members__):
        return None
    sent, received, receipts = map(int, counts)
    return Outcome(sent, received, receipts, level == "level", None if trouble == "-" else Trouble[trouble])
