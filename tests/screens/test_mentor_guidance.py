"""Reading guidance, passing training, practising a report, by keys alone."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from screens.mentor.sessions.session import SessionScreen
from screens.mentor.visit.app import KioskApp
from screens.mentor.visit.home import HomeScreen
from store.errors import DiskFull
from store.scheme.guidance import Answer, GuidancePage, Quiz, Scenario
from store.scheme.guidance_default import default_pack
from tests.classroom import PRIYA, Classroom, classroom
from tests.keyboard import Typist
from tests.screens.mentor_harness import NASTY, SEEN, Pupil, standing
from tests.screens.mentor_made_up import FACTS
from tests.screens.mentor_services import Kiosk
from tests.screens.sizes import SIZES

MODULE = next(one for one in default_pack() if one.quiz is not None)
YES, NO = Answer("Yes", True, "It helps."), Answer("No", False, "It hurts.")
SHORT = replace(MODULE, slug="short", quiz=Quiz(1, 12, (Scenario("Jo asks for help.", (NO, YES)),)))


async def to_guidance(pupil: Pupil) -> None:
    await pupil.sign_in()
    await pupil.press("8")


async def answer(pupil: Pupil, quiz: Quiz, *, wrong_first: int = 0) -> None:
    """Answer every story, having tried the wrong answers of the first ones before."""
    for number, scenario in enumerate(quiz.scenarios, 1):
        assert pupil.sees(f"Story {number} of {len(quiz.scenarios)} {' '.join(scenario.story.split())}")
        for at, one in enumerate(scenario.answers, 1):
            if number <= wrong_first and not one.is_right:
                await pupil.press(str(at))
                assert pupil.sees(f"! Not this one. {one.why} Choose again.")
        await pupil.press(str([one.is_right for one in scenario.answers].index(True) + 1))
        assert pupil.sees("● Right.")
        await pupil.press("enter")


@pytest.mark.long
async def test_cards_topics_and_scheme_are_reached_by_keys_and_say_their_source_with_the_day_it_was_checked() -> None:
    kiosk = Kiosk()
    pages = [one for one in kiosk.guidance() if one.quiz is None]
    cards = sum(one.topic == "cards" for one in pages)
    walks = {
        0: ("1",),
        cards - 1: (str(cards),),
        cards + 7: (str(cards + 1), "8"),
        len(pages) - 1: (str(cards + 2), str(len(pages) - cards - 8)),
    }
    async with standing(kiosk) as pupil:
        await to_guidance(pupil)
        for at, walk in walks.items():
            page = pages[at]
            await pupil.press(*walk)
            assert pupil.rows()[0].strip() == page.title
            await pupil.press("end")
            assert pupil.sees(f"Source: {page.source} Checked on {page.checked}")
            await pupil.press(*["escape" for _ in walk])
        await pupil.press("escape")
        assert isinstance(pupil.app.screen, HomeScreen)


@SIZES
async def test_a_wrong_answer_says_why_and_a_pass_is_recorded_once(size: tuple[int, int]) -> None:
    kiosk, quiz = Kiosk(), MODULE.quiz
    assert quiz is not None
    async with standing(kiosk, size) as pupil:
        await pupil.sign_in()
        assert pupil.sees("Your training is due: 2 modules. Press 8.")
        await pupil.press("8", "7", "1")
        await pupil.press("f2")
        await answer(pupil, quiz, wrong_first=2)
        assert pupil.sees("3 of 5 right at the first try; 4 are a pass.")
        assert not kiosk.acts("pass_training")
        await pupil.press("f2")
        await answer(pupil, quiz)
        assert pupil.sees("● Passed: 5 of 5 right at the first try. It is valid until 24 November 2027.")
        [(_, _record, module, right)] = kiosk.acts("pass_training")
        assert (module, right) == (MODULE.slug, len(quiz.scenarios))
        await pupil.press("escape")
        assert pupil.sees("● Passed, valid until 24 November 2027")
        await pupil.press("escape", "escape")
        assert pupil.sees("Your training is due: 1 module. Press 8.")


@pytest.mark.long
async def test_a_quiz_that_is_left_counts_for_nothing_and_a_full_disk_is_said() -> None:
    kiosk, quiz = Kiosk(), SHORT.quiz
    assert quiz is not None
    kiosk.pages = (SHORT,)
    kiosk.trouble["pass_training"] = DiskFull("The disk is full. Nothing was written down.")
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("8", "3", "1", "f2", "1", "escape")
        assert pupil.sees("F2 begins.")
        await pupil.press("f2")
        await answer(pupil, quiz)
        assert pupil.sees("! The disk is full. Nothing was written down.")
        await pupil.press("escape")
        assert not pupil.sees("● Passed")


async def test_what_a_school_publishes_is_shown_as_text_whatever_is_in_it() -> None:
    quiz = Quiz(1, 12, (Scenario(NASTY, (Answer(NASTY, True, NASTY), Answer("no", False, NASTY))),))
    page = GuidancePage("p", NASTY, f"# {NASTY}\n- {NASTY}\n{NASTY}", NASTY, NASTY)
    module = replace(page, slug="m", quiz=quiz)
    kiosk = Kiosk()
    kiosk.pages = (page, module)
    async with standing(kiosk) as pupil:
        await to_guidance(pupil)
        assert pupil.sees(SEEN)
        await pupil.press("1")
        assert pupil.text().count(SEEN) >= 4
        await pupil.press("escape", "4", "1", "f2", "2")
        assert pupil.sees(f"Not this one. {SEEN}")


async def test_the_gate_says_why_and_what_to_do_and_a_report_goes_past_it() -> None:
    kiosk = Kiosk()
    kiosk.gate, kiosk.pages, quiz = "training", (SHORT,), SHORT.quiz
    assert quiz is not None
    async with standing(kiosk) as pupil:
        await pupil.sign_in()
        await pupil.press("1")
        assert pupil.sees("Your school wants your training done before you log sessions on this computer.")
        assert pupil.sees("A worry never waits")
        await pupil.press("2", "1", "1", "1", "enter", "f5")
        assert len(kiosk.sent) == 1
        await pupil.press("2")
        assert isinstance(pupil.app.screen, HomeScreen)
        await pupil.press("2")
        assert pupil.sees("Is anyone in danger now?")
        await pupil.press("escape", "1", "1", "1", "f2")
        await answer(pupil, quiz)
        await pupil.press("escape", "escape", "1")
        assert isinstance(pupil.app.screen, SessionScreen)


@pytest.mark.long
async def test_every_page_of_practice_says_so_and_what_would_leave_it_stops_there() -> None:
    kiosk = Kiosk()
    async with standing(kiosk) as pupil:
        await to_guidance(pupil)
        calls = list(kiosk.calls)
        await pupil.press("8")
        assert pupil.sees("PRACTICE")
        await pupil.press("1")
        for key in ("3", "3", "1", "f1", "escape", "2", "1", "1", "enter", "f8", "escape", "f2", "1"):
            assert pupil.sees("PRACTICE"), key
            await pupil.press(key)
        assert pupil.sees("PRACTICE report, page 7 of 7")
        await pupil.press("enter")
        assert pupil.sees("PRACTICE: nothing was kept or sent.")
        await pupil.press("enter")
        assert pupil.sees("Guidance and training")
        await pupil.press("escape")
        assert [one for one in kiosk.calls[len(calls) :] if one[0] != "tend"] == []


def rows(room: Classroom) -> dict[str, list[tuple[object, ...]]]:
    with room.kiosk.database.read() as connection:
        names = [str(row[0]) for row in connection.exec_driver_sql("select name from sqlite_master where type='table'")]
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'select * from "{name}"')]  # noqa: S608
            for name in sorted(names)
        }


async def test_practice_leaves_no_row_and_no_word_anywhere_though_it_is_hidden_and_sent(tmp_path: Path) -> None:
    canary = "xylophone-quagmire"
    with classroom(tmp_path) as room:
        room.online = False
        app = KioskApp(FACTS, lambda: room.notebook, clock=time.monotonic, leave=lambda _: None)
        async with app.run_test(size=(80, 24), notifications=True, tooltips=True) as pilot:
            pupil = Typist(pilot)
            await pupil.settle()
            await pupil.press("1")
            await pupil.type(PRIYA)
            await pupil.press("enter")
            await pupil.type(room.words[PRIYA])
            # The words on the card are kept.
            await pupil.press("enter", "2", "8")
            before = rows(room)
            await pupil.press("8", "1", "3", "2", "1", "1", "enter")
            await pupil.type(canary)
            assert canary in pupil.text()
            await pupil.press("f9")
            assert "PRACTICE" not in pupil.text()
            await pupil.type(room.words[PRIYA])
            await pupil.press("enter")
            assert "PRACTICE report" in pupil.text()
            await pupil.press("f5")
            assert "nothing was kept or sent" in pupil.text()
            await pupil.press("enter")
            assert rows(room) == before
        for path in tmp_path.rglob("*"):
            if path.is_file():
                assert canary.encode() not in path.read_bytes(), path
