"""A visit hides, comes back by its words only, ends clean whatever happens."""

from __future__ import annotations

import pytest

from screens.mentor.concerns.concern import ConcernScreen
from screens.mentor.entering.welcome import WelcomeScreen
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.visit.ending import EndingScreen
from screens.mentor.visit.home import HomeScreen
from screens.mentor.visit.lock import LockScreen
from store.errors import DiskFull
from tests.screens.mentor_harness import NASTY, Pupil, standing
from tests.screens.mentor_made_up import SECRET, WORDS
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import SIZES


async def unlock(pupil: Pupil, words: str = WORDS) -> None:
    await pupil.type(words)
    await pupil.press("enter")


# -- home --------------------------------------------------------------------------------------------------------------


async def test_home_says_what_waits() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.sign_in()
        assert pupil.sees("! 1 report is not read by an adult yet. Press 4 to see whom to tell.")
        assert pupil.sees("★ 1 new message for you. Press 5.")
        assert pupil.sees("★ See again today: Sam.")


async def test_home_says_that_an_adult_has_read_a_report() -> None:
    kiosk = Kiosk()
    kiosk.newly_read = 1
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("● An adult has read 1 report of yours. Press 4.")


async def test_home_says_when_nothing_waits() -> None:
    kiosk = Kiosk()
    kiosk.post, kiosk.lines, kiosk.seen_again, kiosk.pages = (), (), (), ()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("Nothing waits for you.")


async def test_home_shows_nasty_names_as_they_are_written() -> None:
    kiosk = Kiosk()
    kiosk.name, kiosk.seen_again = NASTY, (NASTY,) * 9
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("Signed in as a [/] b")
        assert pupil.sees("and 5 more.")


# -- hiding ------------------------------------------------------------------------------------------------------------


@SIZES
async def test_hiding_shows_nothing_of_the_visit_and_the_words_bring_it_back(size: tuple[int, int]) -> None:
    async with standing(Kiosk(), size) as pupil:
        await pupil.to_words()
        await pupil.type("he was at the gate")
        for key in ("f9", "ctrl+n"):
            await pupil.press(key)
            for told in ("gate", "Priya", "Report", "worr"):
                assert told not in pupil.text(), key
            assert pupil.sees("Their words bring their page back"), key
            await unlock(pupil)
            assert pupil.sees("he was at the gate"), key
        await pupil.type(" again")
        assert pupil.sees("he was at the gate again")


async def test_wrong_words_do_not_bring_it_back_and_must_wait() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("f9")
        await unlock(pupil, "maple river anchor onion")
        assert pupil.sees("! Those are not the words. Check them, then try again. You can try again in 5 s.")
        assert SECRET not in pupil.text()
        await unlock(pupil)
        assert isinstance(pupil.app.screen, LockScreen)
        await pupil.wait(6)
        await pupil.press("enter")
        assert isinstance(pupil.app.screen, HomeScreen)


async def test_a_list_hides_after_90_seconds_having_counted_down() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.sign_in()
        await pupil.wait(20)
        assert not pupil.sees("Hides in")
        await pupil.wait(20)
        assert pupil.sees("Hides in 50 s")
        await pupil.press("down")
        assert not pupil.sees("Hides in")
        await pupil.wait(91)
        assert isinstance(pupil.app.screen, LockScreen)


async def test_a_writing_page_hides_after_4_minutes_having_counted_down() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.to_words()
        await pupil.wait(91)
        assert isinstance(pupil.app.screen, ConcernScreen)
        await pupil.wait(100)
        assert pupil.sees("Hides in 49 s")
        await pupil.wait(50)
        assert isinstance(pupil.app.screen, LockScreen)


async def test_a_key_that_comes_too_late_hides_and_does_nothing_else() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.sign_in()
        pupil.clock.now += 91
        await pupil.press("4")
        assert isinstance(pupil.app.screen, LockScreen)
        await unlock(pupil)
        assert isinstance(pupil.app.screen, HomeScreen)


