"""Everything signed has one encoding, and no other is read."""

from __future__ import annotations

import pytest

from store.errors import NewerVersion, NotCanonical
from store.signed import canonical, shape

OTHERS = {
    "a number longer than it must be": "1817",
    "an indefinite list": "9f00ff",
    "indefinite bytes": "5f4101ff",
    "a duplicate key": "a201010102",
    "keys in the wrong order": "a20a010102",
    "keys in the order of RFC 7049": "a30a01200219010003",
    "a tag": "c000",
    "a big number in a tag": "c249010000000000000000",
    "a floating point number": "f93c00",
    "undefined": "f7",
    "a simple value": "e0",
    "trailing bytes": "0000",
    "nothing": "",
    "cut short": "8201",
    "a length nobody has": "9bffffffffffffffff",
    "bytes of a length nobody has": "5bffffffffffffffff",
    "text that is no UTF-8": "6180",
    "bytes as a key": "a1410101",
    "a list as a key": "a1800101",
    "true as a key": "a1f501",
    "lists deeper than any format": "81" * 40 + "00",
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS.keys())
def test_no_other_encoding_is_read(data: str) -> None:
    with pytest.raises(NotCanonical):
        canonical.decode(bytes.fromhex(data))


def test_keys_stand_in_the_order_of_their_bytes() -> None:
    # RFC 8949 section 4.2.1: bytewise, so 256 stands before -1.
    assert canonical.encode({256: 3, -1: 2, 10: 1, "a": 4}) == bytes.fromhex("a40a01190100032002616104")


@pytest.mark.parametrize("value", [1.5, object(), {b"a": 1}, 2**64, [1, (2,)], {True: 1}, "\ud800"])
def test_only_plain_values_are_written(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical.encode(value)  # type: ignore[arg-type]


def test_a_later_version_is_told_apart_from_a_wrong_shape() -> None:
    with pytest.raises(NewerVersion):
        shape.read_map(canonical.encode({1: 2, 9: b"new"}), {1})
    with pytest.raises(NotCanonical):
        shape.read_map(canonical.encode({1: 1, 9: b"new"}), {1})
    with pytest.raises(NotCanonical):
        shape.read_map(canonical.encode([1]), {1})
