"""Counts that leave the desk: none from which a small number can be told.

A small number is 1 to 4. Whoever knows these rules and all that is printed must find each of 1, 2, 3 and 4 as likely
for every number that is held back: so no total is printed that holds one, and a part of a whole is printed only where
neither it nor the rest is small, or where the whole is so large that the small one stays open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5
FEWER: Final = f"fewer than {LEAST}"
# With so many, of which fewer than five are something, the others are five or more whichever number it is.
_OPEN: Final = LEAST + LEAST - 1


def is_small(count: int) -> bool:
    """Return whether a count could tell who is meant."""
    return 0 < count < LEAST


def told_count(count: int) -> str:
    """Return "0", "fewer than 5" or the count."""
    return FEWER if is_small(count) else str(count)


def told_share(part: int, whole: int, *, none: str = "none", every: str = "all") -> str:
    """Return how many of a whole are something, e.g. "12 of 20", "all but fewer than 5 of 20", "some of 6"."""
    if whole == 0:
        return "0 of 0"
    total = told_count(whole)
    if is_small(whole):
        # Among so few the words "all" and "none" would tell of each of them.
        return f"of {total}: too few to tell"
    if part <= 0:
        return f"{none} of {total}"
    if part >= whole:
        return f"{every} {total}"
    if not is_small(part) and not is_small(whole - part):
        return f"{part} of {total}"
    if whole < _OPEN:
        return f"some of {total}, too few to tell how many"
    return f"{FEWER} of {total}" if is_small(part) else f"all but {FEWER} of {total}"


@dataclass(frozen=True)
class CountedTopics:
    """Counts by name, small ones held back, with the total of those that are printed."""

    rows: tuple[tuple[str, str], ...]
    total: int
    held_back: int


def told_counts(counts: Mapping[str, int]) -> CountedTopics:
    """Return counts as they may be printed; what is held back is in no total."""
    rows = tuple((name, told_count(count)) for name, count in counts.items())
    shown = [count for count in counts.values() if not is_small(count)]
    return CountedTopics(rows, sum(shown), len(counts) - len(shown))
