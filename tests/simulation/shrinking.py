"""Making a failing script short: delta debugging over the list of steps (Zeller, 2002)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.simulation.script import Step

Fails = Callable[[Sequence[Step]], bool]


def shrunk(script: Sequence[Step], fails: Fails, *, most: int = 200) -> list[Step]:
    """Return a script from which no further piece can be left out, as far as `most` tries show."""
    steps, size, left = list(script), max(1, len(script) // 2), most
    while size:
        at, shorter = 0, False
        while at < len(steps) and left:
            without = steps[:at] + steps[at + size :]
            left -= 1
            if without and fails(without):
                steps, shorter = without, True
            else:
                at += size
        if not left:
            break
        # Leaving out one piece may make another one superfluous, so single steps are tried until none goes.
        size = size if size == 1 and shorter else size // 2
    return steps
