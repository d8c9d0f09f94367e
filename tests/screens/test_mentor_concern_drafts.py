"""What is typed in a concern is saved as it is typed, never lost, gone when its writer says so."""

from __future__ import annotations

import pytest

from screens.mentor.visit.home import HomeScreen
from store.errors import DiskFull
from store.notebook.common.facts import ConcernDraft, Danger
from tests.screens.mentor_harness import NASTY, SEEN, standing
from tests.screens.mentor_made_up import WORDS
from tests.screens.mentor_services import Kiosk

FULL_DISK = DiskFull("There is no room on this computer.")


async def test_what_is_typed_is_saved_every_two_seconds_and_not_more_often() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.wait(3)
        before = len(kiosk.acts("save"))
        await pupil.type("he was")
        await pupil.wait(0.5)
        assert len(kiosk.acts("save")) == before + 1
        await pupil.type(" at")
        await pupil.wait(1)
        assert len(kiosk.acts("save")) == before + 1
        await pupil.wait(1.5)
        assert len(kiosk.acts("save")) == before + 2
        assert kiosk.saved.words == "he was at"
        await pupil.wait(5)
        assert len(kiosk.acts("save")) == before + 2


async def test_of_several_saves_the_newest_words_stay_and_never_two_run_at_once() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.wait(3)
        before = len(kiosk.acts("save"))
        gate = kiosk.hold("save")
        for words in ("one", " two", " three"):
            await pupil.hit(*words)
            pupil.clock.now += 3
            pupil.app.tick()
            await pupil.hit()
        gate.set()
        await pupil.settle()
        await pupil.wait(3)
        saved = [call[1].words for call in kiosk.acts("save")][before:]
        # The program's own tick may come between the first letters.
        first, newest = saved
        assert first
        assert "one".startswith(first)
        assert newest == "one two three"


@pytest.mark.parametrize("leaving", [["escape"] * 4, ["f9"], ["f10"]], ids=["back", "hidden", "signed out"])
async def test_what_is_typed_while_a_save_runs_is_saved_though_the_page_is_left(leaving: list[str]) -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.wait(3)
        gate = kiosk.hold("save")
        await pupil.hit(*"one")
        pupil.clock.now += 3
        pupil.app.tick()
        await pupil.hit(*" two", *leaving)
        gate.set()
        await pupil.settle()
        assert kiosk.saved.words == "one two"


@pytest.mark.parametrize("opens", ["f1", "f8"], ids=["help", "a question"])
async def test_what_is_typed_is_saved_although_a_dialog_lies_over_it(opens: str) -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.wait(3)
        await pupil.type("gate")
        await pupil.press(opens)
        await pupil.wait(3)
        assert kiosk.saved.words == "gate"


async def test_a_save_that_fails_says_so_keeps_the_words_and_is_tried_again() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        kiosk.trouble["save"] = FULL_DISK
        await pupil.type("gate")
        await pupil.wait(3)
        assert pupil.sees("! There is no room on this computer. What you typed is still on this page.")
        assert pupil.sees("gate")
        kiosk.trouble.clear()
        await pupil.wait(3)
        assert not pupil.sees("no room")
        assert kiosk.saved.words == "gate"


async def test_hiding_and_leaving_save_at_once() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("f9")
        assert kiosk.saved.words == "gate"
        await pupil.type(WORDS)
        await pupil.press("enter")
        await pupil.type(" again")
        await pupil.press("escape")
        assert kiosk.saved.words == "gate again"


async def test_going_back_keeps_every_answer() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("escape")
        assert pupil.sees("1 ● No")
        assert pupil.sees("This goes to Ms Lee")
        await pupil.press("escape")
        assert pupil.sees("1 ● A pupil")
        await pupil.press("enter", "f2")
        assert pupil.sees("gate")


async def test_a_draft_that_was_not_finished_goes_on_where_it_was_left() -> None:
    kiosk = Kiosk()
    kiosk.draft = ConcernDraft("d" * 32, 4, Danger.NO, "pupil", "no", None, NASTY)
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        assert pupil.sees("You have a report that you did not finish. Press 2 to go on with it.")
        await pupil.press("2")
        await pupil.press("ctrl+t")
        assert pupil.sees(SEEN)
        await pupil.press("f5")
        ((_, sent),) = kiosk.acts("send")
        assert sent.id == "d" * 32


@pytest.mark.parametrize("page", [-3, 99])
async def test_a_draft_with_a_page_that_is_not_there_opens_all_the_same(page: int) -> None:
    kiosk = Kiosk()
    kiosk.draft = ConcernDraft("d" * 32, page, Danger.NO)
    async with standing(kiosk) as pupil:
        await pupil.begin_concern()
        assert pupil.sees("Is anyone in danger now?")


async def test_a_draft_is_removed_after_one_question_and_nothing_is_saved_behind_it() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("f8", "1")
        assert pupil.sees("gate")
        await pupil.press("ctrl+l", "3")
        ((_, _, everyone_safe),) = kiosk.acts("remove")
        assert everyone_safe is False
        await pupil.wait(5)
        assert kiosk.calls.index(kiosk.acts("save")[-1]) < kiosk.calls.index(kiosk.acts("remove")[0])
        assert isinstance(pupil.app.screen, HomeScreen)
        assert kiosk.draft is None


async def test_nothing_is_saved_behind_a_send() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.to_words()
        await pupil.type("gate")
        await pupil.press("f5")
        await pupil.wait(5)
        await pupil.press("f10")
        assert [call[0] for call in kiosk.acts("save", "send")][-1] == "send"


async def test_leaving_an_empty_concern_saves_nothing() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await pupil.begin_concern()
        await pupil.press("escape")
        assert isinstance(pupil.app.screen, HomeScreen)
        await pupil.press("2")
        await pupil.press("f10")
        assert not kiosk.acts("save")


# -- the box -----------------------------------------------------------------------------------------------------------
