"""Damaged, emptied, newer databases: named, left as they are, nobody else kept back."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from tests.journeys.bad_input import Programs, damage

DEVICES = {"Classroom": "kiosks/classroom", "Office": "desk", "the school's store": "store"}


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
