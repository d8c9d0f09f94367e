"""A document says who published it, what it follows, how many people it holds."""

from __future__ import annotations

import pytest

from store.errors import BadSignature, NewerVersion, NotCanonical
from store.scheme.documents import check_whole, loses_too_many, make_document, read_document, unverified
from store.signed import cose
from store.signed.canonical import Plain, decode, encode
from store.signed.signing_key import SigningKey
from tests.founded_school import DESK, OTHER_DESK, ROOT

HASH = bytes(32)


def document(content: Plain = b"", *, name: str = "policy", count: int | None = None) -> bytes:
    return make_document(name, 3, content, DESK, ROOT.id, HASH, count)


def with_changes(values: dict[int, Plain], key: SigningKey = DESK) -> bytes:
    payload = decode(cose.payload_of(document()))
    assert isinstance(payload, dict)
    return cose.sign("document", encode({**payload, **values}), key)


def test_a_document_comes_out_as_it_was_signed() -> None:
    found = read_document(document(["x", 1], count=2), DESK.public)
    assert (found.school, found.name, found.counter, found.desk) == (ROOT.id, "policy", 3, DESK.id)
    assert (found.replaces, found.content, found.count) == (HASH, ["x", 1], 2)
    assert found.hash == cose.digest(found.signed)
    assert found.rank == (3, found.hash)


def test_another_desks_signature_is_refused() -> None:
    with pytest.raises(BadSignature):
        read_document(document(), OTHER_DESK.public)


def test_a_thing_signed_as_something_else_is_no_document() -> None:
    with pytest.raises(BadSignature):
        read_document(cose.sign("keys", cose.payload_of(document()), DESK), DESK.public)


@pytest.mark.parametrize(
    "values",
    [{2: b"short"}, {3: 7}, {4: 0}, {4: -1}, {4: 2**53}, {4: True}, {5: b""}, {6: b"short"}, {8: -1}, {9: 1}],
)
def test_another_shape_is_refused(values: dict[int, Plain]) -> None:
    with pytest.raises(NotCanonical):
        unverified(with_changes(values))


def test_a_newer_document_says_that_it_is_newer() -> None:
    with pytest.raises(NewerVersion):
        read_document(with_changes({1: 2}), DESK.public)


def test_content_is_not_printed() -> None:
    assert "Sam" not in repr(unverified(document("Sam, Y7")))


@pytest.mark.parametrize(
    ("name", "content", "count", "is_whole"),
    [
        ("staff", [1, 2], 2, True),
        ("staff", [1, 2], 3, False),
        ("staff", [1, 2], None, False),
        ("vaults", [], 0, True),
        ("vaults", [1], 0, False),
        ("pupils", b"sealed", 12, True),
        ("pupils", b"sealed", None, False),
        ("pupils", "not sealed", 12, False),
        ("policy", {}, None, True),
    ],
)
def test_a_list_of_people_is_whole_when_it_holds_as_many_as_it_says(
    name: str, content: Plain, count: int | None, is_whole: bool
) -> None:
    found = unverified(document(content, name=name, count=count))
    if is_whole:
        check_whole(found)
    else:
        with pytest.raises(NotCanonical):
            check_whole(found)


@pytest.mark.parametrize(
    ("name", "before", "after", "too_many"),
    [
        ("staff", 10, 7, False),
        ("staff", 10, 6, True),
        ("staff", 100, 70, False),
        ("staff", 100, 69, True),
        ("pupils", 3, 2, True),
        ("vaults", 1, 0, True),
        ("vaults", 0, 0, False),
        ("vaults", None, 0, False),
        ("staff", 10, None, True),
        ("guidance", 10, 1, False),
    ],
)
def test_a_list_of_people_that_falls_by_over_30_percent_is_noticed(
    name: str, before: int | None, after: int | None, too_many: bool
) -> None:
    assert loses_too_many(name, before, after) is too_many
