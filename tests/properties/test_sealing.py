"""Sealing: any text, any set of readers, and any flipped byte is refused."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import BrokenFile, NotForThisKey, SealingError, TooLong
from store.sealing import age_file, bech32
from store.sealing.sealed import PADDED_BYTES, SEALED_BYTES, STANZAS, Sealer, open_sealed
from store.sealing.xwing import Identity, Recipient
from tests.examples import examples

PEOPLE = tuple(Identity(bytes([number]) * 32) for number in range(6))
SEALER = Sealer.start()
SEALED = SEALER.seal(b'{"text":"he keeps asking"}', [PEOPLE[0].recipient, PEOPLE[1].recipient])

# One line of JSON: what is in a record has no bare newline, which is where the padding begins.
texts = st.text(max_size=400).map(lambda text: text.replace("\n", " ").encode("utf-8", "surrogatepass"))
readers = st.sets(st.integers(0, len(PEOPLE) - 1), min_size=1, max_size=STANZAS)
few = settings(max_examples=examples(40), deadline=None)


@few
@given(texts, readers)
def test_whoever_a_record_is_sealed_to_opens_it_and_nobody_else_does(text: bytes, chosen: set[int]) -> None:
    sealed = SEALER.seal(text, [PEOPLE[number].recipient for number in chosen])
    assert len(sealed) == SEALED_BYTES
    for number, identity in enumerate(PEOPLE):
        if number in chosen:
            assert open_sealed(sealed, [identity]) == text
        else:
            with pytest.raises(NotForThisKey):
                open_sealed(sealed, [identity])


@few
@given(st.integers(0, PADDED_BYTES + 50))
def test_a_text_fits_whole_or_is_refused_whole(length: int) -> None:
    if length < PADDED_BYTES:
        assert len(open_sealed(SEALER.seal(b"x" * length, [PEOPLE[0].recipient]), [PEOPLE[0]])) == length
    else:
        with pytest.raises(TooLong):
            SEALER.seal(b"x" * length, [PEOPLE[0].recipient])


@settings(max_examples=examples(300), deadline=None)
@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_any_flipped_byte_is_refused(place: int, flip: int) -> None:
    changed = bytearray(SEALED)
    changed[place] ^= flip
    with pytest.raises(SealingError):
        open_sealed(bytes(changed), PEOPLE[:2])


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(0, len(SEALED) - 1))
def test_a_file_cut_short_anywhere_is_refused(length: int) -> None:
    with pytest.raises(BrokenFile):
        open_sealed(SEALED[:length], PEOPLE[:2])


@few
@given(st.binary(min_size=1, max_size=100))
def test_a_file_with_something_after_its_end_is_refused(tail: bytes) -> None:
    with pytest.raises(BrokenFile):
        open_sealed(SEALED + tail, PEOPLE[:1])


@settings(max_examples=examples(200), deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_called_broken_and_nothing_else(noise: bytes) -> None:
    for data in (noise, b"age-encryption.org/v1\n" + noise):
        with pytest.raises(BrokenFile):
            open_sealed(data, PEOPLE[:1])


@few
@given(st.sampled_from([0, 1, 65_535, 65_536, 65_537, 131_072]), readers)
def test_a_plain_age_file_of_any_size_opens_for_each_of_its_readers(size: int, chosen: set[int]) -> None:
    text = hashlib.shake_256(b"text").digest(size)
    made = age_file.seal(text, [PEOPLE[number].recipient for number in chosen])
    for number in chosen:
        assert age_file.open_file(made, [PEOPLE[number]]) == text


@few
@given(st.binary(min_size=32, max_size=32))
def test_an_identity_survives_being_written_as_text(seed: bytes) -> None:
    identity = Identity(seed)
    assert Identity.from_text(identity.to_text()) == identity
    assert Identity.from_text(identity.to_text().lower() + "\n") == identity
    assert bech32.decode("age1pq", identity.recipient.to_text()) == identity.recipient.raw


@settings(max_examples=examples(150), deadline=None)
@given(st.integers(0, 73), st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
def test_an_identity_with_one_wrong_letter_is_refused(place: int, letter: str) -> None:
    text = PEOPLE[0].to_text()
    place = min(place, len(text) - 1)
    changed = text[:place] + letter.upper() + text[place + 1 :]
    if changed != text:
        with pytest.raises(BrokenFile):
            Identity.from_text(changed)


@few
@given(st.binary(max_size=1300).filter(lambda raw: len(raw) != 1216))
def test_a_public_key_of_the_wrong_length_is_never_sealed_to(raw: bytes) -> None:
    with pytest.raises(BrokenFile):
        SEALER.seal(b"{}", [Recipient(raw)])
