"""Wrong words, damaged or foreign keys: one plain sentence, the right exit code, nothing lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.device_key import read_device_key, write_device_key
from store.signed.canonical import Plain, decode, encode
from store.signed.signing_key import SigningKey
from tests.journeys.bad_input import TYPED, Programs, contents
from tests.journeys.brook_field import DEPUTY, LEAD
from tests.unit.kiosk.school_folder import ROOT

KIOSKS_LAST_CONTACT = {"kiosks/classroom/feeds.db", "kiosks/classroom/welcome.json"}


# -- words


@pytest.mark.parametrize(
    "command",
    [
        ("identity", "safeguarding"),
        ("identity", "recovery"),
        ("role", "make", "head", "--holder", "Mx New"),
        ("people", "add", "Kim C", "--mentor"),
    ],
)
@pytest.mark.parametrize("typed", [TYPED, pytest.param("zebra\u202e\x1b[31m\0" * 5000, marks=pytest.mark.long)])
def test_wrong_words_open_nothing_change_nothing_and_are_not_repeated(
    programs: Programs, command: tuple[str, ...], typed: str
) -> None:
    before = contents(programs.folder)
    assert "do not open" in programs.run(*command, typed=(typed, typed)).sentence
    after = contents(programs.folder)
    assert {name for name in after if after[name] != before.get(name)} <= KIOSKS_LAST_CONTACT
    assert not [name for name, data in after.items() if b"zebra" in data]


def test_words_that_are_no_text_or_are_missing_are_one_sentence(programs: Programs, tmp_path: Path) -> None:
    words = tmp_path / "words"
    for data in (b"\xff\xfe\x00\x01", b""):
        words.write_bytes(data)
        assert "words" in programs.run("identity", "safeguarding", "--words-from", str(words)).sentence
    assert "can't be read" in programs.run("identity", "safeguarding", "--words-from", str(tmp_path)).sentence


# -- key files


def changed(data: bytes, **fields: Plain) -> bytes:
    found = decode(data)
    assert isinstance(found, dict)
    return encode({**found, **{int(name[1:]): value for name, value in fields.items()}})


def test_a_key_file_that_is_damaged_foreign_or_dear_is_one_sentence_and_the_right_one_opens_again(
    programs: Programs,
) -> None:
    path = next((programs.folder / "desk/keys").glob("*.key"))
    good, deputys = path.read_bytes(), next((programs.folder / "desks/deputy/keys").glob("*.key")).read_bytes()
    dear = {"_4": 1 << 40, "_5": 1, "_6": 1}, {"_4": 8192, "_5": 1 << 30, "_6": 1}, {"_4": 8192, "_5": 1, "_6": 1 << 20}
    for data, words, told in (
        (good[:100], LEAD, "not a whole key file"),
        (b"", LEAD, "not a whole key file"),
        (os.urandom(300), LEAD, "key file"),
        (os.urandom(1 << 20), LEAD, "not a whole key file"),
        (changed(good, _2=bytes(16)), LEAD, "belongs to another school"),
        (deputys, DEPUTY, "another person's"),
        (changed(good, _1=2), LEAD, "newer version"),
        *((changed(good, **costs), LEAD, "a lock that the program never makes") for costs in dear),
        (changed(good, _4=8), LEAD, "a lock that the program never makes"),
        (good[:200] + bytes([good[200] ^ 1]) + good[201:], LEAD, "the file is damaged"),
    ):
        path.write_bytes(data)
        assert told in programs.run("identity", "safeguarding", "--as", LEAD, typed=(words,)).sentence
        assert path.read_bytes() == data
    path.write_bytes(good)
    assert programs.run("identity", "safeguarding", "--as", LEAD, typed=(LEAD,)).code == 0


def test_a_damaged_root_file_is_one_sentence(programs: Programs) -> None:
    path = programs.folder / "root" / "root.key"
    person = next((programs.folder / "desk/keys").glob("*.key")).read_bytes()
    for data in (b"", path.read_bytes()[:80], os.urandom(400), person):
        path.write_bytes(data)
        words = (LEAD,) if data == person else (ROOT,)
        assert "key file" in programs.run("role", "make", "head", "--holder", "Mx New", typed=words).sentence


# -- keys of devices


@pytest.mark.parametrize("data", [b"PMK-DEVICE-KEY-1 ab", None], ids=["damaged", "missing"])
def test_a_device_whose_key_is_damaged_is_named_and_keeps_no_other_back(programs: Programs, data: bytes | None) -> None:
    programs.report()
    key = programs.home.desk("Deputy").key
    good = key.read_bytes()
    key.unlink()
    if data is not None:
        key.write_bytes(data)
    told = programs.run("sync")
    assert told.code == 1
    assert "deputy/device.key" in told.of("Deputy")
    assert "5 sealed items received" in told.of("Office")
    assert "5 sealed items received" in told.of("Office")
    assert "Deputy" in programs.run("doctor").out
    assert programs.run("verify").code == 1
    key.write_bytes(good)
    programs.is_whole()


def test_a_kiosk_with_another_devices_key_says_so_and_what_is_written_on_it_is_kept_apart(programs: Programs) -> None:
    key = programs.home.kiosk(None).key
    good = key.read_bytes()
    key.unlink()
    write_device_key(key, SigningKey.generate())
    programs.report("written under a strange key")
    assert programs.run("sync").code == 0
    told = programs.run("doctor")
    assert "Classroom is not admitted yet" in told.out
    key.write_bytes(good)
    programs.report("written under its own key")
    assert "sealed items received" in programs.run("sync").of("Office")
    assert "device" in programs.run("verify").out


def test_a_store_whose_key_is_damaged_keeps_a_kiosk_from_sending_and_from_nothing_else(programs: Programs) -> None:
    key = programs.folder / "store" / "store.key"
    good = key.read_bytes()
    key.write_bytes(b"hello")
    programs.report()
    told = programs.run("sync")
    assert told.code == 1
    assert "store/store.key" in told.of("Classroom")
    key.write_bytes(good)
    assert "5 sealed items received" in programs.run("sync").of("Office")
    programs.is_whole()


def test_a_damaged_key_of_a_device_is_never_overwritten(programs: Programs) -> None:
    key = programs.home.kiosk(None).key
    good = read_device_key(key)
    key.write_bytes(b"damaged")
    programs.run("sync")
    assert key.read_bytes() == b"damaged"
    key.unlink()
    write_device_key(key, good)
    programs.is_whole()
