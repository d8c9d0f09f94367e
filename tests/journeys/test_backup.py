"""The office's disk breaks: store and desk are put back from the day before, and nothing that anybody holds is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.backups.making import place_of
from kiosk.backups.place import check_backup, finished
from kiosk.backups.put_back import restore_backup
from kiosk.cli import main
from kiosk.home import Home
from kiosk.parts import open_device, open_store
from kiosk.syncing.sync import sync_home
from store.feeds.verify import walk
from tests.feed_parts import entries
from tests.journeys.brook_field import LEAD, MENTOR, at_desk, at_kiosk
from tests.journeys.served_school import Served
from tests.unit.kiosk.school_folder import SchoolFolder

TOP = Path(__file__).parents[2]
BEFORE = "He said they wait for him by the old gate"
AFTER = "She has not eaten since the zebra lesson"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the kill is POSIX's")


@pytest.fixture
def served(school: SchoolFolder) -> Iterator[Served]:
    home = Home(school.folder)
    sync_home(home)
    made = Served(home)
    made.start()
    yield made
    made.close()


async def report(home: Home, school: SchoolFolder, words: str) -> None:
    async with at_kiosk(home) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.report(words)
        await pupil.press("escape")
        await pupil.sign_out()


async def said(home: Home, school: SchoolFolder) -> str:
    """Return what the pupil is told of their reports."""
    async with at_kiosk(home) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("4")
        return pupil.text()


async def read_and_answered(office: Home, school: SchoolFolder, words: str) -> None:
    async with at_desk(office, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        await lead.press("enter")
        assert words in lead.text()
        await lead.acknowledge()
        await lead.press("r", "2", "f2")
        await lead.lock()


def break_disk(office: Home) -> None:
    """Take away all that lies on the office's computer but the program."""
    for name in ("store", "desk", "desks"):
        shutil.rmtree(office.folder / name)


@pytest.mark.long
async def test_after_the_office_s_disk_broke_everything_comes_back_and_no_words_go_back(
    served: Served, school: SchoolFolder, tmp_path: Path
) -> None:
    library, office = served.enrolled("Library", tmp_path / "new"), served.office
    (tmp_path / "second").mkdir()
    served.sync_kiosk(library)
    served.sync_desk("Office")
    served.sync_kiosk(library)
    await report(library, school, BEFORE)
    for _ in range(2):
        served.sync_kiosk(library)
        served.sync_desk("Office")
    # While the service runs.
    assert main(["--home", str(office.folder), "backup", "--to", str(tmp_path / "second")]) == 0

    await read_and_answered(office, school, BEFORE)
    served.sync_desk("Office")
    await report(library, school, AFTER)
    served.sync_kiosk(library)
    served.sync_desk("Office")
    told = await said(library, school)
    assert "Read by an adult on" in told
    assert "Sent. No adult has read it yet." in told
    there = open_store(office)
    assert there is not None
    lost = {one.hash for one in entries(there.feeds) if one.lane < 2}
    there.close()

    served.kill()
    break_disk(office)
    assert main(["restore", str(tmp_path / "second"), "--at", str(office.folder)]) == 0
    served.start()
    for _ in range(2):
        served.sync_kiosk(library)
        served.sync_desk("Office")
    back = open_store(office)
    assert back is not None
    assert lost <= {one.hash for one in entries(back.feeds)}
    assert not [state.sentence for state in walk(back.feeds) if state.forks or state.unreadable]
    back.close()

    told = await said(library, school)
    assert "Read by an adult on" in told
    assert "Saved on this computer" not in told
    async with at_desk(office, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        for words in (BEFORE, AFTER):
            assert words.split()[0] in lead.text()
        await lead.lock()
    served.sync_desk("Office")
    desk = open_device(office, office.desk("Office"))
    own = [one for one in entries(desk.feeds) if one.device == desk.key.id]
    assert len({(one.lane, one.epoch, one.seq) for one in own}) == len(own)
    assert len({one.epoch for one in own if one.lane == 1}) == 2
    desk.close()


def live_and_die(home: Home, second: Path, seed: int, seconds: float) -> list[str]:
    """Let the program go on for a while, then kill it, returning what it said that it had written."""
    command = [sys.executable, "-m", "tests.journeys.killed_backup", str(home.folder), str(second), str(seed)]
    with subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        assert desk.stdout.readline() == "started\n"
        lines, end = [desk.stdout.readline()], time.monotonic() + seconds
        while time.monotonic() < end:
            lines.append(desk.stdout.readline())
        desk.kill()
        lines += desk.stdout.read().splitlines(keepends=True)
    return [line for line in lines if line.endswith("\n")]


def check(home: Home, second: Path, said: list[str]) -> None:
    for backup in finished(place_of(home, second)):
        check_backup(backup)
    if not home.desk(None).database.exists():
        # The kill came after the disk had broken: then there is a backup to begin from.
        restore_backup(finished(place_of(home, second))[0], home.folder)
    parts = open_device(home, home.desk(None))
    assert all(not state.unreadable for state in walk(parts.feeds))
    parts.close()
    places: dict[tuple[str, ...], set[str]] = {}
    for line in said:
        *place, hashed = line.split()
        places.setdefault(tuple(place), set()).add(hashed)
    assert not [place for place, hashes in places.items() if len(hashes) > 1], "a number was used twice"


def killed(school: SchoolFolder, second: Path, kills: int) -> None:
    second.mkdir()
    said, chance = list[str](), random.Random(20)
    for seed in range(kills):
        said += live_and_die(Home(school.folder), second, seed, 0.2 + chance.random())
        check(Home(school.folder), second, said)


@pytest.mark.long
def test_a_backup_or_a_restore_that_is_killed_leaves_nothing_half_and_no_number_used_twice(
    school: SchoolFolder, tmp_path: Path
) -> None:
    killed(school, tmp_path / "second", 2)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_a_hundred_kills_of_backups_and_restores(school: SchoolFolder, tmp_path: Path) -> None:
    killed(school, tmp_path / "second", 100)
