"""Text that markup, a terminal or a reader could take for something else: shown as it is written, everywhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from screens.desk.one_case.case import CaseScreen
from screens.desk.pages.inbox import InboxScreen
from screens.text import FORBIDDEN, clean
from store.casebook.case.facts import (
    Answer,
    Case,
    CaseState,
    ChildLine,
    ChildPage,
    FeedLine,
    Happening,
    Link,
    Phrase,
    TimelineLine,
)
from store.casebook.pages.scheme_actions import SchemeAction
from store.casebook.papers.paper import Heading, Paper, Table, Words
from store.casebook.transfer.pages import Offered, TransferLine
from store.errors import StorageError
from tests.screens.desk_harness import Sitter, sitting
from tests.screens.desk_made_up import FIGURES, NOON, case, erasure, item, mentor
from tests.screens.desk_services import WORDS, Desk
from tests.screens.sizes import SIZES

PLAIN = "a [/] b [@click=app.quit]x[/] [b]meet [at] gate[/b]"
NASTY = PLAIN + " \x1b]52;c;aGk=\x07\x1b[2J \u202eevil\u2066 \x9b31m \u200b\ud800 👩\u200d👧 {room} $x"


def nasty_case() -> Case:
    made = case(1, "red", CaseState.IN_PROGRESS)
    line = TimelineLine(NOON, NASTY, NASTY, NASTY)
    return replace(
        made,
        line=replace(made.line, code=NASTY, kind=NASTY, author=NASTY, summary=NASTY, holder=NASTY),
        words=NASTY,
        answers=(Answer(NASTY, NASTY),),
        additions=(line,),
        unfinished=(line,),
        timeline=(line,),
        warnings=(NASTY,),
        items=(replace(item(1, words=NASTY), who=NASTY, code=NASTY),),
        links=(Link("child", "x", NASTY),),
    )


def nasty_desk() -> Desk:
    desk = Desk(nasty_case(), people=(NASTY, "Bo Dale"))
    desk.roles = (NASTY,)
    desk.sentence = NASTY
    desk.feeds = (FeedLine(NASTY, 0, NASTY, 3, ((1, 2),), 1, NOON, NASTY, erased=((1, NASTY),)),)
    line = ChildLine("1", NASTY, NASTY, NASTY, 1)
    happened = (Happening("case-1", NASTY, TimelineLine(NOON, NASTY, NASTY, NASTY)),)
    mentions = (nasty_case().line,)
    desk.pages = {"1": ChildPage(line, ((line, 1),), ((NASTY, 2),), mentions, NASTY, happened, 1, 0)}
    desk.mentor_lines = (mentor(1, name=NASTY),)
    desk.papers.folder = Path(NASTY)
    desk.papers.paper = Paper(NASTY, (Heading(NASTY), Words(NASTY), Table(("a", "b"), ((NASTY, NASTY),))))
    planned = (SchemeAction("1", NASTY, NOON, None, None),)
    desk.scheme = lambda: replace(FIGURES, actions=planned)  # type: ignore[method-assign]
    desk.erase_lines = (erasure(1, what=NASTY, class_=NASTY, reason=NASTY, by=NASTY, second=NASTY, is_asked=True),)
    desk.transfers.lines = (TransferLine("1", True, NOON, NASTY, NASTY, 1, NASTY, NASTY, NOON.date(), True),)
    desk.transfers.offered = Offered(NASTY, NASTY, False, NASTY, NASTY, 1, 1, NASTY)
    desk.answers = (Phrase(NASTY, NASTY, (NASTY, "room")),)
    return desk


def assert_harmless(sitter: Sitter) -> None:
    assert FORBIDDEN.search(sitter.text().replace("\n", "")) is None
    for row in sitter.segments():
        for part in row:
            assert part.style is None or part.style.link is None
            assert part.style is None or not any(key.startswith("@") for key in part.style.meta)


@SIZES
async def test_every_screen_shows_nasty_text_as_text(size: tuple[int, int]) -> None:
    desk = nasty_desk()
    async with sitting(desk, size) as sitter:
        await sitter.press("enter", "1")
        assert "a [/] b [@click=app.quit]x[/]" in sitter.text()
        assert_harmless(sitter)
        await sitter.press("1")
        assert_harmless(sitter)
        await sitter.type(WORDS)
        await sitter.press("enter")
        assert_harmless(sitter)
        await sitter.press("enter")
        assert isinstance(sitter.app.screen, InboxScreen)
        assert "meet [at] gate" in sitter.text()
        assert_harmless(sitter)
        for keys in (
            ("k",),
            ("escape", "d"),
            ("escape", "c"),
            ("down", "enter"),
            ("e",),
            ("escape", "escape"),
            *((*("escape",) * 2, "m", page) for page in "456789"),
            ("escape", "m", "5"),
            ("i",),
            ("p", "1"),
            ("escape", "escape", "escape", "slash"),
            ("escape", "enter"),
            ("end",),
        ):
            await sitter.press(*keys)
            assert_harmless(sitter)
        assert isinstance(sitter.app.screen, CaseScreen)
        for form in ("a", "n", "l", "c", "m", "p"):
            await sitter.press(form)
            assert_harmless(sitter)
            await sitter.press("escape")
        await sitter.press("r")
        assert "a [/] b [@click=app.quit]x[/]" in sitter.text()
        await sitter.press("1")
        assert_harmless(sitter)
        await sitter.paste(NASTY)
        assert_harmless(sitter)


async def test_the_words_of_a_report_lose_no_word_on_the_page() -> None:
    async with sitting(nasty_desk()) as sitter:
        await sitter.unlock()
        await sitter.press("enter")
        told = " ".join(sitter.text().split())
        assert PLAIN in told
        assert "[picture: woman, girl]" in told


@pytest.mark.parametrize(
    ("form", "second", "act"),
    [("n", True, "note"), ("l", False, "set_level"), ("c", False, "close")],
)
async def test_nasty_text_typed_into_a_form_is_recorded_as_it_reads(form: str, second: bool, act: str) -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("enter", form)
        if second:
            await sitter.type(PLAIN)
            await sitter.press("tab")
        else:
            await sitter.press("3")
        await sitter.paste(NASTY)
        await sitter.press("f2")
        ((*_, reason),) = desk.acts(act)
        assert reason == clean(NASTY, multiline=True).strip()
        assert PLAIN in str(reason)
        await sitter.press("end")
        assert_harmless(sitter)


async def test_nasty_text_in_a_blank_is_sent_as_it_reads() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("enter", "r", "3")
        await sitter.type("[b]Ms [/] Hale")
        assert "[b]Ms [/] Hale will find you quietly today." in sitter.text()
        await sitter.press("f2")
        assert desk.acts("reply") == [("reply", "case-1", "find", {"name": "[b]Ms [/] Hale"})]


async def test_nasty_text_can_be_searched_for() -> None:
    desk = Desk(case(1, words=PLAIN))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("slash")
        await sitter.type("a [/] b")
        await sitter.soon(lambda: "1 case found" in sitter.text())
        await sitter.paste(NASTY)
        await sitter.soon(lambda: not sitter.searches_soon())
        await sitter.settle()
        assert_harmless(sitter)
        assert FORBIDDEN.search(str(desk.acts("search")[-1][1])) is None


async def test_an_error_with_nasty_text_is_shown_as_text() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        desk.trouble["refresh"] = StorageError(NASTY)
        await sitter.press("f5")
        assert "! a [/] b [@click=app.quit]x[/]" in sitter.text()
        assert_harmless(sitter)


@pytest.mark.parametrize("picture", ["data:image/png;base64,iVBORw0KGgo=", "aB3" * 100])
async def test_a_picture_pasted_into_a_note_is_refused_beside_the_box(picture: str) -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("enter", "n")
        await sitter.type("kept")
        await sitter.paste(picture)
        assert "Pictures can't go here." in sitter.text()
        await sitter.press("tab")
        await sitter.type("Because")
        await sitter.press("f2")
        assert desk.acts("note") == [("note", "case-1", "kept", "Because")]


async def test_a_megabyte_pasted_anywhere_is_refused_or_cut_and_nothing_is_lost() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("enter", "n")
        await sitter.type("kept")
        await sitter.paste("x y " * 250_000)
        assert "That is too long to paste here." in " ".join(sitter.text().split())
        assert "kept" in sitter.text()
        await sitter.press("escape", "r", "2")
        await sitter.paste("x y " * 250_000)
        assert len(sitter.app.screen.query_one("#blank-0").value) <= 60


async def test_a_picture_in_a_blank_is_refused_beside_it() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("enter", "r", "3")
        await sitter.paste("data:image/png;base64,iVBORw0KGgo=")
        await sitter.press("f2")
        assert "! Pictures can't go here." in sitter.text()
        assert desk.acts("reply") == []
