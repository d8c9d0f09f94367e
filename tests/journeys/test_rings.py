"""A red report at a kiosk rings everybody through the real service, until its reader has acknowledged it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.home import Home
from kiosk.parts import open_store
from kiosk.ringing.settings import ringing_of
from kiosk.syncing.sync import sync_home
from store.scheme.school import School
from store.service.rings.ringer import Ringer
from store.service.rings.words import RING
from tests.clocks import ManualClock
from tests.journeys.brook_field import HEAD, LEAD, at_desk, at_kiosk
from tests.journeys.served_school import Served
from tests.mail_server import PASSWORD, mail_server
from tests.unit.kiosk.school_folder import SchoolFolder

PEOPLE = {LEAD: "ahmed@school.example", "Mr Hill": "hill@school.example", HEAD: "price@school.example"}


def would_ring(home: Home, later: timedelta) -> bool:
    """Return whether the store would ring somebody after so long, in rows that are thrown away by nobody."""
    parts = open_store(home)
    assert parts is not None
    try:
        school = School(parts.database, home.root)
        ringing = ringing_of(home)
        return Ringer(parts.database, school, ringing.directory, ManualClock(datetime.now(UTC) + later)).look()
    finally:
        parts.close()


@pytest.mark.long
async def test_a_red_report_about_an_adult_rings_everybody_in_the_same_words_until_the_head_has_read_it(
    school: SchoolFolder, tmp_path: Path
) -> None:
    home = Home(school.folder)
    for name, address in PEOPLE.items():
        assert main(["--home", str(school.folder), "people", "ring", name, "--email", address]) == 0
    with mail_server(tmp_path) as box:
        config = school.folder / "kiosk.toml"
        config.write_text(config.read_text("utf-8") + box.settings, "utf-8")
        typed = tmp_path / "typed.txt"
        typed.write_text(PASSWORD + "\n", "utf-8")
        assert main(["--home", str(school.folder), "rings", "password", "--words-from", str(typed)]) == 0
        sync_home(home)
        served = Served(home)
        served.start()
        try:
            async with at_kiosk(home) as pupil:
                await pupil.press("2", "2", "3", "3")
                await pupil.press("1")
                await pupil.press("2")
            sync_home(home)
            box.wait_for(len(PEOPLE))
            served.kill()
            served.start()
        finally:
            logged = served.kill()
        assert sorted(box.to) == sorted(PEOPLE.values())
        assert {(one["Subject"], str(one.get_payload()).strip()) for one in box.came} == {(RING, RING)}
        assert not any(address in logged for address in PEOPLE.values())
    assert not would_ring(home, timedelta(minutes=10))
    assert would_ring(home, timedelta(minutes=16))
    async with at_desk(home, "Head") as reader:
        await reader.press("enter", "1")
        # Two people have key files here: the chair's comes first in the alphabet.
        await reader.press("2")
        await reader.type(school.words[HEAD])
        await reader.press("enter")
        await reader.press("enter")
        assert "Red" in reader.text(), reader.text()
        await reader.press("enter")
        await reader.acknowledge()
        await reader.lock()
    sync_home(home)
    assert not would_ring(home, timedelta(minutes=40))
