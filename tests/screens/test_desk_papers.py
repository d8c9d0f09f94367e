"""Papers by keys: a case file, everything about a child, the inspection pack, a sample, what is to change."""

from __future__ import annotations

from screens.desk.one_case.case import CaseScreen
from screens.desk.pages.scheme import SchemeScreen
from screens.desk.paperwork.making import HEADING
from screens.desk.paperwork.pack import PackScreen
from store.casebook.papers.asked import Asked, Form, What
from store.casebook.papers.paper import Paper, Words
from store.casebook.papers.pdf_apart import STOPPED
from store.casebook.papers.sample import SampleRule
from store.errors import DiskFull
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case, child, drawn, mentor
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES

WORDS = "maple river anchor lamp onion gate"


@SIZES
async def test_a_case_file_shows_its_words_once_a_csv_asks_twice_and_each_says_where_it_went(
    size: tuple[int, int],
) -> None:
    desk = Desk(case(1))
    async with sitting(desk, size) as sitter:
        await sitter.open_first()
        await sitter.press("p", "1")
        assert WORDS in sitter.told()
        assert "shown this once and kept nowhere" in sitter.told()
        await sitter.press("f2")
        assert desk.acts("save") == [("save", Asked(What.CASE, "case-1"), "/home/desk/papers", WORDS)]
        assert isinstance(sitter.app.screen, CaseScreen)
        assert "Made case-maple-river-01-2026-11-24.pdf in /home/desk/papers." in sitter.told()
        assert WORDS not in sitter.told()
        await sitter.press("p", "2")
        assert "! A CSV file is not locked" in sitter.told()
        assert WORDS not in sitter.told()
        await sitter.press("f2")
        assert len(desk.acts("save")) == 1
        assert "Press F2 once more to make it all the same" in sitter.told()
        await sitter.press("f2")
        assert desk.acts("save")[1:] == [("save", Asked(What.CASE, "case-1", Form.CSV), "/home/desk/papers", "")]
        assert "Anybody can read it: delete it" in sitter.told()
        desk.trouble["save"] = DiskFull("There is no room left in that folder.")
        await sitter.press("p", "3", "end")
        await sitter.type("/stick")
        await sitter.press("f2")
        assert "! There is no room left in that folder." in sitter.told()
        desk.papers.missing = "This computer can't make PDF files yet."
        await sitter.press("p", "1", "f2")
        assert "! This computer can't make PDF files yet." in sitter.told()
        assert WORDS not in sitter.told()
        desk.papers.missing = ""
        await sitter.press("escape", "p", "1", "f9")
        assert WORDS not in sitter.told()
        assert len(desk.acts("save")) == 2


@SIZES
async def test_a_file_that_takes_long_says_so_and_can_be_left_or_stopped(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    desk.papers.gate.clear()
    async with sitting(desk, size) as sitter:
        await sitter.open_first()
        await sitter.press("p", "1")
        await sitter.pilot.press("f2")
        await sitter.soon(lambda: HEADING in sitter.text())
        assert "Esc stops it: then there is no file." in sitter.told()
        await sitter.pilot.press("f1")
        await sitter.soon(lambda: "nothing is left of it" in sitter.told())
        await sitter.pilot.press("escape", "escape")
        await sitter.soon(lambda: STOPPED in sitter.told())
        assert HEADING not in sitter.text()
        await sitter.press("p", "1")
        await sitter.pilot.press("f2", "enter")
        await sitter.soon(lambda: "Making the file. You can go on meanwhile." in sitter.told())
        desk.papers.gate.set()
        await sitter.soon(lambda: "Made case-maple-river-01" in sitter.told())
        assert isinstance(sitter.app.screen, CaseScreen)
        assert len(desk.acts("save")) == 1


async def test_everything_about_a_child_masks_others_unless_asked_and_tells_the_readers_duty() -> None:
    desk = Desk(case(1))
    desk.pages = {"child-1": child(1)}
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("c", "down", "enter", "p", "1")
        assert "You must still read every line" in sitter.told()
        await sitter.type("Big J, , the twins")
        await sitter.press("f2", "p", "3")
        assert "not for handing over" in sitter.told()
        await sitter.press("f2")
        assert [call[1] for call in desk.acts("save")] == [
            Asked(What.PERSON, "child-1", also=("Big J", "the twins")),
            Asked(What.PERSON, "child-1", shows_names=True),
        ]
        desk.mentor_lines = (mentor(1), mentor(2))
        await sitter.press("escape", "escape", "m", "4", "down", "p", "1")
        assert "You must still read every line" in sitter.told()
        await sitter.press("f2")
        assert desk.acts("save")[-1][1] == Asked(What.MENTOR, "2")


async def test_the_pack_is_read_and_saved_and_a_sample_drawn_by_a_rule_said_before_any_case_is_seen() -> None:
    desk = Desk(case(1))
    desk.papers.drawn = (drawn(1), drawn(2))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("m", "5", "i")
        assert isinstance(sitter.app.screen, PackScreen)
        assert "1. A clear strategy and understanding of how the scheme works" in sitter.told()
        assert "Copyright and ownership: fewer than 5" in sitter.told()
        assert "amber; Reports: 12; Read in time: all but fewer than 5 of 12" in sitter.told()
        await sitter.press("p", "1", "f2")
        assert desk.acts("save")[0][1] == Asked(What.PACK)
        assert len(desk.acts("shown")) == 1
        await sitter.press("s", "2", "backspace")
        await sitter.type("0")
        await sitter.press("f2")
        assert "! Write a number from 1 to" in sitter.told()
        assert desk.acts("sample") == []
        await sitter.press("backspace")
        await sitter.type("5")
        await sitter.press("f2")
        assert desk.acts("sample") == [("sample", SampleRule("came", 5, 10))]
        said = "Every 5th case that came this school year, in the order of their codes, at most 10: 2 cases."
        assert said in sitter.told()
        assert "read in time; 2 decisions, 2 with why" in sitter.told()
        desk.papers.paper = Paper("t", (Words("word " * 3_000 + "the end"),))
        await sitter.press("down", "enter")
        assert "Names are masked." in sitter.told()
        await sitter.press("end")
        assert "the end" in sitter.told()
        await sitter.press("x")
        assert "! Names are shown." in sitter.told()
        assert [call[1].shows_names for call in desk.acts("shown")[1:]] == [False, True]
        await sitter.press("escape")
        assert said in sitter.told()
        assert len(desk.acts("sample")) == 1
        await sitter.press("escape", "escape")
        assert isinstance(sitter.app.screen, SchemeScreen)


async def test_what_is_to_change_in_the_scheme_is_carried_over_until_it_is_done() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("m", "5", "end", "pageup")
        assert "A quieter room on Tuesdays" in sitter.told()
        await sitter.press("a")
        await sitter.type("Shorter forms")
        await sitter.press("tab")
        await sitter.type("30 days")
        await sitter.press("f2")
        assert desk.acts("plan") == [("plan", {"words": "Shorter forms", "due": "30 days"})]
        await sitter.press("d", "1")
        assert desk.acts("end_plan") == [("end_plan", "plan-1")]
        assert "It is recorded as done." in sitter.told()
