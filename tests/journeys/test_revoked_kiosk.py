"""A kiosk that the school has taken off its list: a child can still write, and an adult can still read it."""

from __future__ import annotations

from kiosk.home import Home
from kiosk.syncing.sync import sync_home
from tests.journeys.brook_field import DEPUTY, LEAD, MENTOR, at_desk, at_kiosk
from tests.unit.kiosk.school_folder import SchoolFolder

WORDS = "He said they wait for him by the old gate"


async def test_what_a_child_writes_on_a_revoked_kiosk_is_read_in_a_list_of_its_own(school: SchoolFolder) -> None:
    home = Home(school.folder)
    assert school.run("devices", "revoke", "Classroom") == 0
    sync_home(home)
    async with at_kiosk(home) as pupil:
        told = "The school has taken this computer off its list. You can write here"
        assert told in pupil.text()
        assert f"Tell an adult face to face: {DEPUTY} (" in pupil.text()
        await pupil.sign_in(school.words[MENTOR])
        assert told in pupil.text()
        await pupil.report(WORDS)
        await pupil.press("escape")
        await pupil.sign_out()
    sync_home(home)
    async with at_desk(home, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        assert WORDS not in lead.text()
        await lead.press("k")
        assert "came from a computer that the school does not know" in lead.text()
        await lead.press("enter")
        assert WORDS in lead.text()
    # No state of the pupil's says that anybody has it.
    async with at_kiosk(home) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("4")
        assert "Saved on this computer. No adult can see it yet." in pupil.text()
