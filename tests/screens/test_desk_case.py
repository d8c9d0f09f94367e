"""A case at the desk: the report untouched, looked at without being read, read by a yes."""

from __future__ import annotations

import pytest

from screens.desk.one_case.note import NoteModal
from screens.desk.pages.inbox import InboxScreen
from store.errors import StorageError
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


@SIZES
async def test_an_opened_case_shows_the_first_text_before_everything_that_came_later(size: tuple[int, int]) -> None:
    async with sitting(Desk(case(1)), size) as sitter:
        await sitter.open_first()
        page = sitter.text()
        assert "  pay me or I post it." in page
        parts = ["What was written first", "The answers", "Added later by the mentor", "Sent unfinished"]
        assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)
        assert "! Two versions of this report arrived; both are kept." in page


async def test_the_heading_tells_level_state_code_time_writer_and_holder() -> None:
    async with sitting(Desk(case(1, "red"))) as sitter:
        await sitter.open_first()
        first, second = sitter.rows()[:2]
        for part in ("▲ Red", "★ New", "MAPLE RIVER 01", "Tue 24 Nov 2026 12:01", "! overdue"):
            assert part in first
        assert "Concern from Priya Shah, nobody has it yet" in second


async def test_looking_is_not_reading() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("end", "escape")
        assert desk.acts("acknowledge") == []
        assert "★ New" in sitter.text()


async def test_a_long_report_can_be_read_to_its_last_word_by_keys() -> None:
    words = "\n".join(f"line {number}" for number in range(200))
    async with sitting(Desk(case(1, words=words))) as sitter:
        await sitter.open_first()
        await sitter.press("end")
        assert "What adults did" in sitter.text()
        await sitter.press("home")
        assert "line 0" in sitter.text()


async def test_a_report_with_more_below_the_fold_says_so() -> None:
    words = "\n".join(f"line {number}" for number in range(200))
    async with sitting(Desk(case(1, words=words))) as sitter:
        await sitter.open_first()
        assert "more below" in sitter.text()
        await sitter.press("end")
        assert "more below" not in sitter.text()


async def test_a_report_without_words_says_so() -> None:
    async with sitting(Desk(case(1, words=""))) as sitter:
        await sitter.open_first()
        assert "No words were written." in sitter.text()


async def test_a_case_that_can_not_be_read_is_told_and_can_be_left() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        desk.trouble["case"] = StorageError("This case can't be read; its sealed report is safe, so call IT.")
        await sitter.press("enter")
        assert "! This case can't be read" in sitter.text()
        await sitter.press("n", "escape")
        assert isinstance(sitter.app.screen, InboxScreen)


@pytest.mark.parametrize("key", ["enter", "f2", "ctrl+f"])
async def test_only_a_yes_records_that_the_report_was_read(key: str) -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("a")
        assert "Have you read this report yourself?" in sitter.text()
        await sitter.press("escape")
        assert desk.acts("acknowledge") == []
        await sitter.press("a", key)
        assert desk.acts("acknowledge") == [("acknowledge", "case-1")]
        assert "Recorded: you have read this report." in sitter.text()
        assert "● Read" in sitter.rows()[0]


@pytest.mark.parametrize("keys", [("enter", "enter"), ("f2", "f2"), ("enter", "f2")])
async def test_a_yes_given_twice_is_recorded_once(keys: tuple[str, ...]) -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("a")
        await sitter.pilot.press(*keys)
        await sitter.settle()
        assert len(desk.acts("acknowledge")) == 1


async def test_the_footer_of_a_form_says_what_its_key_does() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.open_first()
        await sitter.press("a")
        assert "F2/^F Yes, I have read it" in sitter.footer()
        await sitter.press("escape", "n")
        assert "F2/^F Record" in sitter.footer()
        assert "^T Quiet view" in sitter.footer()
        await sitter.press("escape", "r", "1")
        assert "F2/^F Send" in sitter.footer()


async def test_words_typed_where_no_box_is_open_never_say_that_a_report_was_read() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.type("any day now they will say yes ")
        assert desk.acts("acknowledge", "note", "set_level", "close", "reply") == []


async def test_a_key_pressed_before_the_case_is_there_opens_its_form_when_it_comes() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        desk.case_gate.clear()
        await sitter.pilot.press("enter", "n", "a", "l")
        desk.case_gate.set()
        await sitter.settle()
        assert isinstance(sitter.app.screen, NoteModal)
