"""The inbox: the urgent first, what is missing said above it, one page at a time."""

from __future__ import annotations

import re
from dataclasses import replace

from screens.desk.one_case.case import CaseScreen
from screens.desk.pages.inbox import CALM, MORE_COMES, NO_CLOSED, InboxScreen
from store.casebook.case.facts import Behind, Case, CaseState
from store.errors import StorageError
from tests.screens.desk_harness import Sitter, sitting
from tests.screens.desk_made_up import case
from tests.screens.desk_services import WORDS, Desk
from tests.screens.sizes import SIZES


def codes(sitter: Sitter) -> list[str]:
    return re.findall(r"MAPLE RIVER \d+", sitter.text())


def many(count: int) -> list[Case]:
    return [case(number, "blue") for number in range(1, count + 1)]


@SIZES
async def test_red_and_amber_stand_before_the_rest_with_level_and_state_in_words(size: tuple[int, int]) -> None:
    async with sitting(Desk(case(1, "grey"), case(2, "blue"), case(3, "amber"), case(4, "red")), size) as sitter:
        await sitter.unlock()
        assert codes(sitter) == ["MAPLE RIVER 04", "MAPLE RIVER 03", "MAPLE RIVER 02", "MAPLE RIVER 01"]
        first = next(row for row in sitter.rows() if "MAPLE RIVER 04" in row)
        assert "▲ Red" in first
        assert "★ New" in first
        assert "! overdue" in first
        assert "4 cases, 4 not yet read." in sitter.text()


@SIZES
async def test_each_case_takes_two_rows_however_long_its_summary(size: tuple[int, int]) -> None:
    long = case(99, "red", CaseState.IN_PROGRESS)
    long = replace(long, line=replace(long.line, code="ABSTRACT ACCIDENT 99", summary="he said that " * 60))
    async with sitting(Desk(long, *many(30)), size) as sitter:
        await sitter.unlock()
        rows = sitter.rows()
        at = next(at for at, row in enumerate(rows) if "ABSTRACT ACCIDENT 99" in row)
        assert "! overdue" in rows[at]
        assert "Priya Shah, concern, nobody has it yet: he said that" in rows[at + 1]
        assert "…" in rows[at + 1]
        assert "MAPLE RIVER 01" in rows[at + 2]


async def test_the_list_has_no_frame_that_takes_room_from_the_cases() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.unlock()
        assert not set("▊▔▁") & set(sitter.text())


async def test_who_has_a_case_is_told() -> None:
    held = case(1)
    held = replace(held, line=replace(held.line, holder="Bo Dale"))
    async with sitting(Desk(held)) as sitter:
        await sitter.unlock()
        assert "with Bo Dale" in sitter.text()


@SIZES
async def test_an_empty_inbox_is_calm_and_still_says_whether_anything_is_missing(size: tuple[int, int]) -> None:
    async with sitting(Desk(), size) as sitter:
        await sitter.unlock()
        assert CALM in sitter.text()
        assert "Nothing missing from 3 kiosks." in sitter.text()
        assert "0 cases." in sitter.text()
        await sitter.press("v")
        assert NO_CLOSED in sitter.text()


@SIZES
async def test_until_all_that_came_is_opened_no_page_of_the_desk_says_that_nothing_waits(size: tuple[int, int]) -> None:
    desk = Desk()
    desk.behind = Behind(1_200, 5_000)
    async with sitting(desk, size) as sitter:
        await sitter.unlock()
        for keys in ((), ("slash",), ("d",), ("k",)):
            await sitter.press(*keys)
            sitter.app.tell_behind()
            await sitter.settle()
            assert "Opening what came: 1,200 of 5,000. Lock any time: it goes on from here." in sitter.text()
            await sitter.press(*(("escape",) if keys else ()))
        assert MORE_COMES in sitter.told()
        assert CALM not in sitter.text()
        desk.cases = {"case-1": case(1)}
        for opened in range(2_000, 3_000, 250):
            desk.behind = Behind(opened, 5_000)
            sitter.app.tell_behind()
        await sitter.soon(lambda: "So far: 1 case" in sitter.text())
        desk.behind, desk.cases = None, {}
        await sitter.press("f5")
        sitter.app.tell_behind()
        assert "Opening what came" not in sitter.text()
        assert CALM in sitter.text()


async def test_pages_turn_by_the_arrows_as_far_as_there_are_cases() -> None:
    async with sitting(Desk(*many(450))) as sitter:
        await sitter.unlock()
        assert "450 cases, 450 not yet read. Shown: 1 to 200." in sitter.text()
        assert "→ Page" in sitter.footer()
        assert "←" not in sitter.footer()
        await sitter.press("right", "right", "right")
        assert "Shown: 401 to 450." in sitter.text()
        assert codes(sitter)[0] == "MAPLE RIVER 401"
        assert "← Page" in sitter.footer()
        assert "→" not in sitter.footer()
        await sitter.press("left")
        assert "←/→ Page" in sitter.footer()
        assert "Shown: 201 to 400." in sitter.text()


async def test_a_page_that_emptied_meanwhile_gives_way_to_the_last_one_there_is() -> None:
    desk = Desk(*many(201))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("right")
        desk.cases.pop("case-201")
        await sitter.press("f5")
        assert "200 cases" in sitter.text()
        assert codes(sitter)[0] == "MAPLE RIVER 01"


