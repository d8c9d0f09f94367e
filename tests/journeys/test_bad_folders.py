"""Full, read-only, strange, missing shared folders: said in one sentence, taken up again afterwards."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from kiosk.home import Home
from tests.journeys.bad_input import Programs, SmallDisk
from tests.journeys.brook_field import Apart, set_apart
from tests.unit.kiosk.school_folder import SchoolFolder


@pytest.fixture
def apart(school: SchoolFolder) -> Apart:
    return set_apart(school)


def at(programs: Programs, home: Home) -> Programs:
    programs.folder = home.folder
    return programs


def test_a_full_or_read_only_stick_is_said_and_takes_everything_afterwards(
    apart: Apart, programs: Programs, disk: SmallDisk
) -> None:
    apart.stick.symlink_to(disk.folder)
    at(programs, apart.classroom).report()
    disk.fill()
    for home, name in ((apart.classroom, "Classroom"), (apart.office, "Folders")):
        told = at(programs, home).run("sync")
        told.check_clean()
        assert "no room left in the shared folder" in told.out
        assert "new." not in told.of(name)
        assert f"The folder {apart.stick} is nearly full" in programs.run("doctor").out
    disk.make_room()
    disk.allow_writing(allowed=False)
    told = at(programs, apart.classroom).run("sync")
    assert told.code == 1
    assert "The shared folder can't be written to" in told.out
    assert f"The folder {apart.stick} can't be written to" in programs.run("doctor").out
    disk.allow_writing(allowed=True)
    apart.carry()
    assert "Classroom, reports: complete, 5 entries." in at(programs, apart.office).run("verify").out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other names and rights")
def test_strange_things_in_a_shared_folder_are_counted_left_alone_and_keep_nothing_back(
    apart: Apart, programs: Programs
) -> None:
    at(programs, apart.classroom).report("before")
    apart.carry()
    (part,) = apart.stick.iterdir()
    runs = part / next(path.parent.name for path in part.glob("*/0-*.run"))
    whole = next(runs.glob("0-*.run"))
    data = whole.read_bytes()
    for name in strange_names(runs):
        name.write_bytes(b"x")
    for number, place in enumerate(places(runs, 7)):
        strange_thing(number, place, data)
    (part / ("aa" * 16)).symlink_to("/")
    (part / "System Volume Information").mkdir()
    (part / "receipts" / f"{'cc' * 16}-{'dd' * 32}.receipt").write_bytes(os.urandom(300))
    (part / "devices" / f"{'ee' * 16}.key").write_bytes(os.urandom(32))
    (apart.stick / "holiday.jpg").write_bytes(b"x")
    strange = sorted(path.name for path in part.rglob("*"))
    at(programs, apart.classroom).report("after")
    apart.carry()
    told = at(programs, apart.office).run("sync")
    told.check_clean()
    assert told.code == 0
    assert "not made by this program" in told.out
    assert "only half copied or damaged" in told.out
    assert "too large to be one of ours" in told.out
    assert "Classroom, reports: complete, 10 entries." in programs.run("verify").out
    assert set(strange) <= {path.name for path in part.rglob("*")}


def places(folder: Path, count: int) -> list[Path]:
    """Names that a run's file could bear."""
    return [folder / f"0-{'cd' * 16}-1-{number}-{'ef' * 32}.run" for number in range(1, count + 1)]


def strange_thing(number: int, place: Path, data: bytes) -> None:
    """Put something else than a whole run in its place."""
    if number == 0:
        place.mkdir()
    elif number < 4:
        place.symlink_to(("/etc/hostname", "/dev/zero", place.name)[number - 1])
    elif number == 4:
        os.mkfifo(place)
    elif number == 5:
        with place.open("wb") as file:
            file.truncate(9 << 20)
    else:
        place.write_bytes(data[: len(data) // 2])


def strange_names(folder: Path) -> list[Path]:
    names = ["notes.txt", "\x1b[31mevil\u202e.run", "é" * 100 + ".run", "x" * 255, os.fsdecode(b"\xff\xfe bad.run")]
    return [folder / name for name in names]


def test_something_else_in_the_place_of_the_shared_folder_is_said(apart: Apart, programs: Programs) -> None:
    at(programs, apart.classroom).report()
    for make in (lambda: apart.stick.write_text("a file"), lambda: apart.stick.symlink_to("nowhere")):
        make()
        for home in (apart.classroom, apart.office):
            told = at(programs, home).run("sync")
            told.check_clean()
            assert "folder" in told.out
            assert "in reach" in programs.run("doctor").out
        apart.stick.unlink()
    apart.carry()
    assert "Classroom, reports: complete, 5 entries." in at(programs, apart.office).run("verify").out
