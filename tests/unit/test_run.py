"""A run is refused over its caps before any key work."""

from __future__ import annotations

import pytest

from store.errors import FeedError, NotCanonical, TooLarge
from store.feeds.run import MOST_BYTES, decode_run, encode_run
from store.signed import canonical


def test_a_run_comes_back_as_it_was() -> None:
    items = [(b"entry", b"body"), (b"entry two", None)]
    assert decode_run(encode_run(items)) == items
    assert encode_run(items) == canonical.encode([[signed, body] for signed, body in items])


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


@pytest.mark.parametrize(
    "written_otherwise",
    [
        "81 82 4161 5801 62",  # a length in two bytes where one is enough
        "81 82 4161 590001 62",
        "81 82 4161 5a00000001 62",
        "9801 82 4161 4162",
        "81 9802 4161 4162",
        "9f 82 4161 4162 ff",  # without a length
        "81 82 4161 5f 4162 ff",
        "81 82 4161 f7",  # undefined, where null is meant
        "81 82 4161 f6 00",
        "81 82 4161 4262",  # cut short
        "81 82 4161 58",
        "82 82 4161 4162",
        "",
    ],
)
def test_a_run_written_in_another_way_is_refused(written_otherwise: str) -> None:
    assert decode_run(bytes.fromhex("81 82 4161 4162")) == [(b"a", b"b")]
    with pytest.raises(FeedError):
        decode_run(bytes.fromhex(written_otherwise))
