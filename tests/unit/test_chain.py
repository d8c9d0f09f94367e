"""How entries hang together is told by their hashes, not by their numbers."""

from __future__ import annotations

from store.feeds.chain import Link, Span, are_apart, forked, leading_to, paths, spans_of


def link(seq: int, name: str, prev: str) -> Link:
    return Link(seq, name.encode(), prev.encode())


STRAIGHT = [link(1, "a", ""), link(2, "b", "a"), link(3, "c", "b")]
FORKED = [*STRAIGHT, link(2, "x", "a"), link(3, "y", "x")]


def test_a_straight_chain_is_one_span() -> None:
    assert spans_of(STRAIGHT) == [Span(1, 3, b"c")]
    assert spans_of([]) == []


def test_a_gap_makes_two() -> None:
    spans = spans_of([STRAIGHT[0], STRAIGHT[2]])
    assert spans == [Span(1, 1, b"a"), Span(3, 3, b"c")]
    assert are_apart(spans)


def test_both_branches_of_a_fork_reach_back_to_the_start() -> None:
    assert spans_of(FORKED) == [Span(1, 3, b"c"), Span(1, 3, b"y")]
    assert not are_apart(spans_of(FORKED))
    assert [one.hash for one in forked(FORKED)] == [b"b", b"x", b"c", b"y"]
    assert leading_to(FORKED, b"y", 1) == {b"y": 3, b"x": 2, b"a": 1}
    assert leading_to(FORKED, b"y", 2) == {b"y": 3, b"x": 2}
    assert leading_to(FORKED, b"unknown", 1) == {}


def test_a_link_to_a_number_that_is_not_the_one_before_is_no_chain() -> None:
    odd = [link(1, "a", ""), link(3, "c", "a")]
    assert spans_of(odd) == [Span(1, 1, b"a"), Span(3, 3, b"c")]


def test_paths_hold_each_link_once() -> None:
    cut = paths(FORKED)
    assert sorted(one.hash for path in cut for one in path) == [b"a", b"b", b"c", b"x", b"y"]
    assert len(cut) == 2
