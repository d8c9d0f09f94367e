"""A concern goes from a pupil's fingers to the lead's screen and the answer comes back, by keys alone."""

from __future__ import annotations

import pytest

from kiosk.home import Home
from tests.journeys.brook_field import DEPUTY, HEAD, LEAD, MENTOR, at_desk, at_kiosk, set_apart
from tests.unit.kiosk.school_folder import SchoolFolder

WORDS = "He said they wait for him by the old gate"
STAFF_WORDS = "The coach writes to her at night about zebrafish"


async def test_a_mentor_reports_offline_and_sees_that_it_was_read_once_the_stick_has_gone_both_ways(
    school: SchoolFolder,
) -> None:
    apart = set_apart(school)
    async with at_kiosk(apart.classroom) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.report(WORDS)
        assert "Saved on this computer. No adult can see it yet." in pupil.text()
        await pupil.press("escape")
        await pupil.sign_out()

    apart.carry()
    async with at_kiosk(apart.classroom) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("4")
        assert "Sent. No adult has read it yet." in pupil.text()

    async with at_desk(apart.office, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        await lead.press("enter")
        assert WORDS in lead.text()
        await lead.lock()
    apart.carry()
    async with at_kiosk(apart.classroom) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("4")
        # Looking is not reading: only an acknowledgement is.
        assert "Sent. No adult has read it yet." in pupil.text()

    async with at_desk(apart.office, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        await lead.press("enter")
        await lead.acknowledge()
        await lead.press("r")
        await lead.press("2")
        await lead.press("f2")
        await lead.lock()
    apart.carry()
    async with at_kiosk(apart.classroom) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("4")
        assert "Read by an adult on" in pupil.text()
        await pupil.press("escape")
        await pupil.press("5")
        await pupil.press("1")
        assert "An adult is looking after this now." in pupil.text()


async def test_a_report_about_staff_stays_out_of_the_leads_inbox_counts_and_search_and_reaches_the_head(
    school: SchoolFolder,
) -> None:
    home = Home(school.folder)
    async with at_kiosk(home) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.report(STAFF_WORDS, adult="2")
        await pupil.press("escape")
        await pupil.sign_out()
    assert school.run("sync") == 0
    async with at_desk(home, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        assert "Nothing waits here." in lead.text()
        assert "Nothing missing from 1 kiosk" in lead.text()
        await lead.search("zebrafish")
        assert STAFF_WORDS not in lead.text()
        assert MENTOR not in lead.text()
    async with at_desk(home, "Head") as head:
        await head.press("enter", "1")
        # Two people have key files here: the chair's comes first in the alphabet.
        await head.press("2")
        await head.type(school.words[HEAD])
        await head.press("enter")
        await head.press("enter")
        await head.press("enter")
        assert STAFF_WORDS in head.text()
        await head.acknowledge()
        await head.lock()
    assert school.run("sync") == 0
    async with at_kiosk(home) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("4")
        assert "Read by an adult on" in pupil.text()


@pytest.mark.long
async def test_a_deputy_on_another_desk_sees_the_same_case_with_what_the_lead_did(school: SchoolFolder) -> None:
    home = Home(school.folder)
    async with at_kiosk(home) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.report(WORDS)
        await pupil.press("escape")
        await pupil.sign_out()
    assert school.run("sync") == 0
    async with at_desk(home, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        await lead.press("enter")
        await lead.acknowledge()
        await lead.press("n")
        await lead.type("Rang home")
        await lead.press("tab")
        await lead.type("To hear more")
        await lead.press("f2")
        await lead.lock()
    assert school.run("sync") == 0
    async with at_desk(home, "Deputy") as deputy:
        await deputy.unlock(school.words[DEPUTY])
        await deputy.press("enter")
        seen = deputy.text()
    assert WORDS in seen
    assert LEAD in seen
    assert "Rang home" in seen


async def test_an_unfinished_report_reaches_the_lead_after_the_next_start(school: SchoolFolder) -> None:
    home = Home(school.folder)
    async with at_kiosk(home) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("2", "1")
        await pupil.press("1")
        await pupil.press("1")
        await pupil.press("enter")
        await pupil.type("He said that tonight they")
        await pupil.sign_out()
    async with at_kiosk(home) as pupil:
        assert "Peer mentors sign in" in pupil.text()
    assert school.run("sync") == 0
    async with at_desk(home, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        await lead.press("enter")
        assert "He said that tonight they" in lead.text()
        assert "Unfinished report" in lead.text()
