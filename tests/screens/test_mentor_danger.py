"""Somebody who is in danger now is told what to do first, an adult is told at once."""

from __future__ import annotations

import pytest

from screens.mentor.concerns.concern import ConcernScreen
from store.errors import DiskFull
from store.notebook.common.facts import Danger
from tests.screens.mentor_harness import Pupil, standing
from tests.screens.mentor_services import Kiosk

FULL_DISK = DiskFull("There is no room on this computer.")


async def in_danger(pupil: Pupil) -> None:
    await pupil.begin_concern()
    await pupil.press("3")


async def test_danger_says_stop_typing_and_whom_to_go_to() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        assert pupil.sees("Stop typing. Go now to the nearest adult you trust.")
        assert pupil.sees("Ms Lee (Room 4), Mr Dale (Library) and reception can help.")
        assert pupil.sees("If you are worried about one of them, pick another.")
        assert pupil.sees("In danger: 999. Don't go back to check.")
        assert not kiosk.acts("danger_now")


async def test_i_have_told_an_adult_tells_the_school_too_and_finishes() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.press("enter")
        assert len(kiosk.acts("danger_now")) == 1
        assert kiosk.acts("send_now")
        ((_, sent),) = kiosk.acts("send")
        assert (sent.danger, sent.told) == (Danger.YES, "another adult")
        assert pupil.sees("Please tell Ms Lee (Room 4) or Mr Dale (Library) now.")
        assert pupil.sees("It goes as soon as this computer reaches the school.")


async def test_who_has_told_an_adult_can_write_what_they_remember() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.press("2")
        assert pupil.sees("Who might be hurt or upset?")
        assert len(kiosk.acts("danger_now")) == 1
        await pupil.wait(30)
        assert len(kiosk.acts("danger_now")) == 1


async def test_who_finds_nobody_gets_the_numbers_and_can_ask_an_adult_to_come() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.press("3")
        assert pupil.sees("0800 1111")
        assert pupil.sees("Saved: someone is in danger now.")
        assert len(kiosk.acts("danger_now")) == 1
        await pupil.press("1")
        await pupil.type("Bo")
        await pupil.press("tab")
        await pupil.type("gym")
        await pupil.press("tab", "1", "f2")
        assert kiosk.acts("find_me") == [("find_me", "Bo", "gym", "a1")]
        await pupil.press("1")
        assert isinstance(pupil.app.screen, ConcernScreen)
        assert not kiosk.acts("end", "end_without_name")
        await pupil.press("2")
        assert pupil.sees("Who might be hurt or upset?")


async def test_esc_takes_danger_back_and_tells_nobody() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.wait(19)
        await pupil.press("escape")
        assert pupil.sees("Is anyone in danger now?")
        await pupil.wait(60)
        assert not kiosk.acts("danger_now")


async def test_twenty_seconds_on_the_danger_page_tell_the_school() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.wait(19)
        assert not kiosk.acts("danger_now")
        await pupil.wait(1)
        assert len(kiosk.acts("danger_now")) == 1
        assert pupil.sees("Saved: someone is in danger now.")
        await pupil.press("escape")
        await pupil.press("3")
        await pupil.wait(30)
        assert len(kiosk.acts("danger_now")) == 1


async def test_twenty_seconds_with_the_help_over_the_danger_page_tell_the_school_too() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.press("f1")
        await pupil.wait(20)
        assert len(kiosk.acts("danger_now")) == 1


@pytest.mark.parametrize("key", ["f9", "f10"])
async def test_hiding_or_signing_out_on_the_danger_page_tells_the_school(key: str) -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.press(key)
        assert len(kiosk.acts("danger_now")) == 1
        assert kiosk.saved.danger is Danger.YES


async def test_telling_the_school_that_fails_says_so_and_is_tried_again() -> None:
    kiosk = Kiosk()
    kiosk.trouble["danger_now"] = FULL_DISK
    async with standing(kiosk) as pupil:
        await in_danger(pupil)
        await pupil.wait(20)
        assert pupil.sees("! There is no room on this computer.")
        kiosk.trouble.clear()
        await pupil.wait(6)
        assert len(kiosk.acts("danger_now")) == 1


# -- without a name ----------------------------------------------------------------------------------------------------
