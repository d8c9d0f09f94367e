"""Closing a case at the desk with outcome and reason, opening it again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screens.desk.one_case.case import CaseScreen
from screens.desk.one_case.close import OUTCOMES
from store.casebook.case.facts import Case, CaseState
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


@SIZES
async def test_a_case_is_closed_with_outcome_and_reason_then_opened_again_with_a_reason(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    async with sitting(desk, size) as sitter:
        await sitter.open_first()
        await sitter.press("c", "f2")
        assert "! Choose what came of it." in sitter.text()
        await sitter.press("2", "f2")
        assert "! Write why: a case is never closed without a reason." in sitter.text()
        await sitter.type("Both families met")
        await sitter.press("f2")
        assert desk.acts("close") == [("close", "case-1", OUTCOMES[1], "Both families met")]
        assert "The case is closed." in sitter.text()
        assert "■ Closed" in sitter.rows()[0]
        assert "c Close" not in sitter.footer()
        await sitter.press("c")
        assert isinstance(sitter.app.screen, CaseScreen)
        await sitter.press("o", "f2")
        assert "! Write why the case is opened again." in sitter.text()
        await sitter.type("It happened again")
        await sitter.press("f2")
        assert desk.acts("reopen") == [("reopen", "case-1", "It happened again")]
        assert "The case is open again." in sitter.text()
        assert "■ Closed" not in sitter.rows()[0]


async def test_closing_says_that_nothing_is_sent_to_the_mentor() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.open_first()
        await sitter.press("c")
        assert "this sends nothing to the mentor" in sitter.text()


@pytest.mark.parametrize("form", ["n", "l", "r", "c"])
@SIZES
async def test_the_button_of_each_form_is_in_sight(form: str, size: tuple[int, int]) -> None:
    async with sitting(Desk(case(1)), size) as sitter:
        await sitter.open_first()
        await sitter.press(form, *(["2"] if form == "r" else []))
        await sitter.press("f2")
        button = sitter.app.screen.query_one("#save").region
        form_seen = sitter.app.screen.query_one("#form").region
        assert form_seen.contains_region(button)
        assert "!" in sitter.text()


async def test_every_key_of_the_footer_can_be_read_in_a_small_window() -> None:
    desk = Desk(case(1), *(case(number) for number in range(2, 500)))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("right")
        assert "…" not in sitter.footer()
        await sitter.press("enter")
        assert "…" not in sitter.footer()
        for part in ("a I have read it", "n Note", "l Level", "r Reply", "c Close", "Esc Back", "F1/^G Help"):
            assert part in sitter.footer()


def closed(made: Case) -> Case:
    return replace(made, line=replace(made.line, state=CaseState.CLOSED))


async def test_a_closed_case_still_takes_notes() -> None:
    desk = Desk(closed(case(1)))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("v", "enter", "n")
        await sitter.type("Moved to the main file")
        await sitter.press("tab")
        await sitter.type("Reference 12")
        await sitter.press("f2")
        assert len(desk.acts("note")) == 1
