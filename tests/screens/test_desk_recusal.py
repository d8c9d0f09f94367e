"""Stepping back from a case by keys."""

from __future__ import annotations

from screens.desk.pages.inbox import InboxScreen
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


@SIZES
async def test_who_steps_back_is_told_what_their_key_still_opens_and_leaves_the_case(size: tuple[int, int]) -> None:
    desk = Desk(case(1), case(2))
    async with sitting(desk, size) as sitter:
        await sitter.open_first()
        await sitter.press("m")
        assert "I am the subject or too close" in sitter.text()
        await sitter.press("end", "enter")
        assert "Your role's key can still open what was sealed to it." in sitter.told()
        await sitter.press("1", "f2")
        assert "! Write why." in sitter.told()
        await sitter.type("He is my nephew")
        await sitter.press("f2")
        said = {"head": "no", "reason": "He is my nephew"}
        assert desk.acts("act") == [("act", "case-1", "recuse", said)]
        assert isinstance(sitter.app.screen, InboxScreen)


async def test_who_holds_the_chairs_key_is_not_offered_to_step_back_for_nobody_stands_above() -> None:
    desk = Desk(case(1), people=("Ann Lee",))
    desk.roles = ("chair",)
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("m", "end")
        assert "too close" not in sitter.text()
        assert "Low-level concern about an adult" in sitter.text()
