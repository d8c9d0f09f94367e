"""Help without a sign-in: whom to go to, an adult who comes."""

from __future__ import annotations

from screens.mentor.entering.welcome import WelcomeScreen
from store.errors import DiskFull
from tests.screens.mentor_harness import DATA_URI, NASTY, SEEN, standing
from tests.screens.mentor_services import Kiosk


async def test_help_is_there_without_a_sign_in_with_two_names_and_all_numbers() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.press("2")
        for told in ("Ms Lee (keeps pupils safe), Room 4", "Mr Dale (head of year), Library", "999", "0800 1111"):
            assert pupil.sees(told)
        assert pupil.sees("Text SHOUT to 85258")
        assert pupil.sees("You do not have to say what it is about.")
        await pupil.press("escape")
        assert isinstance(pupil.app.screen, WelcomeScreen)


async def test_an_adult_is_asked_to_find_somebody() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.press("2", "1")
        await pupil.type("Bo")
        await pupil.press("enter")
        await pupil.type("gym")
        await pupil.press("enter", "2", "enter")
        assert kiosk.acts("find_me") == [("find_me", "Bo", "gym", "a2")]
        assert pupil.sees("Your code: MAPLE RIVER 17")
        assert pupil.sees("Stay where people can see you.")
        assert kiosk.acts("send_now")
        await pupil.press("1")
        assert kiosk.acts("end_without_name")
        assert isinstance(pupil.app.screen, WelcomeScreen)


async def test_asking_for_an_adult_says_what_is_missing_and_goes_there() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.press("2", "1", "f2")
        assert pupil.sees("Write your first name")
        await pupil.type("Bo")
        await pupil.press("f2")
        assert pupil.sees("Write where you are")
        await pupil.paste(DATA_URI)
        assert pupil.sees("Pictures can't go here.")
        await pupil.paste(NASTY)
        await pupil.press("f2")
        assert pupil.sees("Choose who should come.")
        await pupil.press("1", "ctrl+f")
        assert kiosk.acts("find_me") == [("find_me", "Bo", SEEN, "a1")]


async def test_a_request_that_could_not_be_saved_stays_on_the_page() -> None:
    kiosk = Kiosk()
    kiosk.trouble["find_me"] = DiskFull("There is no room on this computer.")
    async with standing(kiosk) as pupil:
        await pupil.press("2", "1", "B", "tab", "g", "tab", "1", "enter")
        assert pupil.sees("! There is no room on this computer.")
        kiosk.trouble.clear()
        await pupil.press("f2")
        assert kiosk.acts("find_me") == [("find_me", "B", "g", "a1")]


async def test_going_back_from_the_request_sends_nothing() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.press("2", "1", "escape")
        assert pupil.sees("I need help now")
        assert not kiosk.acts("find_me", "end_without_name")
        assert pupil.app.visit is None


async def test_help_that_nobody_looks_at_goes_back_to_the_welcome_having_counted_down() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.press("2")
        await pupil.wait(40)
        assert pupil.sees("Closes in 50 s")
        await pupil.wait(51)
        assert isinstance(pupil.app.screen, WelcomeScreen)
