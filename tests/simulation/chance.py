"""The operating system's randomness, drawn from a seed for as long as a simulation runs.

What is sealed still uses the library's own randomness, so a replay has the same decisions, ids, epochs and faults as
the run before, not the same bytes.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager


class SeededSecrets:
    """Stands in for what the product takes from `secrets`."""

    def __init__(self) -> None:
        self.random = random.Random(0)

    def seed(self, seed: str) -> None:
        self.random.seed(seed)

    def token_bytes(self, count: int = 32) -> bytes:
        return self.random.randbytes(count)

    def token_hex(self, count: int = 32) -> str:
        return self.random.randbytes(count).hex()

    def system_random(self) -> random.Random:
        return self.random


@contextmanager
def seeded_secrets() -> Iterator[SeededSecrets]:
    """Draw the product's ids, epochs, series and shuffles from a seed inside the block."""
    stand_in = SeededSecrets()
    kept = secrets.token_bytes, secrets.token_hex, secrets.SystemRandom
    secrets.token_bytes = stand_in.token_bytes  # type: ignore[assignment]
    secrets.token_hex = stand_in.token_hex  # type: ignore[assignment]
    secrets.SystemRandom = stand_in.system_random  # type: ignore[assignment,misc]
    try:
        yield stand_in
    finally:
        secrets.token_bytes, secrets.token_hex, secrets.SystemRandom = kept  # type: ignore[misc]
