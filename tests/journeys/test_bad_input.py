"""Damaged, foreign, newer files and wrong words: one plain sentence, the right exit code, nothing lost."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from kiosk.device_key import read_device_key, write_device_key
from kiosk.parts import open_device
from store.feeds.entry import LANE_NOTICES
from store.scheme.documents import POLICY
from store.scheme.notices import KIND_DOCUMENT, KIND_KEYS, pack_notice
from store.signed import cose
from store.signed.canonical import Plain, decode, encode
from store.signed.signing_key import SigningKey
from tests.journeys.bad_input import TYPED, Programs, damage
from tests.journeys.brook_field import DEPUTY, LEAD
from tests.unit.kiosk.school_folder import ROOT, SchoolFolder

KIOSKS_LAST_CONTACT = {"kiosks/classroom/feeds.db", "kiosks/classroom/welcome.json"}
DEVICES = {"Classroom": "kiosks/classroom", "Office": "desk", "the school's store": "store"}


@pytest.fixture
def programs(school: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> Programs:
    return Programs(school, capsys)


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
@pytest.mark.parametrize("typed", [TYPED, "zebra\u202e\x1b[31m\0" * 5000])
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


# -- databases


SOME = {("Classroom", "flipped"), ("Classroom", "cut"), ("Office", "foreign"), ("the school's store", "header")}


@pytest.mark.parametrize(
    ("name", "how"),
    [
        pytest.param(name, how, marks=[] if (name, how) in SOME else [pytest.mark.long])
        for name in DEVICES
        for how in ("flipped", "cut", "cut at a page", "foreign", "header")
    ],
)
def test_a_damaged_database_is_named_left_as_it_is_and_keeps_no_other_back(
    programs: Programs, name: str, how: str
) -> None:
    programs.report()
    path = programs.folder / DEVICES[name] / "feeds.db"
    good = path.read_bytes()
    damaged = damage(path, how)
    told = programs.run("sync")
    told.check_clean()
    assert (told.code, told.err) == (1, "")
    if name == "the school's store":
        assert "damaged" in told.of("Classroom")
        assert "damaged" in told.of("Office")
    else:
        assert "damaged" in told.of(name)
        assert "nothing new" in told.of("Deputy") or "received" in told.of("Deputy")
    verified = programs.run("verify")
    verified.check_clean()
    assert verified.code == 1
    assert "damaged" in verified.of(name)
    found = programs.run("doctor")
    (line,) = [line for line in found.out.splitlines() if line.startswith(f"! {name}: ")]
    assert "Keep a copy" in line
    assert path.read_bytes() == damaged
    path.write_bytes(good)
    programs.is_whole()


@pytest.mark.parametrize(
    "name", ["Classroom", *(pytest.param(name, marks=pytest.mark.long) for name in [*DEVICES][1:])]
)
def test_a_database_that_was_emptied_begins_anew_gets_back_what_others_hold_and_the_doctor_says_so(
    programs: Programs, name: str
) -> None:
    programs.report()
    assert programs.run("sync").code == 0
    path = programs.folder / DEVICES[name] / "feeds.db"
    path.write_bytes(b"")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert programs.run("sync").code == 0
    programs.is_whole()
    assert f"! {name}: its database was found empty" in programs.run("doctor").out
    programs.report("after it began anew")
    assert "sealed items received" in programs.run("sync").of("Office")
    assert "Classroom, reports: complete" in programs.run("verify").out


@pytest.mark.parametrize("is_there", [True, False])
def test_a_log_beside_an_emptied_database_is_kept_though_sqlite_would_delete_it(
    programs: Programs, tmp_path: Path, *, is_there: bool
) -> None:
    device = programs.home.kiosk(None)
    log = device.database.with_name("feeds.db-wal")
    good = device.database.read_bytes()
    written = sqlite3.connect(device.database, isolation_level=None)
    written.execute("PRAGMA user_version = 7")
    data = log.read_bytes()
    written.close()
    assert len(data) > 1000
    device.database.unlink()
    log.write_bytes(data)
    if is_there:
        device.database.write_bytes(b"")
    for _ in range(2):
        assert "damaged" in programs.run("sync").of("Classroom")
    assert log.read_bytes() == data
    device.database.write_bytes(good)
    programs.is_whole()


def test_a_database_of_a_newer_version_is_left_alone(programs: Programs) -> None:
    for folder in DEVICES.values():
        is_left_alone(programs, programs.folder / folder / "feeds.db")
    programs.is_whole()


def is_left_alone(programs: Programs, path: Path) -> None:
    good = path.read_bytes()
    database = sqlite3.connect(path)
    with database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    newer = path.read_bytes()
    for command in ("sync", "verify", "doctor"):
        told = programs.run(command)
        told.check_clean()
        assert told.code == 1
        assert "newer version" in told.out
    assert path.read_bytes() == newer
    path.write_bytes(good)


# -- what a newer program published


def publish_newer(programs: Programs) -> None:
    """Publish, as a newer program would, a policy and keys in a shape that this one does not know."""
    home = programs.home
    desk = open_device(home, home.desk("Office"))
    policy: dict[int, Plain] = {1: 2, 2: desk.school.id, 3: POLICY, 4: 99, 5: desk.key.id, 9: "new"}
    root = SigningKey.generate()
    with desk.database.write() as connection:
        for kind, signed in (
            (KIND_DOCUMENT, cose.sign("document", encode(policy), desk.key)),
            (KIND_KEYS, cose.sign("keys", encode({1: 2, 2: desk.school.id, 99: "new"}), root)),
        ):
            desk.feeds.append(connection, LANE_NOTICES, pack_notice([(kind, signed)]))
    desk.close()


def test_what_a_newer_program_published_is_carried_on_and_the_last_known_stays_in_force(programs: Programs) -> None:
    publish_newer(programs)
    programs.is_whole()
    assert "with a newer version of the program" in programs.run("doctor").out
    programs.report("still goes")
    assert "5 sealed items received" in programs.run("sync").of("Office")


# -- the configuration


def test_a_configuration_that_is_newer_wrong_or_no_text_is_one_sentence_and_nothing_is_touched(
    programs: Programs,
) -> None:
    path = programs.folder / "kiosk.toml"
    good = path.read_text("utf-8")
    for data, told in (
        (good.replace("version = 1", "version = 2") + "\n[new]\nkey = 1\n", "newer version"),
        ('"zebr\\u001b[31m" = 1\n' + good, "does not know"),
        ("this = = is not\n", "line 1"),
        (good.replace("version = 1\n", ""), "'version' is missing"),
        (good.replace("version = 1", "version = true"), "'version' is wrong"),
        ("version = " + "9" * 5000 + "\n", "no configuration"),
        ("version = " + "[" * 5000, "no configuration"),
        (good + "#" * (1 << 20), "'version' is missing"),
        (good + '\n[[folders]]\npath = "a\\u0000b"\n', "no folder can be named"),
        (good + '\n[[folders]]\npath = "~nobody-of-this-name/x"\n', "no folder can be named"),
        (good.encode("utf-16"), "not UTF-8"),
        (good.replace("Brook", "Bröök").encode("latin-1"), "not UTF-8"),
        (os.urandom(400) + b"\xff", "not UTF-8"),
        (b"", "'version' is missing"),
    ):
        before = contents(programs.folder)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        assert told in programs.run("sync").sentence
        found = programs.run("doctor")
        found.check_clean()
        assert told in found.out
        path.write_text(good, "utf-8")
        assert contents(programs.folder) == before
    programs.is_whole()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file that lasts; SQLite's shared memory comes and goes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal", ".lock"))
    }


def test_a_damaged_key_of_a_device_is_never_overwritten(programs: Programs) -> None:
    key = programs.home.kiosk(None).key
    good = read_device_key(key)
    key.write_bytes(b"damaged")
    programs.run("sync")
    assert key.read_bytes() == b"damaged"
    key.unlink()
    write_device_key(key, good)
    programs.is_whole()
