"""Replies at the desk: safe phrases with their blanks, to those who signed in."""

from __future__ import annotations

from screens.desk.one_case.case import NO_REPLY, CaseScreen
from store.casebook.case.facts import Phrase
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


@SIZES
async def test_a_phrase_without_blanks_is_sent_by_two_keys(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    async with sitting(desk, size) as sitter:
        await sitter.open_first()
        await sitter.press("r", "1")
        assert "The mentor will read: We have read this. Thank you for telling us." in sitter.told()
        await sitter.press("enter")
        assert desk.acts("reply") == [("reply", "case-1", "thanks", {})]
        assert "Your reply goes out with the next post." in sitter.text()


async def test_the_blanks_of_a_phrase_are_filled_in_and_shown_as_the_mentor_will_read_them() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("r", "2")
        assert "Please come to ROOM at TIME." in sitter.text()
        await sitter.press("f2")
        assert "! Fill this in, or go back for another phrase." in sitter.text()
        assert desk.acts("reply") == []
        await sitter.type("TIME 4")
        assert "Please come to TIME 4 at TIME." in sitter.text()
        await sitter.press("enter")
        await sitter.type("11:15")
        assert "Please come to TIME 4 at 11:15." in sitter.text()
        await sitter.press("f2")
        assert desk.acts("reply") == [("reply", "case-1", "come", {"room": "TIME 4", "time": "11:15"})]


async def test_escape_in_a_reply_goes_back_to_the_phrases_then_to_the_case() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("r", "2", "escape")
        assert "NAME will find you quietly today." in sitter.text()
        await sitter.press("3")
        assert "Whose name" in sitter.text()
        assert "Which room" not in sitter.text()
        await sitter.press("escape", "escape")
        assert isinstance(sitter.app.screen, CaseScreen)
        assert desk.acts("reply") == []


async def test_a_blank_that_is_emptied_stays_empty_after_choosing_another_phrase() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("r", "2")
        await sitter.type("Room 4")
        await sitter.press("escape", "3")
        await sitter.type("Ms Hale")
        await sitter.press("f2")
        assert desk.acts("reply") == [("reply", "case-1", "find", {"name": "Ms Hale"})]


async def test_an_unsigned_report_says_why_no_reply_is_possible_and_offers_none() -> None:
    desk = Desk(case(1))
    desk.without_sign_in.add("case-1")
    async with sitting(desk) as sitter:
        await sitter.open_first()
        assert NO_REPLY in sitter.text()
        assert "r Reply" not in sitter.footer()
        await sitter.press("r")
        assert isinstance(sitter.app.screen, CaseScreen)


async def test_a_desk_without_phrases_says_so_when_a_reply_is_asked_for() -> None:
    desk = Desk(case(1))
    desk.answers = ()
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("r")
        assert "No phrase is set up" in sitter.text()
        assert isinstance(sitter.app.screen, CaseScreen)


async def test_every_phrase_can_be_chosen_where_there_are_many() -> None:
    desk = Desk(case(1))
    desk.answers = tuple(Phrase(f"p{number}", f"Phrase number {number}. " * 6, ()) for number in range(1, 15))
    async with sitting(desk) as sitter:
        await sitter.open_first()
        await sitter.press("r", "end")
        assert "Phrase number 14." in sitter.text()
        await sitter.press("enter", "f2")
        assert desk.acts("reply") == [("reply", "case-1", "p14", {})]
