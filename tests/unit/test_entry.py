"""An entry says one thing in one way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.errors import FeedError, NewerVersion, NotCanonical
from store.feeds.entry import LANE_NOTICES, from_payload, is_signed_by, read_entry, sign_entry, to_payload
from store.signed import canonical, cose
from tests.feed_parts import entry_for, key

ENTRY = entry_for(key(1), b"body")


def changed(**fields: object) -> bytes:
    payload = canonical.decode(to_payload(ENTRY))
    assert isinstance(payload, dict)
    for number, value in fields.items():
        payload[int(number[1:])] = value
    return canonical.encode(payload)


def test_an_entry_comes_back_as_it_was() -> None:
    for entry in (ENTRY, replace(ENTRY, alarm=2, slot=True), replace(ENTRY, lane=LANE_NOTICES)):
        signed = sign_entry(entry, key(1))
        assert read_entry(signed) == entry
        assert is_signed_by(signed, key(1).public)


@pytest.mark.parametrize(
    "payload",
    [
        changed(_4=3),
        changed(_5=b"short"),
        changed(_6=0),
        changed(_6=2**53),
        changed(_7=b""),
        changed(_9=-1),
        changed(_9=True),
        changed(_10=3),
        changed(_11=0),
        changed(_12=0),
        changed(_4=LANE_NOTICES),
        canonical.encode({1: 1}),
        canonical.encode([]),
    ],
)
def test_another_shape_is_refused(payload: bytes) -> None:
    with pytest.raises(NotCanonical):
        from_payload(payload)


def test_a_newer_entry_is_told_apart() -> None:
    with pytest.raises(NewerVersion):
        from_payload(changed(_1=2, _12="more"))
    assert from_payload(changed(_1=2, _12="more"), newer_too=True).v == 2
    with pytest.raises(NotCanonical):
        from_payload(canonical.encode({1: 2, 4: 0}), newer_too=True)


def test_an_entry_of_the_size_of_a_body_is_not_read() -> None:
    with pytest.raises(FeedError):
        read_entry(cose.sign("entry", b"x" * 5000, key(1)))
