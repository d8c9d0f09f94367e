"""Reports from computers that the school does not know: named above the inbox, listed with the kiosks, readable."""

from __future__ import annotations

from dataclasses import replace

from screens.desk.one_case.apart import ApartScreen
from screens.desk.one_case.case import CaseScreen
from screens.desk.pages.completeness import CompletenessScreen
from screens.desk.pages.inbox import InboxScreen
from store.errors import StorageError
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import case, stranger
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


def desk_with(*strangers: object) -> Desk:
    desk = Desk(case(1))
    desk.strangers = tuple(strangers)
    desk.kept_apart = (len(strangers), 0)
    return desk


@SIZES
async def test_their_number_stands_above_the_inbox_with_the_key_that_shows_them(size: tuple[int, int]) -> None:
    for strangers, told in (
        ((stranger(1),), "! 1 report came from a computer that the school does not know. A child may have written it."),
        (
            (stranger(1), stranger(2)),
            "! 2 reports came from a computer that the school does not know. A child may have written them.",
        ),
    ):
        async with sitting(desk_with(*strangers), size) as sitter:
            await sitter.unlock()
            assert f"{told} Press k to read" in sitter.told()


async def test_a_long_sentence_on_what_is_missing_pushes_it_off_no_screen() -> None:
    desk = desk_with(stranger(1))
    desk.sentence = "4 items missing from Library. " * 30
    async with sitting(desk) as sitter:
        await sitter.unlock()
        assert "Press k to read it." in sitter.told()
        assert "MAPLE RIVER 01" in sitter.text()


async def test_where_there_is_none_nothing_is_said_of_them() -> None:
    async with sitting(desk_with()) as sitter:
        await sitter.unlock()
        assert "does not know" not in sitter.told()
        await sitter.press("k")
        assert "does not know" not in sitter.told()


@SIZES
async def test_each_is_read_by_keys_with_its_warning_and_nothing_can_be_done_to_it(size: tuple[int, int]) -> None:
    desk = desk_with(stranger(1), stranger(2, words="he took my phone"))
    async with sitting(desk, size) as sitter:
        await sitter.unlock()
        await sitter.press("k")
        assert "2 reports came from a computer that the school does not know." in sitter.told()
        assert "OCEAN GATE 01" in sitter.text()
        await sitter.press("down", "enter")
        assert isinstance(sitter.app.screen, ApartScreen)
        assert "OCEAN GATE 02" in sitter.text()
        assert "he took my phone" in sitter.text()
        assert "! This came from a computer that the school has not admitted" in sitter.told()
        assert "Nothing can be recorded on it here." in sitter.told()
        for key in "anlrco":
            await sitter.press(key)
        assert isinstance(sitter.app.screen, ApartScreen)
        assert "Note" not in sitter.footer()
        await sitter.press("escape")
        assert isinstance(sitter.app.screen, CompletenessScreen)
        await sitter.press("escape")
        assert isinstance(sitter.app.screen, InboxScreen)
        assert not desk.acts("case", "acknowledge", "note")


async def test_two_that_bear_one_number_are_both_readable() -> None:
    async with sitting(desk_with(stranger(1, words="the first"), stranger(1, words="the second"))) as sitter:
        await sitter.unlock()
        await sitter.press("k", "enter")
        assert "the first" in sitter.text()
        await sitter.press("escape", "down", "enter")
        assert "the second" in sitter.text()


async def test_the_feeds_stay_readable_beside_many_of_them() -> None:
    async with sitting(desk_with(*map(stranger, range(1, 60)))) as sitter:
        await sitter.unlock()
        await sitter.press("k")
        assert "No kiosk has been heard from yet." in sitter.text()
        await sitter.press("end")
        assert "OCEAN GATE 59" in sitter.text()
        await sitter.press("tab")
        assert sitter.app.screen.query_one("#page").has_focus


async def test_one_that_arrives_while_the_page_is_open_comes_with_the_next_look() -> None:
    desk = desk_with()
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("k")
        desk.strangers = (stranger(1),)
        await sitter.press("f5", "enter")
        assert isinstance(sitter.app.screen, ApartScreen)


async def test_a_lock_hides_what_is_read_of_them() -> None:
    async with sitting(desk_with(stranger(1))) as sitter:
        await sitter.unlock()
        await sitter.press("k", "enter", "f9")
        assert sitter.app.is_locked
        assert "please help me" not in sitter.text()


async def test_trouble_in_reading_them_is_told() -> None:
    desk = desk_with(stranger(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        desk.trouble["apart"] = StorageError("The casebook can't be read; nothing was changed, so call IT.")
        await sitter.press("k")
        assert "The casebook can't be read" in sitter.text()


async def test_a_nasty_one_is_shown_as_it_is_written() -> None:
    nasty = stranger(1, words="a [/] b \x1b]52;c;aGk=\x07 [@click=app.quit]x[/]")
    nasty = replace(nasty, line=replace(nasty.line, author="[b]", summary="[/]"))
    async with sitting(desk_with(nasty)) as sitter:
        await sitter.unlock()
        await sitter.press("k", "enter")
        assert "a [/] b ]52;c;aGk= [@click=app.quit]x[/]" in sitter.text()
        assert not isinstance(sitter.app.screen, CaseScreen)
