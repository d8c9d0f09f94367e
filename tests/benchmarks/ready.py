"""Exec to everything imported and ready, against a bare app: `python -m tests.benchmarks.ready [--quick]`."""

from __future__ import annotations

import sys

from tests.benchmarks.starting import in_turn, seconds_to_ready

if __name__ == "__main__":
    in_turn("ready", "the kiosk ready", seconds_to_ready, 15 if "--quick" in sys.argv else 100)
