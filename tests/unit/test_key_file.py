"""A key file opens with its words, tells damage apart from a wrong word, and shows nothing of what is in it."""

from __future__ import annotations

import pytest

from store.errors import DamagedKeyFile, NewerVersion, WrongPassphrase
from store.sealing.costs import FLOOR
from store.sealing.key_file import (
    KeyFileContent,
    casebook_key,
    make_key_file,
    open_key_file,
    role_identity,
    role_signing_key,
    staff_identity,
    staff_signing_key,
)
from store.signed.canonical import decode, encode

SCHOOL, PERSON = bytes(range(16)), bytes(range(16, 32))
WORDS = "maple river stone amber quiet zebra"
CONTENT = KeyFileContent(bytes([1]) * 32, {"head": bytes([2]) * 32, "safeguarding": bytes([3]) * 32}, bytes([4]) * 32)


@pytest.fixture(scope="module")
def key_file() -> bytes:
    return make_key_file(SCHOOL, PERSON, CONTENT, WORDS, FLOOR)


def changed(data: bytes, **values: object) -> bytes:
    found = decode(data)
    assert isinstance(found, dict)
    return encode(found | {int(key[1:]): value for key, value in values.items()})


def test_the_words_open_it_however_they_are_typed(key_file: bytes) -> None:
    opened = open_key_file(key_file, "  Maple-River, STONE amber quiet zebra ", school=SCHOOL)
    assert (opened.school, opened.person, opened.content) == (SCHOOL, PERSON, CONTENT)


def test_a_file_without_the_root_has_none() -> None:
    content = KeyFileContent(bytes([1]) * 32, {})
    assert open_key_file(make_key_file(SCHOOL, PERSON, content, WORDS, FLOOR), WORDS).content == content


def test_wrong_words_are_not_repeated_and_not_called_damage(key_file: bytes) -> None:
    with pytest.raises(WrongPassphrase) as refused:
        open_key_file(key_file, "maple river stone amber quiet giraffe")
    assert "giraffe" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("length", [0, 1, 40, -1])
def test_a_file_that_was_cut_short_is_damaged(key_file: bytes, length: int) -> None:
    with pytest.raises(DamagedKeyFile, match="cut short"):
        open_key_file(key_file[:length], WORDS)


@pytest.mark.parametrize(
    "data",
    [b"not a key file", b"\x80", b"\xa1\x01\x01", bytes(100_000), "Ünïcode".encode(), b"\x9f" * 60],
)
def test_a_foreign_file_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedKeyFile):
        open_key_file(data, WORDS)


def test_the_file_of_another_school_says_so_before_deriving(key_file: bytes) -> None:
    with pytest.raises(DamagedKeyFile, match="another school"):
        open_key_file(key_file, WORDS, school=bytes(16))


@pytest.mark.parametrize(
    "values",
    [
        {"_4": 2**40},
        {"_4": 1024},
        {"_5": 1000},
        {"_6": 0},
        {"_7": b"short"},
        {"_8": b"short"},
        {"_3": b"short"},
        {"_4": True},
        {"_9": "text"},
        {"_10": 0},
    ],
)
def test_costs_and_shapes_that_the_program_never_writes_are_damage(key_file: bytes, values: dict[str, object]) -> None:
    with pytest.raises(DamagedKeyFile):
        open_key_file(changed(key_file, **values), WORDS)


@pytest.mark.parametrize("values", [{"_2": bytes(16)}, {"_3": bytes(16)}, {"_5": 2}, {"_9": bytes(200)}, {"_9": b""}])
def test_everything_in_the_file_is_bound_to_its_words(key_file: bytes, values: dict[str, object]) -> None:
    with pytest.raises(WrongPassphrase):
        open_key_file(changed(key_file, **values), WORDS)


def test_a_newer_file_says_that_it_is_newer(key_file: bytes) -> None:
    with pytest.raises(NewerVersion, match="newer version"):
        open_key_file(changed(key_file, _1=2), WORDS)


def test_no_seed_shows_in_the_file_or_in_what_is_printed_of_it(key_file: bytes) -> None:
    opened = open_key_file(key_file, WORDS)
    for seed in (CONTENT.staff_seed, *CONTENT.roles.values()):
        assert seed not in key_file
        assert seed.hex().encode() not in key_file
        assert seed.hex() not in repr(opened)
        assert repr(seed) not in repr(opened) + repr(opened.content)


def test_each_key_comes_from_its_own_label() -> None:
    seed = bytes([9]) * 32
    derived = {
        staff_signing_key(seed).seed,
        staff_identity(seed).seed,
        role_signing_key(seed).seed,
        casebook_key(seed),
        role_identity(seed).seed,
    }
    assert len(derived) == 5
    assert role_identity(seed).seed == seed
