"""Exec to the welcome painted, against a bare app: `python -m tests.benchmarks.first_paint [--quick]`."""

from __future__ import annotations

import sys

from tests.benchmarks.starting import in_turn, seconds_to_welcome

if __name__ == "__main__":
    in_turn("first_paint", "the kiosk's welcome painted", seconds_to_welcome, 15 if "--quick" in sys.argv else 100)
