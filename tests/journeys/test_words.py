"""Words of one's own, and new ones for forgotten ones, from the first sign-in to another kiosk, by keys alone."""

from __future__ import annotations

import pytest

from kiosk.home import Home
from tests.journeys.brook_field import LEAD, MENTOR, Pupil, at_desk, at_kiosk, set_apart
from tests.unit.kiosk.school_folder import SchoolFolder

BEGUN = "They said they would wait for her tonight"


async def begin(pupil: Pupil, words: str) -> None:
    """Sign in where something is said before home."""
    await pupil.press("1")
    await pupil.type(MENTOR)
    await pupil.press("enter")
    await pupil.type(words)
    await pupil.press("enter")


async def change(pupil: Pupil) -> str:
    """Type the four new words from the screen, returning them."""
    words = pupil.text().split("keep that to yourself: ")[1].split(" Type them")[0]
    await pupil.type(words)
    await pupil.press("enter")
    assert "Your words are changed on this computer." in pupil.text()
    await pupil.press("enter")
    return words


@pytest.mark.long
async def test_a_mentors_own_words_reach_the_other_kiosks_when_a_desk_locks(school: SchoolFolder) -> None:
    home = Home(school.folder)
    async with at_kiosk(home) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("f4")
        await pupil.type(school.words[MENTOR])
        await pupil.press("enter")
        words = await change(pupil)
        await pupil.sign_out()
        await pupil.sign_in(words)
        await pupil.sign_out()
    assert school.run("sync") == 0
    async with at_desk(home, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        assert "Nothing waits here." in lead.text()
        await lead.lock()
    assert school.run("sync") == 0
    apart = set_apart(school)
    async with at_kiosk(apart.classroom) as pupil:
        await pupil.sign_in(words)


async def test_a_mentor_who_forgot_their_words_gets_new_ones_by_a_stick_and_what_they_began_is_read(
    school: SchoolFolder,
) -> None:
    apart = set_apart(school)
    async with at_kiosk(apart.classroom) as pupil:
        await pupil.sign_in(school.words[MENTOR])
        await pupil.press("2", "1")
        await pupil.press("1")
        await pupil.press("1")
        await pupil.press("enter")
        await pupil.type(BEGUN)
        await pupil.press("escape")
        await pupil.press("f10")
    assert school.run("people", "new-words", MENTOR, asked=(LEAD,)) == 0
    apart.carry()
    async with at_kiosk(apart.classroom) as pupil:
        await begin(pupil, school.words[MENTOR])
        assert f"{LEAD} gave you new words on" in pupil.text()
        assert "can't be opened any more." in pupil.text()
        await pupil.press("1")
        await change(pupil)
        assert f"Signed in as {MENTOR}." in pupil.text()
        assert "that you did not finish" not in pupil.text()
        await pupil.sign_out()
    apart.carry()
    async with at_desk(apart.office, "Office") as lead:
        await lead.unlock(school.words[LEAD])
        await lead.press("enter")
        assert BEGUN in lead.text()
