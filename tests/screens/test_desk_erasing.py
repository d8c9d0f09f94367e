"""Erasing by keys: two people's words are seen and kept nowhere, what waits is signed or not."""

from __future__ import annotations

from store.casebook.case.facts import CaseState
from store.casebook.erasing.erase_pages import EraseState
from store.casebook.erasing.erase_wanted import CASE, Wanted
from store.errors import WrongPassphrase
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case, erasure
from tests.screens.desk_services import Desk

CLOSED = CaseState.CLOSED
MINE, THEIRS = "maple river gate", "onion lamp sea"


async def test_two_people_sign_for_a_closed_case_and_their_words_are_in_no_draft() -> None:
    desk = Desk(case(1, "blue", CLOSED))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("m", "8")
        await sitter.press("escape", "m", "7", "e", "f2")
        assert "! Choose the class." in sitter.told()
        await sitter.press("1")
        await sitter.type("25 years old")
        await sitter.press("tab")
        await sitter.type(MINE)
        await sitter.press("tab", "1")
        await sitter.type(THEIRS)
        assert not {*MINE.split(), *THEIRS.split()} & set(sitter.told().split())
        desk.trouble["erase"] = WrongPassphrase("These words do not open this key file. Nothing was changed.")
        await sitter.press("f2")
        assert "These words do not open this key file." in sitter.told()
        desk.trouble.clear()
        # The reason is still there, nobody's words are.
        await sitter.press("e", "f2")
        assert "! Type your words." in sitter.told()
        await sitter.type(MINE)
        await sitter.press("f2")
        ((_, wanted, typed),) = desk.acts("erase")
        assert wanted == Wanted(CASE, "case-1")
        assert (typed["reason"], typed["mine"], typed["theirs"]) == ("25 years old", MINE, "")
        assert "Erased: 1 item." in sitter.told()
        assert "No case is closed yet." in sitter.told()


async def test_what_waits_is_signed_with_ones_own_words_or_refused_with_a_reason() -> None:
    desk = Desk(case(1))
    desk.erase_lines = (erasure(1, state=EraseState.WAITS, is_asked=True), erasure(2))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("m", "8", "enter", "1", "f2")
        assert "! Type your words." in sitter.told()
        await sitter.type(MINE)
        await sitter.press("f2")
        assert desk.acts("sign_erasure") == [("sign_erasure", "1", MINE)]
        await sitter.press("enter", "2", "tab")
        await sitter.type("Keep it")
        await sitter.press("f2")
        assert desk.acts("answer_erasure") == [("answer_erasure", "1", "Keep it")]
        await sitter.press("down", "enter")
        assert "This is over: nothing is left to sign." in sitter.told()
