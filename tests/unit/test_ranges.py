"""What is missing is exactly the set difference."""

from __future__ import annotations

import pytest

from store.errors import NotCanonical, TooLarge
from store.feeds import ranges
from store.feeds.ranges import Range, difference, merged, missing

RANGE = Range(bytes(16), 0, bytes(16), 3, 9, bytes(32), (4, 8))


def test_ranges_come_back_as_they_were() -> None:
    assert ranges.decode(ranges.encode([RANGE])) == [RANGE]


@pytest.mark.parametrize(
    "item",
    [
        [bytes(16), 0, bytes(16), 3, 2, bytes(32), []],
        [bytes(16), 0, bytes(16), 0, 2, bytes(32), []],
        [bytes(16), 0, bytes(16), 1, 2, bytes(31), []],
        [bytes(16), 0, bytes(16), 1, 2, bytes(32)],
        [bytes(16), 0, bytes(16), 1, 2, bytes(32), [3]],
        [bytes(16), 0, bytes(16), 1, 2, bytes(32), [2, 1]],
        [bytes(16), 0, bytes(16), 1, 2, bytes(32), [1, 1]],
        "range",
    ],
)
def test_an_impossible_range_is_refused(item: list[object]) -> None:
    with pytest.raises(NotCanonical):
        ranges.decode([item])


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(TooLarge):
        ranges.decode([0] * 100_001)


def test_gaps_are_told_by_number() -> None:
    parts = [Range(bytes(16), 0, bytes(16), first, last, bytes(32)) for first, last in ((3, 4), (7, 9), (8, 12))]
    assert missing(parts) == {(bytes(16), 0, bytes(16)): ((1, 2), (5, 6))}
    assert missing([Range(bytes(16), 0, bytes(16), 1, 5, bytes(32))]) == {}


def test_intervals_that_touch_are_one() -> None:
    assert merged([(5, 6), (1, 2), (3, 4), (8, 8)]) == [(1, 6), (8, 8)]


def test_a_difference_cuts_at_both_sides() -> None:
    assert difference([(1, 10)], [(1, 1), (4, 5), (10, 12)]) == [(2, 3), (6, 9)]
    assert difference([(1, 3)], []) == [(1, 3)]
    assert difference([(2, 3)], [(1, 9)]) == []
