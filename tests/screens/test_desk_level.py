"""Changing a level at the desk, always with a reason."""

from __future__ import annotations

from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


@SIZES
async def test_a_level_is_lowered_with_its_reason(size: tuple[int, int]) -> None:
    desk = Desk(case(1, "red"))
    async with sitting(desk, size) as sitter:
        await sitter.open_first()
        await sitter.press("l")
        assert "It is ▲ Red now. Change it to" in sitter.text()
        await sitter.press("3")
        assert "Chosen: ● Blue" in sitter.text()
        await sitter.press("f2")
        assert "! Write why: a level never changes without a reason." in sitter.text()
        assert desk.acts("set_level") == []
        await sitter.type("Both were joking")
        await sitter.press("f2")
        assert desk.acts("set_level") == [("set_level", "case-1", "blue", "Both were joking")]
        assert "● Blue" in sitter.rows()[0]


async def test_the_level_it_has_already_is_no_change() -> None:
    desk = Desk(case(1, "red"))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("l", "f2")
        assert "! Choose a level." in sitter.text()
        await sitter.press("1")
        await sitter.type("Why not")
        await sitter.press("f2")
        assert "It has this level already." in sitter.text()
        assert desk.acts("set_level") == []
