"""What is typed of a session is kept as it is typed, offered again, and gone when it is logged."""

from __future__ import annotations

from datetime import date

from screens.mentor.concerns.concern import ConcernScreen
from screens.mentor.sessions.session import SessionScreen
from screens.mentor.visit.home import HomeScreen
from store.errors import DiskFull
from store.notebook.common.facts import SessionDraft
from tests.screens.mentor_harness import Pupil, standing
from tests.screens.mentor_made_up import WORDS
from tests.screens.mentor_services import Kiosk

HALF = SessionDraft("ab" * 16, who="m2", topic="privacy", minutes="25", how="It went well.", see_again="2")


async def logging(pupil: Pupil) -> None:
    await pupil.sign_in()
    await pupil.press("1")


async def test_what_is_typed_is_saved_within_two_seconds_and_not_again_while_nothing_changes() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.wait(5)
        assert not kiosk.acts("save_session")
        await pupil.press("1", "2", "5")
        await pupil.wait(2)
        assert kiosk.half is not None
        assert (kiosk.half.who, kiosk.half.minutes) == ("m1", "25")
        await pupil.press("f3")
        await pupil.settle()
        await pupil.type("It went")
        await pupil.wait(2)
        assert kiosk.half.how == "It went"
        saves = len(kiosk.acts("save_session"))
        await pupil.wait(5)
        await pupil.wait(5)
        assert len(kiosk.acts("save_session")) == saves


async def test_hiding_saves_at_once_and_so_does_going_back() -> None:
    for key in ("f9", "escape"):
        kiosk = Kiosk()
        async with standing(kiosk) as pupil:
            await logging(pupil)
            await pupil.press("1", "2", "5", key)
            assert kiosk.half is not None
            assert kiosk.half.minutes == "25"


async def test_the_end_of_a_hidden_visit_saves_what_was_typed_last() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("1", "2", "5", "f9")
        await pupil.wait(601)
        assert [call[0] for call in kiosk.acts("save_session", "end")][-1] == "end"
        assert kiosk.half is not None
        assert kiosk.half.minutes == "25"


async def test_an_unfinished_session_is_gone_on_with_and_logged_once_under_its_own_number() -> None:
    kiosk = Kiosk()
    kiosk.half = HALF
    async with standing(kiosk) as pupil:
        await logging(pupil)
        for told in ("2 ● Ada, year 8", "7 ● Passwords", "It went well.", "F8 starts a new one."):
            assert pupil.sees(told), told
        pupil.app.screen.query_one("#worried").focus()
        await pupil.press("1", "f2")
        assert list(kiosk.logged) == [HALF.id]
        assert kiosk.logged[HALF.id].how == "It went well."
        assert kiosk.logged[HALF.id].see_again == date(2026, 12, 8)
        assert kiosk.half is None
        await pupil.wait(10)
        assert kiosk.half is None


async def test_an_unfinished_session_with_a_worry_goes_on_into_the_report() -> None:
    kiosk = Kiosk()
    kiosk.half = SessionDraft("ab" * 16, "m2", "", "privacy", "25", "not sure", how="He was sad.")
    async with standing(kiosk) as pupil:
        await logging(pupil)
        assert not pupil.sees("He was sad.")
        await pupil.press("f2")
        assert isinstance(pupil.app.screen, ConcernScreen)
        assert kiosk.saved.words == "With Ada, year 8.\n\nHe was sad."


async def test_starting_again_asks_first_then_takes_everything_away() -> None:
    kiosk = Kiosk()
    kiosk.half = HALF
    async with standing(kiosk) as pupil:
        await logging(pupil)
        assert pupil.sees("F8/^L Start again")
        await pupil.press("f8", "1")
        assert pupil.sees("It went well.")
        await pupil.press("ctrl+l", "2")
        assert not pupil.sees("It went well.")
        assert pupil.sees("2 ○ Ada, year 8")
        assert not pupil.sees("Start again")
        assert kiosk.half is None
        await pupil.press("1", "5", "enter", "7", "1", "f2")
        assert [form.minutes for form in kiosk.logged.values()] == [5]
        assert HALF.id not in kiosk.logged


async def test_a_form_that_holds_nothing_is_neither_saved_nor_offered() -> None:
    kiosk = Kiosk()
    kiosk.people, kiosk.past = (), ()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        assert not pupil.sees("Start again")
        await pupil.wait(3)
        await pupil.press("escape")
        assert isinstance(pupil.app.screen, HomeScreen)
        assert not kiosk.acts("save_session")


async def test_a_pupil_who_is_met_no_more_is_asked_for_again() -> None:
    kiosk = Kiosk()
    kiosk.half = SessionDraft("ab" * 16, who="m9", topic="privacy", minutes="25", worried="no")
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("f2")
        assert pupil.sees("! Choose who you met.")
        await pupil.press("1", "f2")
        assert kiosk.logged[HALF.id].who == "Sam, year 7"


async def test_what_was_typed_before_the_draft_was_found_stands_above_it() -> None:
    kiosk = Kiosk()
    kiosk.half = HALF
    async with standing(kiosk) as pupil:
        gate = kiosk.hold("unfinished_session")
        await pupil.sign_in()
        await pupil.pilot.press("1")
        await pupil.pilot.press("1")
        gate.set()
        await pupil.settle()
        assert pupil.sees("1 ● How I look and who I am online")
        assert pupil.sees("It went well.")


async def test_a_save_that_fails_is_told_tried_again_and_keeps_the_page() -> None:
    kiosk = Kiosk()
    kiosk.trouble["save_session"] = DiskFull("There is no room on this computer.")
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("1", "2", "5")
        await pupil.wait(2)
        assert pupil.sees("! There is no room on this computer. What you typed is still on this page.")
        kiosk.trouble.clear()
        await pupil.wait(2)
        assert not pupil.sees("no room")
        assert kiosk.half is not None


async def test_a_save_that_runs_while_the_session_is_logged_brings_no_draft_back() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("equals_sign", "1")
        gate = kiosk.hold("save_session")
        pupil.clock.now += 3
        pupil.app.tick()
        await pupil.pilot.press("f2")
        gate.set()
        await pupil.settle()
        assert len(kiosk.logged) == 1
        assert kiosk.half is None


async def test_hiding_during_a_save_keeps_the_letters_that_came_after_it() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("1", "2")
        gate = kiosk.hold("save_session")
        pupil.clock.now += 3
        pupil.app.tick()
        await pupil.pilot.press("5", "f9")
        gate.set()
        await pupil.settle()
        assert kiosk.half is not None
        assert kiosk.half.minutes == "25"
        await pupil.type(WORDS)
        await pupil.press("enter")
        assert isinstance(pupil.app.screen, SessionScreen)
