"""Who has not signed in can report all the same."""

from __future__ import annotations

import pytest

from screens.mentor.entering.welcome import WelcomeScreen
from store.notebook.common.facts import ConcernDraft, Danger
from tests.screens.mentor_harness import Pupil, standing
from tests.screens.mentor_services import Kiosk


async def nameless(pupil: Pupil) -> None:
    await pupil.press("2", "2")


async def test_a_report_without_a_name_says_first_what_becomes_of_it() -> None:
    kiosk = Kiosk()
    kiosk.draft = ConcernDraft("d" * 32, 4, Danger.NO, "pupil", "no", None, "of somebody else")
    async with standing(kiosk) as pupil:
        await nameless(pupil)
        assert pupil.sees("You did not sign in. If you leave with Esc or F9, or press no key for 4 minutes")
        assert pupil.sees("goes to an adult at once.")
        assert not pupil.sees("You had not finished this.")


async def test_a_report_without_a_name_is_sent_and_the_visit_ends() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await nameless(pupil)
        await pupil.press("1", "1")
        await pupil.press("1")
        await pupil.press("enter")
        await pupil.type("gate")
        await pupil.press("f5")
        assert pupil.sees("Your code: MAPLE RIVER 17")
        assert pupil.sees("Nothing more can be shown here, because you did not sign in.")
        assert not pupil.sees("How am I?")
        await pupil.press("1")
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert [call[0] for call in kiosk.acts("send", "end_without_name")] == ["send", "end_without_name"]


@pytest.mark.parametrize("how", ["escape", "f9", "ctrl+n", "idle"])
async def test_leaving_a_report_without_a_name_releases_it_at_once(how: str) -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await nameless(pupil)
        await pupil.press("1", "1")
        await pupil.press("1")
        await pupil.press("enter")
        await pupil.type("gate")
        if how == "idle":
            await pupil.wait(200)
            assert pupil.sees("Goes to an adult in 40 s")
            await pupil.wait(41)
        elif how == "escape":
            await pupil.press(*["escape"] * 4)
        else:
            await pupil.press(how)
        assert isinstance(pupil.app.screen, WelcomeScreen)
        assert kiosk.saved.words == "gate"
        assert [call[0] for call in kiosk.acts("save", "end_without_name")][-1] == "end_without_name"
