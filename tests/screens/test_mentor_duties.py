"""What the school asks of a mentor, by keys: to agree, to talk it over, to rest; a report goes past all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from screens.mentor.sessions.session import SessionScreen
from screens.mentor.visit.home import HomeScreen
from store.errors import KioskError
from store.notebook.common.facts import CareFacts
from store.scheme.guidance import GuidancePage
from tests.screens.mentor_harness import NASTY, standing
from tests.screens.mentor_made_up import LAST, NOON
from tests.screens.mentor_services import Kiosk
from tests.screens.plain_harness import SIGN_IN, talk

FULL = CareFacts("Maple School", 4, 3)


async def test_what_we_agreed_is_read_and_said_yes_to_by_keys_and_home_no_longer_asks() -> None:
    kiosk = Kiosk()
    kiosk.agreed = (None, date(2026, 9, 1))
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("★ 'What we agreed' has changed. Press F5.")
        await pupil.press("f5")
        assert pupil.sees("You tell an adult whenever something worries you.")
        assert pupil.sees("This has changed since you agreed on 1 September 2026.")
        kiosk.trouble["agree"] = KioskError("The school has changed this page meanwhile.")
        await pupil.press("f2")
        assert pupil.sees("! The school has changed this page meanwhile.")
        kiosk.trouble.clear()
        await pupil.press("f2")
        assert pupil.sees("● Saved: you agree.")
        await pupil.press("f2", "escape")
        assert not pupil.sees("has changed")
        await pupil.press("f5")
        assert pupil.sees("● You agreed to this on 24 November 2026.")
    assert [call[2] for call in kiosk.acts("agree")] == ["d1" * 32]


async def test_a_school_without_that_page_says_so() -> None:
    kiosk = Kiosk()
    kiosk.pages = ()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("f5", "f2")
        assert pupil.sees("Your school has published no page on what you agreed.")
    assert not kiosk.acts("agree")


async def test_a_talk_that_is_due_is_said_at_home_until_it_was_had() -> None:
    kiosk = Kiosk()
    kiosk.care = CareFacts("Maple School", talk_by=date(2026, 11, 27))
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("★ Talk it over with an adult, by Friday 27 November. Press 7, then F4.")
        await pupil.press("7", "f4", "1", "f4")
        assert pupil.sees("You can go to Ms Lee (Room 4) or Mr Dale (Library), or to any adult you trust.")
        await pupil.press("2")
        assert pupil.sees("Saved. You can always talk again.")
        await pupil.press("f4")
        assert pupil.sees("No talk is due.")
        await pupil.press("escape", "escape")
        assert not pupil.sees("Talk it over with")
    assert kiosk.acts("talked") == [("talked",)]


async def test_more_sessions_than_the_school_asks_for_are_said_kindly_and_stop_nobody_by_themselves() -> None:
    kiosk = Kiosk()
    kiosk.care = FULL
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("● You have logged 4 sessions this week. Maple School asks mentors to stop at 3.")
        await pupil.press("1")
        assert pupil.sees("This would be session 5 this week. Maple School asks mentors to stop at 3.")
        assert isinstance(pupil.app.screen, SessionScreen)


async def test_each_of_these_pages_has_help_of_its_own_and_shows_nasty_text_as_it_was_written() -> None:
    kiosk = Kiosk()
    kiosk.care = replace(FULL, school=NASTY, talk_by=NOON.date())
    kiosk.pages = (GuidancePage("what-we-agreed", NASTY, NASTY, NASTY, NASTY),)
    kiosk.past = (replace(LAST, who=NASTY),)
    told = set()
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("a [/] b [@cl")
        for keys in (("f5",), ("7", "f4"), ("7", "f3"), ("6",), ("6", "a"), ("6", "a", "1")):
            await pupil.press(*keys)
            if keys[0] != "7":
                assert pupil.sees("a [/] b [@cl"), keys
            await pupil.press("f1")
            assert pupil.sees("If you need help now")
            told.add(pupil.rows()[4])
            await pupil.press("escape", *["escape" for _ in keys])
        assert not pupil.app._exit
    assert len(told) == 6


@pytest.mark.parametrize("gate", ["load", "rest", "agreement"])
async def test_a_gate_says_why_and_a_report_goes_past_it(gate: str) -> None:
    kiosk = Kiosk()
    kiosk.gate, kiosk.agreed = gate, (None, None)
    kiosk.care = replace(FULL, rest_until=date(2026, 11, 26) if gate == "rest" else None, waits=True)
    told = {
        "load": "Maple School asks mentors to stop at 3.",
        "rest": "Maple School asks you to take a pause from sessions until Thursday 26 November.",
        "agreement": "Your school asks you to read what you agreed",
    }
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("1")
        assert pupil.sees(told[gate])
        assert pupil.sees("A worry never waits")
        await pupil.press("2", "1", "1", "1", "enter", "f5", "2")
        assert len(kiosk.sent) == 1
        await pupil.press("1", "1")
        if gate == "agreement":
            await pupil.press("f2", "escape", "1")
            assert isinstance(pupil.app.screen, SessionScreen)
        else:
            assert pupil.sees("How are you today?")
            await pupil.press("escape")
            assert isinstance(pupil.app.screen, HomeScreen)


def test_line_by_line_one_agrees_talks_it_over_and_hears_why_a_session_waits() -> None:
    kiosk = Kiosk()
    kiosk.agreed, kiosk.gate = (None, None), "load"
    kiosk.care = replace(FULL, talk_by=NOON.date())
    talk(
        kiosk,
        [
            *SIGN_IN[:3],
            ("'What we agreed' waits for you to read it. Type: agreed.", "1\r"),
            ("Maple School asks mentors to stop at 3.", "3\r"),
            ("by Tuesday 24 November. Type 7, then 7.", "7\r"),
            ("7. Something else: the talk after a report", "7\r"),
            ("Nobody sees it.", "2\r"),
            ("Saved. You can always talk again.", "agreed\r"),
            ("1. Go on", "1\r"),
            ("You agree", "1\r"),
            ("The school agrees", "1\r"),
            ("Both", "1\r"),
            ("Checked on", "1\r"),
            ("Do you agree?", "2\r"),
            ("Saved: you agree.", ""),
        ],
    )
    assert [call[0] for call in kiosk.acts("agree", "talked")] == ["talked", "agree"]
