"""The pages behind More: mentors, the scheme, who read what."""

from __future__ import annotations

import pytest

from screens.desk.one_case.case import CaseScreen
from store.casebook.case.facts import CaseState, TimelineLine
from tests.screens.desk_harness import sitting
from tests.screens.desk_made_up import NOON, case, mentor
from tests.screens.desk_services import Desk
from tests.screens.sizes import SIZES


@SIZES
async def test_mentors_are_shown_by_name_with_bars_beside_their_numbers_and_what_is_due(size: tuple[int, int]) -> None:
    desk = Desk(case(1))
    late = mentor(2, trained_until=None, is_trained=False, talk_since=NOON, wants_talk=True)
    desk.mentor_lines = (mentor(1), late, *(mentor(number) for number in range(3, 251)))
    async with sitting(desk, size) as sitter:
        await sitter.unlock()
        await sitter.press("m", "4")
        told = sitter.told()
        assert "250 mentors, by name; sessions of 4 weeks, wellbeing of 6. Shown: 1 to 200." in told
        assert "▄3.0 ▆4.0 · ▃2.5 ▁1.0 █5.0 4 sessions training to 3 Sep 2027" in told
        assert "! wants to talk ! talk it over: since 24 Nov" in told
        assert "! no training" in told
        assert "Enter" not in sitter.footer()
        await sitter.press("right", "end")
        assert "Mentor 250" in sitter.text()
        await sitter.press("t", "2")
        await sitter.type("R12")
        await sitter.press("enter")
        await sitter.type("12:30")
        await sitter.press("f2")
        assert desk.acts("tell_mentor") == [("tell_mentor", "250", "come", {"room": "R12", "time": "12:30"})]
        assert "Your message goes out with the next post." in sitter.told()
        await sitter.press("escape")
        assert "Inbox" in sitter.text()


async def test_the_scheme_is_one_page_of_figures_that_says_what_they_are() -> None:
    async with sitting(Desk(case(1))) as sitter:
        await sitter.unlock()
        await sitter.press("m", "5")
        told = sitter.told()
        for part in (
            "212 sessions in 31 weeks, 88 hours",
            "Online bullying ████████████████████████ 80",
            "▲ Red 2 of 2 read in time; read after 9 min, acted on after 20 min",
            "● Blue 11 of 14 read in time; read after 5 h 0 min, acted on after not yet",
            "Working: The timer helps.",
        ):
            assert part in told
        await sitter.press("end")
        assert "Tue 24 Nov 2026 safeguarding acknowledged after 12 min" in sitter.told()


async def test_which_route_awaits_its_practice_report_is_said_on_the_scheme_and_above_what_is_to_do() -> None:
    desk = Desk(case(1))
    async with sitting(desk) as sitter:
        await sitter.unlock()
        await sitter.press("m", "5")
        assert "! Practice report awaited this half-term: chair" in sitter.told()
        await sitter.press("end")
        for part in (
            "+ safeguarding came Tue 24 Nov 2026, acknowledged",
            "! head came Tue 24 Nov 2026, not acknowledged yet",
            "! chair awaited this half-term; the last one Fri 25 Sep 2026, acknowledged",
            "To send one: at a kiosk's computer, kiosk practice-report",
        ):
            assert part in sitter.told()
        desk.practice_due = ("chair",)
        await sitter.press("escape", "d")
        assert "To do ! Practice report awaited on 1 route (m, 5)." in sitter.told()


async def test_closed_cases_say_when_they_are_to_be_looked_at_and_which_are_held() -> None:
    closed = [case(number, "blue", CaseState.CLOSED) for number in (1, 2, 3)]
    async with sitting(Desk(*closed)) as sitter:
        await sitter.unlock()
        await sitter.press("m", "7")
        told = sitter.told()
        assert "3 closed cases, the oldest first." in told
        assert "MAPLE RIVER 01 closed Tue 24 Nov 2026 ! look at it now" in told
        assert "MAPLE RIVER 02 closed Tue 24 Nov 2026 ! legal hold: it stays" in told
        assert "to be looked at from Thu 24 Nov 2033 on" in told
        await sitter.press("enter")
        assert isinstance(sitter.app.screen, CaseScreen)


@pytest.mark.parametrize("there_is_one", [True, False])
async def test_who_read_what_leads_to_the_case(there_is_one: bool) -> None:
    acts = (TimelineLine(NOON, "Bo Dale", "opened the report", ""),) if there_is_one else ()
    async with sitting(Desk(case(1, timeline=acts))) as sitter:
        await sitter.unlock()
        await sitter.press("m", "6")
        if not there_is_one:
            assert "Nobody has opened a case yet." in sitter.told()
            return
        assert "Bo Dale opened the report" in sitter.told()
        await sitter.press("enter")
        assert isinstance(sitter.app.screen, CaseScreen)
