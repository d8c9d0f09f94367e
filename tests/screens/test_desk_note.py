"""Notes at the desk: each with its reason, each once, none lost."""

from __future__ import annotations

import pytest

from store.errors import DiskFull
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


@SIZES
async def test_a_note_is_recorded_with_its_reason(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    async with sitting(desk, size) as sitter:
        await sitter.open_first()
        await sitter.press("n")
        await sitter.type("Rang home")
        await sitter.press("tab")
        await sitter.type("They asked for it")
        await sitter.press("f2")
        assert desk.acts("note") == [("note", "case-1", "Rang home", "They asked for it")]
        assert "Your note is recorded." in sitter.text()
        await sitter.press("end")
        assert "Why: They asked for it" in sitter.text()
        await sitter.press("n")
        assert "Rang home" not in "".join(sitter.rows()[4:16])


async def test_a_note_without_a_reason_is_refused_beside_the_field_which_gets_the_cursor() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("n", "f2")
        assert "! Write what was done or decided." in sitter.text()
        await sitter.type("Rang home")
        assert "! Write what was done" not in sitter.text()
        await sitter.press("f2")
        assert "! Write why: each action and decision is recorded with its reason." in sitter.text()
        await sitter.type("Because")
        await sitter.press("ctrl+f")
        assert desk.acts("note") == [("note", "case-1", "Rang home", "Because")]


@pytest.mark.parametrize("blank", ["   ", "\n\n"])
async def test_a_reason_of_blanks_is_no_reason(blank: str) -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("n")
        await sitter.type("Rang home")
        await sitter.press("tab")
        await sitter.paste(blank)
        await sitter.press("f2")
        assert desk.acts("note") == []
        assert "! Write why" in sitter.text()


async def test_a_note_left_by_escape_is_still_there_for_this_case_and_for_no_other() -> None:
    desk = Desk(case(1), case(2))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("n")
        await sitter.type("half a thought")
        await sitter.press("escape", "escape", "down", "enter", "n")
        assert "half a thought" not in sitter.text()
        await sitter.press("escape", "escape", "up", "enter", "n")
        assert "half a thought" in sitter.text()
        assert desk.acts("note") == []


@pytest.mark.parametrize("keys", [("f2", "f2"), ("ctrl+f", "f2")])
async def test_a_note_saved_twice_is_recorded_once(keys: tuple[str, ...]) -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("n")
        await sitter.type("Rang home")
        await sitter.press("tab")
        await sitter.type("Because")
        await sitter.pilot.press(*keys)
        await sitter.settle()
        assert len(desk.acts("note")) == 1


async def test_the_button_saves_too_and_two_presses_of_enter_on_it_record_once() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("n")
        await sitter.type("Rang home")
        await sitter.press("tab")
        await sitter.type("Because")
        await sitter.press("tab")
        await sitter.pilot.press("enter", "enter")
        await sitter.settle()
        assert len(desk.acts("note")) == 1


async def test_a_note_that_could_not_be_recorded_is_told_and_kept_to_try_again() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        desk.trouble["note"] = DiskFull("This computer's disk is full; what you typed is kept, so make room first.")
        await sitter.press("n")
        await sitter.type("Rang home")
        await sitter.press("tab")
        await sitter.type("Because")
        await sitter.press("f2")
        assert "! This computer's disk is full" in sitter.text()
        assert "Press n to try again; what you typed is still there." in sitter.told()
        desk.trouble.clear()
        await sitter.press("n")
        assert "Rang home" in sitter.text()
        await sitter.press("f2")
        assert desk.acts("note") == [("note", "case-1", "Rang home", "Because")]


async def test_while_an_act_is_being_recorded_the_next_waits_its_turn() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("n")
        await sitter.type("Rang home")
        await sitter.press("tab")
        await sitter.type("Because")
        desk.act_gate.clear()
        await sitter.pilot.press("f2", "a")
        assert "One moment: the last thing is still being recorded." in sitter.text()
        desk.act_gate.set()
        await sitter.settle()
        assert "Your note is recorded." in sitter.text()


async def test_a_note_longer_than_a_record_holds_is_refused_and_kept() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("n", "tab")
        await sitter.paste("x y " * 495)
        await sitter.paste("z " * 100)
        assert "That is too long to paste here." in sitter.told()
        await sitter.press("shift+tab")
        await sitter.type("Rang home")
        await sitter.press("f2")
        ((_, _, _, reason),) = desk.acts("note")
        assert reason == ("x y " * 495).strip()
