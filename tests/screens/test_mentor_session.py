"""A session is logged on one page in a few keys, and what worried a mentor goes to the right people only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from screens.mentor.concerns.concern import ConcernScreen
from screens.mentor.entering.welcome import WelcomeScreen
from screens.mentor.sessions.session import SessionScreen
from screens.mentor.visit.home import HomeScreen
from store.errors import DiskFull
from store.notebook.common.facts import Danger, Mentee, SessionForm
from tests.screens.mentor_harness import DATA_URI, NASTY, NOON, SEEN, Pupil, standing
from tests.screens.mentor_made_up import WORDS
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import SIZES


async def logging(pupil: Pupil) -> None:
    await pupil.sign_in()
    await pupil.press("1")


def logged(kiosk: Kiosk) -> SessionForm:
    ((_, _, form),) = kiosk.acts("log_session")
    assert isinstance(form, SessionForm)
    return form


@SIZES
async def test_a_session_takes_four_answers_and_fewer_than_ten_keys(size: tuple[int, int]) -> None:
    kiosk = Kiosk()
    async with standing(kiosk, size) as pupil:
        await logging(pupil)
        for told in ("Sam, year 7", "Passwords and keeping private", "Minutes", "Did anything worry you?", "Save"):
            assert pupil.sees(told)
        await pupil.press("1", "2", "0", "enter")
        await pupil.press("7")
        await pupil.press("1")
        await pupil.press("enter")
        assert logged(kiosk) == SessionForm("Sam, year 7", "privacy", 20, Danger.NO)
        assert pupil.sees("Your session is saved.")
        assert pupil.sees("How are you today?")


async def test_the_equals_sign_repeats_last_time() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        assert pupil.sees("= Same as last time")
        await pupil.press("equals_sign")
        assert pupil.sees("2 ● Ada, year 8")
        assert pupil.sees("7 ● Passwords and keeping private")
        await pupil.press("1", "f2")
        assert logged(kiosk) == SessionForm("Ada, year 8", "privacy", 25, Danger.NO)


async def test_repeating_somebody_who_is_not_on_the_list_fills_in_the_name() -> None:
    kiosk = Kiosk()
    kiosk.people = kiosk.people[:1]
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("equals_sign", "1", "f2")
        assert logged(kiosk).who == "Ada, year 8"


async def test_without_a_last_session_there_is_nothing_to_repeat() -> None:
    kiosk = Kiosk()
    kiosk.past = ()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        assert not pupil.sees("Same as last time")
        await pupil.press("equals_sign")
        assert pupil.sees("1 ○ Sam, year 7")


async def test_more_has_room_for_the_rest() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("equals_sign", "1", "f3")
        await pupil.settle()
        await pupil.type("It went well.")
        await pupil.press("tab")
        await pupil.type("We changed a password.")
        await pupil.press("tab")
        await pupil.type("Time.")
        await pupil.press("tab", "3", "ctrl+f")
        assert logged(kiosk) == SessionForm(
            "Ada, year 8",
            "privacy",
            25,
            Danger.NO,
            "It went well.",
            "We changed a password.",
            "Time.",
            date(2026, 12, 8),
        )


async def test_what_is_missing_is_said_and_gone_to() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("f2")
        assert pupil.sees("! Choose who you met.")
        await pupil.press("1", "f2")
        assert pupil.sees("! Write how many minutes, from 1 to 300.")
        await pupil.press("9", "9", "9", "f2")
        assert pupil.sees("! Write how many minutes, from 1 to 300.")
        await pupil.press("backspace", "x", "f2")
        assert pupil.sees("! Choose what it was about.")
        await pupil.press("8", "f2")
        assert pupil.sees("! Answer the last question.")
        await pupil.press("1", "f2")
        assert logged(kiosk).minutes == 99


@pytest.mark.parametrize(("key", "worried"), [("2", Danger.YES), ("3", Danger.NOT_SURE)])
async def test_a_worry_moves_what_was_typed_into_the_report_and_nothing_of_it_into_the_session(
    key: str, worried: Danger
) -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("equals_sign", "f3")
        await pupil.settle()
        await pupil.type("He was sad.")
        await pupil.press("shift+tab", key)
        assert pupil.sees("does not go to the teacher who runs the mentors.")
        assert not pupil.sees("He was sad.")
        await pupil.press("f2")
        assert logged(kiosk) == SessionForm("Ada, year 8", "privacy", 25, worried)
        assert isinstance(pupil.app.screen, ConcernScreen)
        assert pupil.sees("Is anyone in danger now?")
        assert kiosk.saved.words == "With Ada, year 8.\n\nHe was sad."
        await pupil.press("escape")
        assert isinstance(pupil.app.screen, HomeScreen)
        assert kiosk.draft is not None


async def test_what_was_worrying_is_kept_as_a_report_before_the_session_is_logged_and_once() -> None:
    kiosk = Kiosk()
    kiosk.trouble["log_session"] = DiskFull("There is no room on this computer.")
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("equals_sign", "2", "f2")
        assert pupil.sees("! There is no room on this computer.")
        assert kiosk.saved.words == "With Ada, year 8."
        kiosk.trouble.clear()
        await pupil.press("f2")
        assert [call[0] for call in kiosk.acts("save", "log_session")] == ["save", "log_session"]
        assert isinstance(pupil.app.screen, ConcernScreen)
        assert kiosk.saved.words == "With Ada, year 8."


async def test_a_worry_is_added_behind_a_report_that_was_not_finished() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("First.")
        await pupil.press(*["escape"] * 4)
        await pupil.press("1")
        await pupil.press("equals_sign", "2", "f2")
        assert kiosk.saved.words == "First.\n\nWith Ada, year 8."


async def test_saving_twice_saves_once() -> None:
    kiosk = Kiosk()
    gate = kiosk.hold("log_session")
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("equals_sign", "1")
        await pupil.pilot.press("f2", "f2", "enter")
        gate.set()
        await pupil.settle()
        assert len(kiosk.logged) == 1
        assert len(kiosk.acts("log_session")) == 1


async def test_a_save_that_fails_keeps_everything_and_the_next_one_is_the_same_session() -> None:
    kiosk = Kiosk()
    kiosk.trouble["log_session"] = DiskFull("There is no room on this computer.")
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("equals_sign", "1", "f2")
        assert pupil.sees("! There is no room on this computer.")
        first = pupil.app.visit.session["id"]
        kiosk.trouble.clear()
        await pupil.press("f2")
        assert list(kiosk.logged) == [first]


async def test_going_back_hiding_and_signing_out_keep_what_was_typed() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("1", "2", "5", "f3")
        await pupil.settle()
        await pupil.type("It went well.")
        await pupil.press("f9")
        assert not pupil.sees("It went")
        await pupil.type(WORDS)
        await pupil.press("enter")
        assert pupil.sees("It went well.")
        await pupil.press("escape", "1")
        assert pupil.sees("1 ● Sam, year 7")
        assert pupil.sees("It went well.")
        await pupil.press("f10")
        assert pupil.sees("The session that you wrote down is not logged yet.")
        await pupil.press("1")
        assert isinstance(pupil.app.screen, SessionScreen)
        await pupil.press("f10", "f10", "2")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        await pupil.sign_in()
        assert pupil.sees("You have a session that you did not finish. Press 1 to go on with it.")
        await pupil.press("1")
        assert pupil.sees("This is the session that you did not finish.")
        assert pupil.sees("1 ● Sam, year 7")
        assert pupil.sees("It went well.")
        assert pupil.sees("25")


async def test_a_mentor_without_mentees_writes_who_it_was() -> None:
    kiosk = Kiosk()
    kiosk.people, kiosk.past = (), ()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        assert pupil.sees("First name, year, no surname")
        await pupil.type("Bo, year 7")
        await pupil.press("enter", "5", "enter", "1", "1", "f2")
        assert logged(kiosk).who == "Bo, year 7"


async def test_nasty_text_is_shown_and_saved_as_it_was_written_and_pictures_are_refused() -> None:
    kiosk = Kiosk()
    kiosk.people = (Mentee("m1", NASTY),)
    kiosk.past = ()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        assert pupil.sees("a [/] b [@click")
        await pupil.press("2")
        await pupil.paste(DATA_URI)
        assert pupil.sees("Pictures can't go here.")
        await pupil.paste(NASTY)
        await pupil.press("enter", "5", "enter", "1", "1", "f3")
        await pupil.settle()
        await pupil.paste(DATA_URI)
        assert pupil.sees("Pictures can't go here.")
        await pupil.paste("x" * 1_000_000)
        await pupil.paste(NASTY)
        assert pupil.sees(SEEN)
        await pupil.press("f2")
        assert (logged(kiosk).who, logged(kiosk).how) == (SEEN, SEEN)


async def test_a_picture_typed_letter_by_letter_is_not_saved() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("equals_sign", "1", "f3")
        await pupil.settle()
        await pupil.type("data:image/png;base64,AAAA")
        await pupil.press("f2")
        assert pupil.sees("! Pictures can't go here.")
        assert not kiosk.acts("log_session")


async def test_a_session_that_is_saved_while_hidden_is_not_logged_again() -> None:
    kiosk = Kiosk()
    gate = kiosk.hold("log_session")
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("equals_sign", "1")
        await pupil.pilot.press("f2", "f9")
        gate.set()
        await pupil.settle()
        await pupil.type(WORDS)
        await pupil.press("enter")
        assert pupil.sees("Your session is saved.")
        assert len(kiosk.logged) == 1


async def test_a_timer_runs_on_while_the_page_is_hidden_and_fills_in_the_minutes() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await logging(pupil)
        await pupil.press("f6")
        assert pupil.sees("Minutes (timer: 1)")
        await pupil.press("escape")
        pupil.app.now = lambda: NOON + timedelta(minutes=17)
        await pupil.press("1")
        pupil.app.tick()
        assert pupil.sees("Minutes (timer: 17)")
        await pupil.press("f6")
        assert pupil.sees("The timer has stopped.")
        await pupil.press("1", "enter", "7", "1", "f2")
    assert logged(kiosk).minutes == 17
