"""The kiosk line by line does what the screens do, on the same services."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from screens.plain.guidance import parts_of
from store.notebook.common.facts import Danger, WordsNews
from tests.screens.mentor_made_up import LAST, NAME, NOON, OFFERS, WORDS
from tests.screens.mentor_services import Kiosk
from tests.screens.plain_harness import F9, F10, SIGN_IN, TO_WORDS, Step, talk


def test_without_a_key_the_visit_hides_keeps_the_half_line_and_comes_back_with_its_words() -> None:
    kiosk, seen = Kiosk(), list[str]()
    terminal = talk(
        kiosk,
        [
            *TO_WORDS,
            ("", "By the old wall\r"),
            ("wall", "and then sh"),
            ("", 260.0),
            ("Their words bring their page back", lambda: seen.append(kiosk.saved.words)),
            ("", "not the words\r"),
            ("Those are not the words.", 6.0),
            ("", f"{WORDS}\r"),
            ("You have written 1 line already.", "e ran\r"),
            ("", "\r"),
            ("Have you told an adult", ""),
        ],
    )
    assert seen == ["By the old wall\nand then sh"]
    assert kiosk.saved.words == "By the old wall\nand then she ran"
    assert "Hides in " in terminal.text
    hidden = "".join(terminal.heard).partition("Hidden")[2].partition("Write what")[0]
    assert "wall" not in hidden
    assert WORDS not in terminal.text


def test_a_hidden_visit_that_nobody_comes_back_to_ends_by_itself() -> None:
    kiosk = Kiosk()
    terminal = talk(kiosk, [*SIGN_IN, ("", F9), ("Hidden", 620.0), ("Peer mentors sign in", "")])
    assert kiosk.acts("end") == [("end",)]
    assert NAME not in terminal.in_sight


def test_a_session_is_logged_in_eight_answers_and_what_worried_in_it_becomes_a_report() -> None:
    kiosk = Kiosk()
    steps: list[Step] = [
        *SIGN_IN,
        ("", "1\r"),
        ("Is this session like your last one", "1\r"),
        ("Log a session. Who?", "1\r"),
        ("What about?", "7\r"),
        ("Minutes?", "0\r"),
        ("from 1 to 300", "20\r"),
    ]
    calm: list[Step] = [
        ("worry you?", "1\r"),
        ("Save it now?", "1\r"),
        ("Your session is saved.", "4\r"),
        ("Do you want to talk", "1\r"),
        ("Saved. Thank you", ""),
    ]
    talk(kiosk, [*steps, *calm])
    (form,) = kiosk.logged.values()
    assert (form.who, form.topic, form.minutes, form.worried) == ("Sam, year 7", "privacy", 20, Danger.NO)
    assert kiosk.acts("check_in")[0][2:] == (2, False)

    kiosk = Kiosk()
    more: list[Step] = [
        ("worry you?", "1\r"),
        ("Save it now?", "2\r"),
        ("How did it go?", "She cried\r"),
        ("cried", "\r"),
        ("What did you do?", ".back\r"),
        ("Did anything worry you?", "3\r"),
        ("Write about it on the next page", "1\r"),
        ("Is anyone in danger now?", ""),
    ]
    talk(kiosk, [*steps, *more])
    (form,) = kiosk.logged.values()
    assert (form.worried, form.how) == (Danger.NOT_SURE, "")
    assert kiosk.saved.words == "With Sam, year 7.\n\nShe cried"


def test_a_session_that_was_begun_waits_also_for_whoever_only_looks_at_it() -> None:
    kiosk = Kiosk()
    begun: list[Step] = [
        *SIGN_IN,
        ("", "1\r"),
        ("like your last one", "1\r"),
        ("Who?", "1\r"),
        ("What about?", "7\r"),
        ("Minutes?", "sign out\r"),
        ("not logged yet", "2\r"),
        ("Peer mentors sign in", ""),
    ]
    talk(kiosk, begun)
    looked: list[Step] = [*SIGN_IN, ("", "1\r"), ("did not finish", "back\r"), ("What do you want to do?", "1\r")]
    talk(kiosk, [*looked, ("did not finish", "1\r"), ("Minutes?", "20\r"), ("worry", "1\r"), ("now?", "1\r")])
    (form,) = kiosk.logged.values()
    assert (form.who, form.topic, form.minutes) == ("Sam, year 7", "privacy", 20)


def test_four_digits_bring_a_hidden_visit_back_three_wrong_ones_leave_the_words_alone() -> None:
    kiosk = Kiosk()
    chosen: list[Step] = [
        *SIGN_IN,
        ("", "digits\r"),
        ("4 digits to come back with", "12\r"),
        ("four digits, or", "2468\r"),
    ]
    wrong: list[Step] = [("digits or your words", "1111\r") for _ in range(3)]
    terminal = talk(
        kiosk,
        [
            *chosen,
            ("bring you back after hiding.", "hide\r"),
            ("Their 4 digits or their words", "2468\r"),
            ("What do you want to do?", "hide\r"),
            *wrong,
            ("Digits do not work any more", "2468\r"),
            ("Your words (not shown", f"{WORDS}\r"),
            ("What do you want to do?", ""),
        ],
    )
    assert "2468" not in terminal.text


def test_words_are_changed_from_home_after_those_in_force() -> None:
    kiosk = Kiosk()
    steps: list[Step] = [
        *SIGN_IN,
        ("", "words\r"),
        ("Your words now", "not those\r"),
        ("Those are not the words.", 6.0),
        ("", f"{WORDS}\r"),
        ("Make sure that nobody can see it.", "1\r"),
        (OFFERS[0], f"{OFFERS[0]}\r"),
        ("Your words are changed on this computer.", ""),
    ]
    talk(kiosk, steps)
    assert kiosk.own_words == OFFERS[0]


def test_the_timer_runs_on_while_somebody_goes_back_and_fills_in_the_minutes() -> None:
    kiosk = Kiosk()
    steps: list[Step] = [
        *SIGN_IN,
        ("", "1\r"),
        ("like your last one", "1\r"),
        ("Who?", "1\r"),
        ("What about?", "7\r"),
        ("Or type: timer.", "timer\r"),
        ("The timer runs", "sign out\r"),
        ("not logged yet", "2\r"),
        ("Peer mentors sign in", ""),
    ]
    talk(kiosk, steps)
    assert kiosk.half is not None
    kiosk.half = replace(kiosk.half, started=(NOON - timedelta(minutes=25)).isoformat())
    again: list[Step] = [
        *SIGN_IN,
        ("", "1\r"),
        ("did not finish", "1\r"),
        ("The timer has run for 25 minutes.", "timer\r"),
        ("The timer has stopped: 25 minutes.", "1\r"),
        ("Save it now?", "1\r"),
        ("Your session is saved.", ""),
    ]
    talk(kiosk, again)
    (form,) = kiosk.logged.values()
    assert form.minutes == 25


def test_a_session_is_added_to_and_a_form_left_half_way_goes_on_where_it_was() -> None:
    kiosk = Kiosk()
    talk(
        kiosk,
        [
            *SIGN_IN,
            ("", "6\r"),
            ("1. Add to a session", "1\r"),
            ("1. Tue 24 November 2026 Ada, year 8", "1\r"),
            ("What was wrong", "It was 30 minutes.\r"),
            ("> ", ".back\r"),
            ("1. Add to a session", "1\r"),
            ("Ada, year 8", "1\r"),
            ("This is what you wrote and did not send.", "\r"),
            ("Send it now?", "1\r"),
            ("You added to it on Tue 24 November 2026.", "back\r"),
            ("What do you want to do?", ""),
        ],
    )
    assert kiosk.acts("add_to_session")[0][2:] == (LAST.id, "It was 30 minutes.")


def test_words_from_paper_are_changed_for_words_of_ones_own_that_leave_the_terminal_once_typed() -> None:
    kiosk = Kiosk()
    kiosk.news = WordsNews("", None)
    own = OFFERS[0]
    steps: list[Step] = [
        *SIGN_IN[:3],
        ("somebody else may have seen them", "1\r"),
        ("Make sure that nobody can see it.", "1\r"),
        (own, "not those\r"),
        ("Those are not the four words above.", f"{own}\r"),
        ("Your words are changed on this computer.", ""),
    ]
    terminal = talk(kiosk, steps)
    assert kiosk.own_words == own
    assert own not in terminal.in_sight
    assert own not in "".join(terminal.heard).rpartition("Your words are changed")[2]


def test_training_is_passed_by_its_stories_and_before_that_only_session_logs_wait() -> None:
    kiosk = Kiosk()
    kiosk.gate = "training"
    module = next(one for one in kiosk.guidance() if one.quiz is not None)
    assert module.quiz is not None
    stories: list[Step] = []
    for number, scenario in enumerate(module.quiz.scenarios):
        right = next(at for at, answer in enumerate(scenario.answers, 1) if answer.is_right)
        wrong = next(at for at, answer in enumerate(scenario.answers, 1) if not answer.is_right)
        if number == 0 and module.quiz.pass_mark < len(module.quiz.scenarios):
            stories.append(("What do you do?", f"{wrong}\r"))
            stories.append(("Choose again.", f"{right}\r"))
        else:
            stories.append(("What do you do?", f"{right}\r"))
    pages = len(parts_of(module))
    terminal = talk(
        kiosk,
        [
            *SIGN_IN,
            ("", "1\r"),
            ("A worry never waits", "1\r"),
            ("Training", "1\r"),
            *[("Number:", "1\r")] * pages,
            *stories,
            ("Passed:", "back\r"),
            ("What do you want to do?", "1\r"),
            ("A worry never waits", "2\r"),
            ("Is anyone in danger now?", F10),
            ("sign in", ""),
        ],
    )
    ((_, _, passed, right_at_once),) = kiosk.acts("pass_training")
    assert passed == module.slug
    assert isinstance(right_at_once, int)
    assert right_at_once >= module.quiz.pass_mark
    assert "Right." in terminal.text
