"""A signature covers every byte, its purpose included."""

from __future__ import annotations

import pytest

from store.errors import BadSignature, DamagedKeyFile, NotCanonical
from store.signed import canonical, cose
from store.signed.signing_key import SigningKey, hkdf, id16
from tests.feed_parts import key

SIGNED = cose.sign("entry", b"payload", key(1))


def test_what_was_signed_comes_back() -> None:
    assert cose.verify("entry", SIGNED, key(1).public) == b"payload"


def test_the_same_thing_signed_twice_is_the_same_bytes() -> None:
    assert cose.sign("entry", b"payload", key(1)) == SIGNED


def test_a_signature_for_one_purpose_is_none_for_another() -> None:
    with pytest.raises(BadSignature):
        cose.verify("receipt", SIGNED, key(1).public)


def test_another_key_did_not_sign_it() -> None:
    with pytest.raises(BadSignature):
        cose.verify("entry", SIGNED, key(2).public)


@pytest.mark.parametrize("at", range(len(SIGNED)))
def test_no_byte_can_be_changed(at: int) -> None:
    changed = bytearray(SIGNED)
    changed[at] ^= 1
    with pytest.raises((BadSignature, NotCanonical)):
        cose.verify("entry", bytes(changed), key(1).public)


@pytest.mark.parametrize("cut", range(len(SIGNED)))
def test_a_cut_is_noticed(cut: int) -> None:
    with pytest.raises(NotCanonical):
        cose.payload_of(SIGNED[:cut])


def test_another_header_is_not_read() -> None:
    parts = canonical.decode(SIGNED[1:])
    assert isinstance(parts, list)
    for protected, unprotected in ((bytes.fromhex("a10127"), {}), (bytes.fromhex("a10132"), {4: b"key"})):
        other = b"\xd2" + canonical.encode([protected, unprotected, *parts[2:]])
        with pytest.raises(NotCanonical):
            cose.payload_of(other)
    with pytest.raises(NotCanonical):
        cose.payload_of(b"\xd2" + canonical.encode([*parts[:2], None, parts[3]]))


def test_a_key_of_the_wrong_size_signs_nothing() -> None:
    with pytest.raises(DamagedKeyFile):
        SigningKey(b"short")
    with pytest.raises(BadSignature):
        cose.verify("entry", SIGNED, b"short")


def test_a_private_key_is_never_shown() -> None:
    generated = SigningKey.generate()
    assert generated.seed.hex() not in repr(generated)
    assert repr(generated.seed) not in repr(generated)
    assert generated.id == id16(generated.public)


def test_derived_keys_differ_by_their_label() -> None:
    assert hkdf(bytes(32), "pmk/role-sign/1") != hkdf(bytes(32), "pmk/casebook/1")
    assert len(hkdf(bytes(32), "pmk/casebook/1", 16)) == 16
