"""The body of a notice is a list of kinds with bytes."""

from __future__ import annotations

import pytest

from store.errors import NotCanonical
from store.scheme.notices import (
    KIND_CHECKPOINT,
    KIND_DOCUMENT,
    KIND_ERASE,
    KIND_KEYS,
    KIND_POST,
    KIND_SHARE,
    Share,
    items_of,
    pack_notice,
    pack_post,
    pack_share,
    unpack_notice,
    unpack_post,
    unpack_share,
)
from store.signed.canonical import encode


def test_the_kinds_have_the_numbers_of_the_design() -> None:
    assert (KIND_DOCUMENT, KIND_KEYS, KIND_CHECKPOINT, KIND_POST, KIND_ERASE, KIND_SHARE) == (1, 2, 3, 4, 5, 6)


def test_a_notice_comes_out_in_its_order_unknown_kinds_among_them() -> None:
    items = [(KIND_KEYS, b"keys"), (99, b"of a newer version"), (KIND_DOCUMENT, b"")]
    assert unpack_notice(pack_notice(items)) == items


@pytest.mark.parametrize("body", [b"", b"\xff", encode({}), encode([[1]]), encode([[1, "text"]]), encode([["1", b""]])])
def test_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(NotCanonical):
        unpack_notice(body)
    assert items_of(body) == []


def test_a_notice_whose_body_was_let_go_holds_nothing() -> None:
    assert items_of(None) == []


def test_a_post_holds_one_to_four_messages() -> None:
    assert unpack_post(pack_post([b"a", b"b"])) == [b"a", b"b"]
    for wrong in ([], [b""] * 5):
        with pytest.raises(NotCanonical):
            pack_post(wrong)
        with pytest.raises(NotCanonical):
            unpack_post(encode(wrong))


def test_a_share_comes_out_as_it_went_in() -> None:
    share = Share("recovery", (bytes(16), bytes([1]) * 16), b"age file")
    assert unpack_share(pack_share(share)) == share
    assert "age file" not in repr(share)
    with pytest.raises(NotCanonical):
        unpack_share(encode(["recovery", [b"short"], b""]))