async def test_help_over_a_page_hides_with_it() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.sign_in()
        await pupil.press("f1", "f9")
        assert isinstance(pupil.app.screen, LockScreen)
        assert not pupil.sees("The same keys everywhere")
        await unlock(pupil)
        assert pupil.sees("The same keys everywhere")


async def test_after_10_minutes_hidden_the_visit_ends_and_the_draft_is_saved() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("f9")
        assert pupil.sees("This visit ends by itself in 10 minutes.")
        await pupil.wait(300)
        assert pupil.sees("This visit ends by itself in 5 minutes.")
        await pupil.press("x")
        await pupil.wait(299)
        assert isinstance(pupil.app.screen, LockScreen)
        await pupil.wait(2)
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert kiosk.saved.words == "gate"
        assert kiosk.acts("end")


async def test_the_next_person_can_end_a_hidden_visit() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("f9", "f10")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert kiosk.saved.words == "gate"
        assert kiosk.acts("end")


# -- the end -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keys", [("f10",), ("ctrl+o",), ("9",)])
async def test_signing_out_ends_the_visit_and_takes_every_screen_of_it_away(keys: tuple[str, ...]) -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press(*keys)
        assert kiosk.acts("end") == [("end",)]
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert [type(s) for s in pupil.app.screen_stack if isinstance(s, MentorScreen)] == [WelcomeScreen]
        assert pupil.app.visit is None
        await pupil.press("escape", "f9", "f10")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert not pupil.sees("Priya")


async def test_signing_out_shows_that_it_goes_on_and_hides_the_page_meanwhile() -> None:
    kiosk = Kiosk()
    gate = kiosk.hold("end")
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.pilot.press("f10")
        # The page stays for a moment, takes nothing any more.
        await pupil.pilot.press("x")
        while not pupil.sees("One moment. What you wrote is being kept safe."):
            await pupil.pilot.pause()
        assert not pupil.sees("gate")
        await pupil.pilot.press("f10", "escape", "f9")
        assert isinstance(pupil.app.screen, EndingScreen)
        gate.set()
        await pupil.settle()
        assert len(kiosk.acts("end")) == 1
        assert kiosk.saved.words == "gate"


async def test_an_end_that_fails_says_why_and_lets_one_go_back_or_try_again() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        kiosk.trouble["save"] = DiskFull("There is no room on this computer.")
        await pupil.press("f10")
        assert pupil.sees("There is no room on this computer.")
        await pupil.press("2")
        assert pupil.sees("gate")
        await pupil.press("f10")
        kiosk.trouble.clear()
        await pupil.press("1")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert kiosk.saved.words == "gate"


async def test_one_can_leave_although_the_end_fails() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        kiosk.trouble["end"] = DiskFull("There is no room on this computer.")
        await pupil.press("f10", "3")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert pupil.sees("! There is no room on this computer. Please tell")


async def test_an_end_that_failed_and_that_nobody_answers_goes_to_the_welcome_by_itself() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        kiosk.trouble["end"] = DiskFull("There is no room on this computer.")
        await pupil.press("f10")
        await pupil.wait(601)
        assert isinstance(pupil.app.screen, WelcomeScreen)


async def test_the_next_person_signs_in_after_an_end_that_failed() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        kiosk.trouble["end"] = DiskFull("There is no room on this computer.")
        await pupil.press("f10", "3")
        await pupil.sign_in()
        assert pupil.sees("Signed in as Priya.")


async def test_below_80_by_24_hiding_and_signing_out_still_work() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.pilot.resize_terminal(70, 20)
        await pupil.press("4")
        assert isinstance(pupil.app.screen, HomeScreen)
        await pupil.press("ctrl+n")
        assert isinstance(pupil.app.screen, LockScreen)
        await pupil.press("ctrl+o")
        assert isinstance(pupil.app.screen, WelcomeScreen)
