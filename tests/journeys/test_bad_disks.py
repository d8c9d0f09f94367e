"""Disks that are really full, homes that can't be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.mentor.concerns.concern import ConcernScreen
from store.scheme.routes import ROLES
from tests.journeys.bad_input import Programs, SmallDisk, small_disk
from tests.journeys.brook_field import HEAD, LEAD, MENTOR, at_desk, at_kiosk
from tests.unit.kiosk.school_folder import ROOT

NO_ROOM = "There is no room left"
WORDS = "He said they wait by the gate"


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
        await pupil.soon(lambda: isinstance(pupil.app.screen, ConcernScreen) and pupil.app.focused is not None)
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
