"""A run is refused over its caps before any key work."""

from __future__ import annotations

import pytest

from store.errors import FeedError, NotCanonical, TooLarge
from store.feeds.run import MOST_BYTES, decode_run, encode_run
from store.signed import canonical


def test_a_run_comes_back_as_it_was() -> None:
    items = [(b"entry", b"body"), (b"entry two", None)]
    assert decode_run(encode_run(items)) == items


@pytest.mark.parametrize("count", [0, 351])
def test_a_run_of_none_or_of_too_many_is_refused(count: int) -> None:
    with pytest.raises(TooLarge):
        encode_run([(b"entry", b"")] * count)
    with pytest.raises(TooLarge):
        decode_run(canonical.encode([[b"entry", b""]] * count))


def test_a_run_over_the_size_is_refused_unread() -> None:
    with pytest.raises(TooLarge):
        encode_run([(b"entry", bytes(MOST_BYTES))])
    with pytest.raises(TooLarge):
        decode_run(bytes(MOST_BYTES + 1))


@pytest.mark.parametrize("value", [{}, [[b"entry"]], [[b"entry", "text"]], [["entry", b""]], [b"entry"]])
def test_another_shape_is_refused(value: canonical.Plain) -> None:
    with pytest.raises(FeedError):
        decode_run(canonical.encode(value))


def test_a_second_run_behind_the_first_is_not_read() -> None:
    with pytest.raises(NotCanonical):
        decode_run(encode_run([(b"entry", b"")]) * 2)
