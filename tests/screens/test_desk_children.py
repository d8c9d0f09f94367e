"""Children by keys: the list, the chronology, another name, a link from a case."""

from __future__ import annotations

from dataclasses import replace

from screens.desk.one_case.case import CaseScreen
from screens.desk.pages.child import ChildScreen
from store.casebook.case.facts import Link
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case, child
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES

MANY = 450


@SIZES
async def test_a_childs_page_tells_who_else_what_recurs_and_that_it_is_not_the_whole_record(
    size: tuple[int, int],
) -> None:
    desk = Desk(case(1))
    desk.pages = {f"child-{number}": child(number, MANY) for number in (1, 2)}
    async with sitting(desk, size) as sitter:
        await sitter.unlock()
        await sitter.press("c")
        await sitter.type("sam c")
        assert "1 child." in sitter.told()
        await sitter.press("enter", "enter")
        assert isinstance(sitter.app.screen, ChildScreen)
        told = sitter.told()
        for part in (
            "Sam C Year 9",
            "This is not the whole record: the main one is in CPOMS.",
            "In the same cases: Kit B (1 case)",
            "Recurs: @big_j (in 2 cases)",
            "Not linked, but told of in: MAPLE RIVER 02",
            "450 lines from 2 cases, the oldest first. Shown: 1 to 200.",
            "thing 0 · Why: to learn more",
        ):
            assert part in told
        await sitter.press("right", "right", "end")
        assert "thing 449" in sitter.text()
        await sitter.press("enter")
        assert isinstance(sitter.app.screen, CaseScreen)


async def test_another_name_online_is_recorded_and_a_case_is_linked_and_unlinked_by_keys() -> None:
    desk = Desk(case(1, links=(Link("child", "child-1", "Sam B"),)))
    desk.pages = {"child-1": child(1)}
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("c", "down", "enter", "e", "tab", "tab")
        await sitter.press("end")
        await sitter.type(", @sam2")
        await sitter.press("f2")
        ((_, child_id, said),) = desk.acts("describe")
        assert (child_id, said["handles"]) == ("child-1", "@sam_online, @sam2")
        assert "@sam2" in sitter.text()
        await sitter.press("escape", "escape", "enter", "m")
        steps = [row for row in sitter.rows() if "Link it to a child" in row]
        assert len(steps) == 1
        await sitter.press("end", "enter", "1", "f2")
        assert desk.acts("act")[-1] == ("act", "case-1", "link", {"undone": "child:child-1"})


async def test_a_child_with_nothing_but_a_name_says_so() -> None:
    desk = Desk(case(1))
    made = child(1, 0, people=(), recurring=(), mentions=(), elsewhere="")
    desk.pages = {"child-1": replace(made, line=replace(made.line, handles="", year="", cases=0))}
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("c", "down", "enter")
        assert "Nobody else is in these cases, nothing recurs in them." in sitter.told()
        assert "0 lines from 0 cases" in sitter.told()