async def test_closed_cases_stand_apart() -> None:
    async with sitting(Desk(case(1), case(2, state=CaseState.CLOSED))) as sitter:
        await sitter.unlock()
        assert codes(sitter) == ["MAPLE RIVER 01"]
        await sitter.press("v")
        assert codes(sitter) == ["MAPLE RIVER 02"]
        assert "1 closed case" in sitter.text()
        assert "■ Closed" in sitter.text()
        assert "v Inbox" in sitter.footer()
        await sitter.press("v")
        assert codes(sitter) == ["MAPLE RIVER 01"]


async def test_a_new_report_appears_and_the_cursor_stays_on_its_case() -> None:
    desk = Desk(case(1), case(2))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("down")
        desk.arriving.append(case(9, "red"))
        await sitter.press("f5")
        assert "1 new case." in sitter.text()
        assert codes(sitter) == ["MAPLE RIVER 09", "MAPLE RIVER 01", "MAPLE RIVER 02"]
        await sitter.press("enter")
        assert desk.acts("case")[-1] == ("case", "case-2")


async def test_a_new_report_is_told_on_whatever_screen_the_person_is() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("enter", "n")
        desk.arriving.append(case(9, "red"))
        inbox = next(screen for screen in sitter.app.screen_stack if isinstance(screen, InboxScreen))
        inbox.exchange()
        await sitter.settle()
        assert "1 new case in the inbox." in sitter.text()


async def test_nothing_new_is_said_too() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.unlock()
        await sitter.press("ctrl+r")
        assert "Looked just now." in sitter.text()


async def test_a_slow_exchange_blocks_neither_the_list_nor_typing() -> None:
    desk = Desk(case(1))
    desk.exchange_gate.clear()
    async with sitting(desk) as sitter:
        await sitter.press("enter", "1", "1")
        await sitter.type(WORDS)
        await sitter.press("enter")
        await sitter.pilot.press("enter")
        await sitter.soon(lambda: "MAPLE RIVER 01" in sitter.text())
        await sitter.pilot.press("enter")
        await sitter.soon(lambda: "pay me or I post it" in sitter.text())
        await sitter.pilot.press("n", "h", "i")
        await sitter.soon(lambda: "hi" in sitter.app.screen.query_one("#words").text)
        desk.exchange_gate.set()
        await sitter.settle()
        assert desk.acts("refresh") == [("refresh",)]


async def test_a_second_look_while_the_first_goes_on_does_not_start_another() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        desk.exchange_gate.clear()
        await sitter.pilot.press("f5", "f5")
        assert "Looking already." in sitter.text()
        desk.exchange_gate.set()
        await sitter.settle()
        assert len(desk.acts("refresh")) == 2


async def test_an_exchange_that_fails_is_told_and_the_cases_stay() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        desk.trouble["refresh"] = StorageError("The share can't be reached; nothing is lost, and the desk tries again.")
        await sitter.press("f5")
        assert "! The share can't be reached" in sitter.text()
        assert codes(sitter) == ["MAPLE RIVER 01"]
        del desk.trouble["refresh"]
        await sitter.press("f5")
        assert "can't be reached" not in sitter.text()


async def test_trouble_in_reading_the_inbox_is_told_and_not_taken_for_an_empty_one() -> None:
    desk = Desk(case(1))
    desk.trouble["inbox"] = StorageError("A page of the casebook is damaged; the sealed reports are safe, so call IT.")
    async with sitting(desk) as sitter:
        await sitter.unlock()
        assert "casebook is damaged" in sitter.text()
        assert CALM not in sitter.text()


async def test_the_inbox_follows_what_was_done_to_a_case() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.unlock()
        await sitter.press("enter", "a", "enter", "escape")
        assert isinstance(sitter.app.screen, InboxScreen)
        assert "● Read" in sitter.text()
        assert "1 case." in sitter.text()


async def test_enter_pressed_twice_opens_one_case() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.unlock()
        await sitter.pilot.press("enter", "enter")
        await sitter.settle()
        assert sum(isinstance(screen, CaseScreen) for screen in sitter.app.screen_stack) == 1


async def test_only_cases_that_come_into_view_are_read_and_each_is_there_when_it_is_seen() -> None:
    desk = Desk(*many(150))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        read_before = {one for _, ids in desk.acts("lines") for one in ids}
        assert len(read_before) < 40
        await sitter.press("end")
        assert "MAPLE RIVER 150" in sitter.text()
        for _ in range(12):
            await sitter.press("pageup")
            assert len(codes(sitter)) >= 8
        await sitter.press("home")
        assert "MAPLE RIVER 01" in sitter.text()


async def test_a_page_that_was_read_ahead_shows_what_changed_meanwhile() -> None:
    desk = Desk(*many(402))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        del desk.cases["case-201"]
        await sitter.press("f5")
        await sitter.press("right")
        assert "Shown: 201 to 400" in sitter.text()
        assert codes(sitter)[0] == "MAPLE RIVER 202"
        await sitter.press("v")
        assert NO_CLOSED in sitter.text()
        await sitter.press("v")
        assert "Shown: 1 to 200" in sitter.text()
