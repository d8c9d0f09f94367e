"""What a ring says, which is always the same."""

from __future__ import annotations

from typing import Final

RING: Final = "Peer mentoring: please open your desk."
# Whoever gets this need not run to a desk.
TEST: Final = "Peer mentoring: this only tries out the ring. Nothing has happened."
