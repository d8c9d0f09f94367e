"""Disks that are really full, folders that can't be written, shared folders full of strange things."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.home import Home
from screens.mentor.concerns.concern import ConcernScreen
from store.scheme.routes import ROLES
from tests.journeys.bad_input import Programs, SmallDisk, small_disk
from tests.journeys.brook_field import HEAD, LEAD, MENTOR, Apart, at_desk, at_kiosk, set_apart
from tests.unit.kiosk.school_folder import ROOT, SchoolFolder

NO_ROOM = "There is no room left"
WORDS = "He said they wait by the gate"


@pytest.fixture
def programs(school: SchoolFolder, capsys: pytest.CaptureFixture[str]) -> Programs:
    return Programs(school, capsys)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk", "8m") as made:
        yield made


async def test_a_report_on_a_full_disk_stays_on_the_page_and_goes_once_there_is_room(
    programs: Programs, disk: SmallDisk
) -> None:
    disk.move_here(programs.folder / "kiosks")
    async with at_kiosk(programs.home) as pupil:
        await pupil.sign_in(programs.words[MENTOR])
        await pupil.press("2", "1")
        await pupil.press("1")
        await pupil.press("1")
        await pupil.press("enter")
        disk.fill()
        await pupil.type(WORDS)
        await pupil.press("f2")
        assert NO_ROOM in pupil.text()
        await pupil.press("1")
        await pupil.press("enter")
        assert "Read it once more" in pupil.text()
        assert NO_ROOM in pupil.text()
        await pupil.press("f10")
        assert "Try again" in pupil.text()
        assert "Go back to what I wrote" in pupil.text()
        await pupil.press("2")
        await pupil.soon(lambda: isinstance(pupil.app.screen, ConcernScreen))
        disk.make_room()
        await pupil.press("enter")
        await pupil.soon(lambda: "Thank you for telling us" in pupil.text())
        await pupil.press("escape")
        await pupil.sign_out()
    assert "5 sealed items received" in programs.run("sync").of("Office")
    async with at_desk(programs.home, "Office") as lead:
        await lead.unlock(programs.words[LEAD])
        await lead.press("enter")
        assert WORDS in lead.text()


@pytest.mark.long
async def test_what_was_typed_on_a_full_disk_reaches_the_lead_where_its_author_tries_once_more_to_leave(
    programs: Programs, disk: SmallDisk
) -> None:
    disk.move_here(programs.folder / "kiosks")
    async with at_kiosk(programs.home) as pupil:
        await pupil.sign_in(programs.words[MENTOR])
        await pupil.press("2", "1")
        await pupil.press("1")
        await pupil.press("1")
        await pupil.press("enter")
        disk.fill()
        await pupil.type(WORDS)
        await pupil.press("f10")
        assert NO_ROOM in pupil.text()
        disk.make_room()
        await pupil.press("1")
        assert "Peer mentors sign in" in pupil.text()
    async with at_kiosk(programs.home) as pupil:
        assert "Peer mentors sign in" in pupil.text()
    assert programs.run("sync").code == 0
    async with at_desk(programs.home, "Office") as lead:
        await lead.unlock(programs.words[LEAD])
        await lead.press("enter")
        assert WORDS in lead.text()


def test_a_store_whose_disk_is_full_takes_everything_once_there_is_room(programs: Programs, disk: SmallDisk) -> None:
    disk.move_here(programs.folder / "store")
    programs.report()
    disk.fill()
    told = programs.run("sync")
    told.check_clean()
    assert told.code == 1
    for name in ("Classroom", "Office"):
        assert NO_ROOM in told.of(name)
    assert f"! the school's store ({programs.folder / 'store'}): {NO_ROOM}" in programs.run("doctor").out
    added = programs.run("people", "add", "Miss Reed", "--staff", "--room", "L1", typed=())
    assert added.code == 0
    assert "has not gone out everywhere yet" in added.out
    disk.make_room()
    told = programs.run("sync")
    assert "5 sealed items received" in told.of("Office")
    assert "1 sealed item sent" in told.of("Office")
    programs.is_whole()


async def test_a_lead_on_a_full_disk_reads_and_loses_nothing_of_what_was_recorded(
    programs: Programs, disk: SmallDisk
) -> None:
    programs.report(WORDS)
    assert programs.run("sync").code == 0
    disk.move_here(programs.folder / "desk")
    async with at_desk(programs.home, "Office") as lead:
        await lead.unlock(programs.words[LEAD])
        await lead.press("enter")
        disk.fill()
        await lead.acknowledge()
        assert NO_ROOM in lead.text()
        assert "Press a to try again" in lead.text()
        disk.make_room()
        await lead.acknowledge()
        assert "Recorded: you have read this report." in lead.text()
        disk.fill()
        await lead.lock()
    async with at_desk(programs.home, "Office") as lead:
        # Without room nothing new is written, but a full disk must not hide a report.
        await lead.unlock(programs.words[LEAD])
        assert WORDS in lead.text()
        disk.make_room()
        await lead.press("enter")
        assert "read the report" in lead.text()
        await lead.lock()
    programs.is_whole()
    async with at_kiosk(programs.home) as pupil:
        await pupil.sign_in(programs.words[MENTOR])
        await pupil.press("4")
        assert "Read by an adult on" in pupil.text()


def test_new_words_that_could_not_be_written_down_bring_no_key_into_force(
    programs: Programs, disk: SmallDisk, tmp_path: Path
) -> None:
    disk.fill()
    typed = tmp_path / "typed"
    typed.write_text(f"{programs.words[ROOT]}\n{programs.words[HEAD]}\n", "utf-8")
    before = {path: path.read_bytes() for path in programs.folder.rglob("*.key")}
    for command in (
        ("role", "make", "head", "--holder", "Mx New"),
        ("role", "make", "recovery", "--holder", "Mx New", "--holder", "Mr Hill"),
    ):
        told = programs.run(*command, "--words-from", str(typed), "--words-to", str(disk.folder / "new"))
        assert NO_ROOM in told.sentence
    typed.write_text(f"{programs.words[LEAD]}\n", "utf-8")
    told = programs.run(
        "people", "add", "Kim C", "--mentor", "--words-from", str(typed), "--words-to", str(disk.folder / "new")
    )
    assert NO_ROOM in told.sentence
    assert {path: path.read_bytes() for path in programs.folder.rglob("*.key")} == before
    assert "Kim C" not in programs.run("doctor").out
    assert programs.run("people", "add", "Kim C", "--mentor", typed=(LEAD,)).code == 0


def test_a_school_that_finds_no_room_is_not_founded_by_half(programs: Programs, disk: SmallDisk) -> None:
    disk.fill()
    new = disk.folder / "school"
    founding = ("init", "--at", str(new), "--school", "New", "--costs", "floor", "--words-to")
    assert NO_ROOM in programs.run(*founding, str(programs.folder.parent / "a")).sentence
    assert not list(disk.folder.glob("*school*"))
    assert not (programs.folder.parent / "a").exists()
    disk.make_room()
    assert programs.run(*founding, str(programs.folder.parent / "b")).code == 0
    assert len((programs.folder.parent / "b").read_text("utf-8").splitlines()) == len(ROLES) // 3


# -- the shared folder


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


def test_a_home_that_can_not_be_written_says_so_and_is_as_it_was(programs: Programs, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "8m") as disk:
        disk.move_here(programs.folder / "kiosks")
        programs.report()
        disk.allow_writing(allowed=False)
        told = programs.run("sync")
        told.check_clean()
        assert told.code == 1
        assert "can't be written to" in told.of("Classroom")
        assert "Classroom" in programs.run("doctor").out
        disk.allow_writing(allowed=True)
        # The kiosk's own loop may have sent it before.
        assert "5 sealed items received" in programs.run("sync").of("Office")
        programs.is_whole()
