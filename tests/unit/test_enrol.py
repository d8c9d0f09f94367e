from __future__ import annotations

import pytest

from store.errors import BadSignature, FeedError, NewerVersion, NotCanonical, TooLarge
from store.scheme.enrol import LARGEST, EnrolRequest, has_ticket, make_enrol, read_enrol
from store.signed import canonical, cose
from store.signed.signing_key import SigningKey

KEY, OTHER = SigningKey(b"\x01" * 32), SigningKey(b"\x02" * 32)
SECRET = b"s" * 16
REQUEST = EnrolRequest(bytes(16), KEY.public, name="Library")


def test_a_request_proves_that_its_device_has_the_ticket() -> None:
    read = read_enrol(make_enrol(REQUEST, SECRET, KEY))
    assert (read.public, read.name, read.kind, read.device) == (KEY.public, "Library", 0, KEY.id)
    assert has_ticket(read, SECRET)
    assert not has_ticket(read, b"t" * 16)
    assert not has_ticket(read, b"")


def test_a_desks_request_carries_the_public_keys_of_its_person_and_roles() -> None:
    asked = EnrolRequest(
        bytes(16), KEY.public, 1, "Office", (b"e" * 32, b"x" * 1216), (("head", b"x" * 1216, b"e" * 32),)
    )
    read = read_enrol(make_enrol(asked, SECRET, KEY))
    assert (read.staff, read.roles) == (asked.staff, asked.roles)
    assert has_ticket(read, SECRET)


def test_the_proof_is_for_this_key_and_name_alone() -> None:
    honest = read_enrol(make_enrol(REQUEST, SECRET, KEY))
    stolen = EnrolRequest(honest.school, OTHER.public, honest.kind, honest.name, proof=honest.proof)
    assert not has_ticket(stolen, SECRET)
    renamed = EnrolRequest(honest.school, honest.public, honest.kind, "Hall", proof=honest.proof)
    assert not has_ticket(renamed, SECRET)


def test_a_request_must_be_signed_by_the_device_itself() -> None:
    with pytest.raises(BadSignature):
        read_enrol(make_enrol(REQUEST, SECRET, OTHER))
    signed = make_enrol(REQUEST, SECRET, KEY)
    for at in range(len(signed)):
        with pytest.raises((FeedError, NewerVersion)):
            read_enrol(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :])


def test_what_is_too_large_newer_or_misshapen_is_refused() -> None:
    with pytest.raises(TooLarge):
        read_enrol(bytes(LARGEST + 1))
    with pytest.raises(NewerVersion):
        read_enrol(cose.sign("enrol", canonical.encode({1: 2}), KEY))
    with pytest.raises(NotCanonical):
        read_enrol(make_enrol(EnrolRequest(bytes(16), KEY.public, name="x" * 61), SECRET, KEY))
    with pytest.raises(NotCanonical):
        read_enrol(make_enrol(EnrolRequest(bytes(16), KEY.public, kind=3), SECRET, KEY))


def test_nothing_of_a_secret_is_in_a_requests_repr() -> None:
    assert "proof" not in repr(read_enrol(make_enrol(REQUEST, SECRET, KEY)))
