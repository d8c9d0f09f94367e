"""A concern that an adult enters by keys."""

from __future__ import annotations

from screens.desk.one_case.case import CaseScreen
from screens.desk.one_case.new_concern import NewConcernModal
from store.errors import KioskError
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


@SIZES
async def test_what_an_adult_was_told_becomes_a_case_that_is_opened_at_once(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    async with sitting(desk, size) as sitter:
        await sitter.unlock()
        await sitter.press("n", "f2")
        assert "! Answer this: it decides whose casebook it goes to." in sitter.told()
        await sitter.press("1")
        await sitter.type("She told me that he follows her")
        await sitter.press("tab")
        await sitter.type("today, corridor")
        await sitter.press("enter", "2", "f2")
        assert "! Choose a level." in sitter.told()
        await sitter.press("2", "f2")
        ((_, said),) = desk.acts("enter")
        assert said == {
            "adult": "no",
            "words": "She told me that he follows her",
            "place": "today, corridor",
            "how": "A pupil told me",
            "level": "amber",
        }
        assert isinstance(sitter.app.screen, CaseScreen)
        assert "She told me that he follows her" in sitter.text()


async def test_a_concern_that_may_not_stand_here_says_whom_to_tell_and_keeps_what_was_typed_through_a_lock() -> None:
    desk = Desk(case(1), people=("Ann Lee",))
    desk.trouble["enter"] = KioskError("This may not stand in your casebook. Tell Ms Okafor in person, today.")
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("n", "2")
        await sitter.type("Mr Smith shouted")
        await sitter.press("tab", "tab", "1", "2", "f2")
        assert "Tell Ms Okafor in person, today. Press n for what you typed" in sitter.told()
        await sitter.press("n")
        assert "Mr Smith shouted" in sitter.text()
        await sitter.press("f9")
        await sitter.unlock()
        assert isinstance(sitter.app.screen, NewConcernModal)
        assert "Mr Smith shouted" in sitter.text()
