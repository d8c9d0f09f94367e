"""Steps on a case by keys, and the list of what is to do."""

from __future__ import annotations

from dataclasses import replace

from screens.desk.one_case.case import CaseScreen
from screens.desk.pages.due import DueScreen
from store.errors import KioskError
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case, item
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES

MANY = 450


@SIZES
async def test_a_decision_needs_its_reason_and_is_recorded_with_it(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    async with sitting(desk, size) as sitter:
        await sitter.open_first()
        await sitter.press("m", "3", "2")
        await sitter.type("We talk to her first")
        await sitter.press("f2")
        assert "! Write why, also when you decide not to refer." in sitter.told()
        assert desk.acts("act") == []
        await sitter.type("She asked us to")
        await sitter.press("f2")
        said = {"decision": "not to refer", "words": "We talk to her first", "reason": "She asked us to"}
        assert desk.acts("act") == [("act", "case-1", "decision", said)]
        assert "Your decision is recorded." in sitter.text()


async def test_a_step_that_could_not_be_recorded_is_told_and_kept_to_try_again() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        desk.trouble["act"] = KioskError("This is no day that the desk can read.")
        await sitter.press("m", "1")
        await sitter.type("Ring home")
        await sitter.press("tab")
        await sitter.type("soon")
        await sitter.press("enter", "enter")
        await sitter.type("They should know")
        await sitter.press("f2")
        assert "Press m to try again; what you typed is still there." in sitter.told()
        desk.trouble.clear()
        await sitter.press("m", "1")
        assert "Ring home" in sitter.text()
        await sitter.press("f2")
        ((_, _, _, said),) = desk.acts("act")
        assert said["who_name"] == "Ann Lee"


async def test_who_is_asked_takes_the_case_by_one_key_and_only_they_are_offered_it() -> None:
    desk = Desk(case(1, asked="a" * 32), case(2))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("m", "1", "enter")
        assert desk.acts("act") == [("act", "case-1", "accept", {"assign": "a" * 32})]
        await sitter.press("escape", "down", "enter", "m")
        assert "Take this case" not in sitter.text()


async def test_a_lock_keeps_a_half_typed_step_and_opens_it_again() -> None:
    async with sitting(Desk(case(1), people=("Ann Lee",))) as sitter:
        await sitter.open_first()
        await sitter.press("m", "1")
        await sitter.type("half a thou")
        await sitter.press("f9")
        assert "half" not in sitter.text()
        await sitter.unlock()
        assert "half a thou" in sitter.text()


async def test_what_is_to_do_is_a_page_at_a_time_and_leads_to_its_case() -> None:
    items = tuple(replace(item(1, overdue=True), id=f"item-{number}") for number in range(MANY))
    desk = Desk(case(1, items=items))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        assert "To do: 450 things overdue (d)." in sitter.told()
        await sitter.press("d")
        assert "450 things to do, 450 overdue. Shown: 1 to 200." in sitter.told()
        await sitter.press("right", "right")
        assert "Shown: 401 to 450." in sitter.told()
        await sitter.press("enter")
        assert isinstance(sitter.app.screen, CaseScreen)
        await sitter.press("escape")
        assert isinstance(sitter.app.screen, DueScreen)
        await sitter.press("escape")
        assert "Inbox" in sitter.text()
