"""Searching at the desk: type and see, newest first."""

from __future__ import annotations

from screens.desk.one_case.case import CaseScreen
from screens.desk.pages.inbox import InboxScreen
from screens.desk.pages.search import SearchScreen
from store.errors import StorageError
from tests.screens.desk_harness import Sitter, sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


async def searching(sitter: Sitter, text: str) -> None:
    await sitter.unlock()
    await sitter.press("slash")
    await sitter.type(text)
    await sitter.soon(lambda: not sitter.searches_soon())
    await sitter.settle()


@SIZES
async def test_cases_whose_words_hold_what_is_typed_are_shown_newest_first(size: tuple[int, int]) -> None:
    desk = Desk(case(1), case(2), case(3, words="about something else"))
    async with sitting(desk, size) as sitter:
        await searching(sitter, "post it")
        assert "2 cases found, newest first." in sitter.text()
        assert sitter.text().index("MAPLE RIVER 02") < sitter.text().index("MAPLE RIVER 01")
        assert "MAPLE RIVER 03" not in sitter.text()


async def test_one_letter_says_why_nothing_is_searched() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await searching(sitter, "p")
        assert "Type two letters or more." in sitter.text()
        assert desk.acts("search") == []


async def test_nothing_found_is_said() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await searching(sitter, "xylophone")
        assert "0 cases found" in sitter.text()


async def test_fast_typing_is_one_search() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await searching(sitter, "post it")
        assert desk.acts("search") == [("search", "post it")]


async def test_letters_taken_back_take_the_cases_away() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await searching(sitter, "po")
        assert "MAPLE RIVER 01" in sitter.text()
        await sitter.press("backspace")
        await sitter.soon(lambda: not sitter.searches_soon())
        assert "MAPLE RIVER 01" not in sitter.text()


async def test_a_case_is_opened_from_the_list_and_left_to_the_same_search() -> None:
    async with sitting(Desk(case(1), case(2))) as sitter:
        await searching(sitter, "post")
        await sitter.press("enter", "down", "enter")
        assert isinstance(sitter.app.screen, CaseScreen)
        assert sitter.app.screen.case_id == "case-1"
        await sitter.press("escape")
        assert isinstance(sitter.app.screen, SearchScreen)
        assert "2 cases found" in sitter.text()
        await sitter.press("escape")
        assert isinstance(sitter.app.screen, InboxScreen)


async def test_the_slash_goes_back_to_the_words_and_can_be_typed_there() -> None:
    async with sitting(Desk(case(1, words="either/or"))) as sitter:
        await searching(sitter, "either")
        await sitter.press("down", "slash")
        await sitter.type("/or")
        assert sitter.app.screen.query_one("#text").value == "either/or"


async def test_the_footer_offers_what_works_where_the_cursor_stands() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await searching(sitter, "po")
        assert "↓ To the list" in sitter.footer()
        assert "/ Change the words" not in sitter.footer()
        await sitter.press("down")
        assert "/ Change the words" in sitter.footer()
        assert "Enter Open" in sitter.footer()
        assert "↓ To the list" not in sitter.footer()


async def test_a_search_that_fails_is_told_and_the_words_stay() -> None:
    desk = Desk(case(1))
    desk.trouble["search"] = StorageError("The casebook can't be searched; nothing is lost, so call IT.")
    async with sitting(desk) as sitter:
        await searching(sitter, "po")
        assert "! The casebook can't be searched" in sitter.text()
        assert sitter.app.screen.query_one("#text").value == "po"
