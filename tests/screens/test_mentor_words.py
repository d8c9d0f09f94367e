"""A mentor gets words of their own, is told of new ones, comes back with four digits."""

from __future__ import annotations

from dataclasses import replace

from screens.mentor.entering.first_sign_in import FirstSignInScreen
from screens.mentor.entering.own_words import OwnWordsScreen
from screens.mentor.entering.welcome import WelcomeScreen
from screens.mentor.visit.home import HomeScreen
from screens.mentor.visit.lock import LockScreen
from store.notebook.common.facts import WordsNews
from tests.screens.mentor_harness import Pupil, standing
from tests.screens.mentor_made_up import FACTS, NOON, OFFERS, WORDS
from tests.screens.mentor_services import Kiosk

FIRST, SECOND = OFFERS


def with_news(*, lost: bool = False) -> Kiosk:
    kiosk = Kiosk()
    kiosk.news = WordsNews("Ms Lee", NOON, lost_reports=lost, lost_sessions=lost)
    return kiosk


async def enter(pupil: Pupil, typed: str) -> None:
    await pupil.type(typed)
    await pupil.press("enter")


async def sign_in_with_code(pupil: Pupil, digits: str) -> None:
    await pupil.press("1")
    await enter(pupil, "Priya")
    await pupil.type(WORDS)
    await pupil.press("tab")
    await enter(pupil, digits)


async def test_at_the_first_sign_in_a_mentor_gets_words_of_their_own_and_signs_in_with_them() -> None:
    kiosk = with_news()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("Your words came on paper")
        await pupil.press("1")
        assert pupil.sees(FIRST)
        await pupil.press("f8")
        assert pupil.sees(SECOND)
        assert not pupil.sees(FIRST)
        await enter(pupil, FIRST)
        assert pupil.sees("Those are not the four words above.")
        assert not kiosk.acts("take")
        await enter(pupil, SECOND.upper().replace(" ", "-"))
        assert pupil.sees("Your words are changed on this computer.")
        assert not pupil.sees(SECOND)
        kiosk.news = None
        await pupil.press("enter", "f10")
        await pupil.sign_in_by_keys(words=SECOND)
        assert isinstance(pupil.app.screen, HomeScreen)


async def test_nobody_has_to_decide_on_words_to_go_on() -> None:
    for key, act in (("2", "keep"), ("3", "later"), ("escape", "later")):
        kiosk = with_news()
        async with standing(kiosk) as pupil:
            await pupil.sign_in()
            await pupil.press(key)
            assert isinstance(pupil.app.screen, HomeScreen)
            assert [call[0] for call in kiosk.acts("keep", "later")] == [act]
            await pupil.press("2")
            assert pupil.sees("Is anyone in danger now?")


async def test_words_on_offer_change_nothing_when_they_are_left_and_do_not_outlast_hiding() -> None:
    kiosk = with_news()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("1", "f9")
        assert isinstance(pupil.app.screen, LockScreen)
        assert not pupil.sees(FIRST)
        await enter(pupil, WORDS)
        assert isinstance(pupil.app.screen, OwnWordsScreen)
        await pupil.press("escape")
        assert isinstance(pupil.app.screen, HomeScreen)
        assert kiosk.own_words == WORDS


async def test_home_changes_words_for_whoever_knows_those_in_force() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("f4")
        await enter(pupil, "not the words")
        assert pupil.sees("Those are not the words. Check them, then try again. You can try again in 5 s.")
        await enter(pupil, WORDS)
        assert not kiosk.acts("offer")
        await pupil.wait(6)
        await pupil.press("enter")
        assert pupil.sees(FIRST)
        await enter(pupil, FIRST)
        assert kiosk.own_words == FIRST


async def test_new_words_say_who_gave_them_and_what_they_do_not_open() -> None:
    async with standing(with_news(lost=True)) as pupil:
        await pupil.sign_in()
        assert isinstance(pupil.app.screen, FirstSignInScreen)
        assert pupil.sees("Ms Lee gave you new words on Tue 24 November 2026.")
        assert pupil.sees("My reports, Messages or not finished, can't be opened any more. Nor can My history.")
        assert pupil.sees("A report that you did not finish goes to the adults it was for.")


async def test_four_digits_bring_a_hidden_visit_back_without_its_words() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await sign_in_with_code(pupil, "2580")
        for _ in range(2):
            await pupil.press("f9")
            await enter(pupil, "1111")
            await enter(pupil, "2222")
            assert pupil.sees("! Those are not the digits. You can try 1 more time, then only the words.")
            await enter(pupil, "2580")
            assert isinstance(pupil.app.screen, HomeScreen)
        assert not kiosk.acts("unlock")
        assert "2580" not in repr(pupil.app.visit)


async def test_after_three_wrong_tries_digits_open_nothing_in_this_visit() -> None:
    async with standing(Kiosk()) as pupil:
        await sign_in_with_code(pupil, "2580")
        await pupil.press("f9")
        for wrong in ("1111", "2222", "3333", "2580"):
            await enter(pupil, wrong)
        assert pupil.sees("Digits do not work any more in this visit.")
        await enter(pupil, WORDS)
        assert isinstance(pupil.app.screen, HomeScreen)
        await pupil.press("f9")
        await enter(pupil, "2580")
        assert isinstance(pupil.app.screen, LockScreen)


async def test_digits_are_four_or_none_and_are_forgotten_with_the_visit() -> None:
    async with standing(Kiosk()) as pupil:
        await sign_in_with_code(pupil, "25")
        assert pupil.sees("! The code is four digits, or nothing at all.")
        await enter(pupil, "80")
        await pupil.press("f10")
        await pupil.sign_in()
        await pupil.press("f9")
        await enter(pupil, "2580")
        assert isinstance(pupil.app.screen, LockScreen)


async def test_how_long_a_page_waits_for_a_key_is_the_schools_to_set() -> None:
    kiosk = Kiosk()
    kiosk.facts = replace(FACTS, list_idle_seconds=30, page_idle_seconds=120, lock_minutes=2)
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.wait(29)
        assert isinstance(pupil.app.screen, HomeScreen)
        await pupil.wait(2)
        assert isinstance(pupil.app.screen, LockScreen)
        await pupil.wait(121)
        assert isinstance(pupil.app.screen, WelcomeScreen)
