"""The office's disk breaks: store and desk are put back from the day before, and nothing that anybody holds is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.home import Home
from kiosk.parts import open_device, open_store
from kiosk.sync import sync_home
from store.feeds.verify import walk
from tests.feed_parts import entries
from tests.journeys.brook_field import LEAD, MENTOR, at_desk, at_kiosk
from tests.journeys.served_school import Served
from tests.unit.kiosk.school_folder import SchoolFolder

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
