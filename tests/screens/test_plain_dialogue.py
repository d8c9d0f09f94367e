"""The kiosk line by line does what the screens do, on the same services."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest

from screens.blank import BLANK
from screens.plain.guidance import parts_of
from screens.plain.keys import Key, KeySplitter
from store.errors import DiskFull
from store.notebook.facts import Adult, Danger, ReviewForm, WelcomeFacts, WordsNews
from tests.screens.mentor_harness import DATA_URI, NASTY, standing
from tests.screens.mentor_services import FACTS, LAST, NAME, NOON, OFFERS, THANKS, WORDS, Kiosk
from tests.screens.plain_harness import SIGN_IN, Step, talk

TO_WORDS: list[Step] = [
    *SIGN_IN,
    ("", "2\r"),
    ("Is anyone in danger now?", "1\r"),
    ("Who might be hurt or upset?", "1\r"),
    ("part of the worry?", "1\r"),
    ("This goes to Ms Lee (keeps pupils safe).", "1\r"),
    ("Write what you remember", ""),
]
F9, F10 = "\x1b[20~", "\x1b[21~"


def words_saved(kiosk: Kiosk) -> str:
    return kiosk.saved.words


def test_each_line_of_a_report_is_kept_as_soon_as_it_ends_and_the_report_is_sent_with_its_code() -> None:
    kiosk, kept = Kiosk(), list[str]()
    terminal = talk(
        kiosk,
        [
            *TO_WORDS,
            ("", ".quiet\r"),
            ("Letters are not shown now.", "nobody may see this"),
            ("", "\r"),
            ("", ".undo\r"),
            ("The last line is taken away.", ".quiet\r"),
            ("", "They wait at the gate\r"),
            ("gate", lambda: kept.append(words_saved(kiosk))),
            ("", "every day\r"),
            ("every day", lambda: kept.append(words_saved(kiosk))),
            ("", ".\r"),
            ("Have you told an adult about this?", "2\r"),
            ("Send it now?", "1\r"),
            ("Your code: MAPLE RIVER 17", "2\r"),
            ("What do you want to do?", "sign out\r"),
            ("Peer mentors sign in", ""),
        ],
    )
    (draft,) = kiosk.sent.values()
    assert kept == ["They wait at the gate", "They wait at the gate\nevery day"]
    assert (draft.words, draft.danger, draft.hurt, draft.adult, draft.told) == (kept[1], "no", "pupil", "no", "a1")
    assert kiosk.acts("end") == [("end",)]
    assert WORDS not in terminal.text
    assert "nobody may see this" not in terminal.text
    # The words leave the terminal with their question, everything with the visit.
    assert "gate" not in "".join(terminal.heard).partition("Have you told")[2]
    assert NAME not in terminal.in_sight


def test_danger_is_told_before_anything_is_written_and_after_a_while_even_if_nothing_is_typed() -> None:
    kiosk = Kiosk()
    steps: list[Step] = [*SIGN_IN, ("", "2\r"), ("Is anyone in danger now?", "3\r")]
    left = talk(kiosk, [*steps, ("Stop typing.", "back\r"), ("Is anyone in danger now?", F10), ("sign in", "")])
    assert not kiosk.acts("danger_now")
    assert "Ms Lee (Room 4), Mr Dale (Library) and reception can help." in left.text

    kiosk = Kiosk()
    waited = talk(kiosk, [*steps, ("Stop typing.", 25.0), ("Saved: someone is in danger now.", "1\r"), ("code:", "")])
    assert len(kiosk.acts("danger_now")) == 1
    assert [draft.danger for draft in kiosk.sent.values()] == [Danger.YES]
    assert "No adult has read it yet. Please tell Ms Lee (Room 4) or Mr Dale (Library) now." in waited.text


def test_without_a_key_the_visit_hides_keeps_the_half_line_and_comes_back_with_its_words() -> None:
    kiosk, seen = Kiosk(), list[str]()
    terminal = talk(
        kiosk,
        [
            *TO_WORDS,
            ("", "By the old wall\r"),
            ("wall", "and then sh"),
            ("", 260.0),
            ("Their words bring their page back", lambda: seen.append(words_saved(kiosk))),
            ("", "not the words\r"),
            ("Those are not the words.", 6.0),
            ("", f"{WORDS}\r"),
            ("You have written 1 line already.", "e ran\r"),
            ("", "\r"),
            ("Have you told an adult", ""),
        ],
    )
    assert seen == ["By the old wall\nand then sh"]
    assert words_saved(kiosk) == "By the old wall\nand then she ran"
    assert "Hides in " in terminal.text
    hidden = "".join(terminal.heard).partition("Hidden")[2].partition("Write what")[0]
    assert "wall" not in hidden
    assert WORDS not in terminal.text


def test_a_hidden_visit_that_nobody_comes_back_to_ends_by_itself() -> None:
    kiosk = Kiosk()
    terminal = talk(kiosk, [*SIGN_IN, ("", F9), ("Hidden", 620.0), ("Peer mentors sign in", "")])
    assert kiosk.acts("end") == [("end",)]
    assert NAME not in terminal.in_sight


def test_without_a_name_leaving_at_any_question_releases_what_was_written() -> None:
    kiosk = Kiosk()
    steps: list[Step] = [
        ("I need help now", "2\r"),
        ("Report without signing in", "2\r"),
        ("You did not sign in.", "1\r"),
        ("Who might be hurt", "1\r"),
        ("part of the worry?", "2\r"),
        ("This goes to Mrs Hall", "1\r"),
        ("Write what you remember", "The coach texts him"),
        ("texts him", F9),
        ("Peer mentors sign in", ""),
    ]
    talk(kiosk, steps)
    assert words_saved(kiosk) == "The coach texts him"
    assert kiosk.acts("save", "end_without_name")[-1] == ("end_without_name",)


def test_an_adult_is_asked_to_come_without_signing_in() -> None:
    kiosk = Kiosk()
    terminal = talk(
        kiosk,
        [
            ("I need help now", "2\r"),
            ("Ring or text", "1\r"),
            ("Your first name", "\r"),
            ("Write your first name", "Kit\r"),
            ("Where you are now", "hall\r"),
            ("Who should come", "2\r"),
            ("Send this?", "1\r"),
            ("Stay where people can see you.", "1\r"),
            ("Peer mentors sign in", ""),
        ],
    )
    assert kiosk.acts("find_me", "end_without_name") == [("find_me", "Kit", "hall", "a2"), ("end_without_name",)]
    assert "Kit" not in terminal.in_sight


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
    assert words_saved(kiosk) == "With Sam, year 7.\n\nShe cried"


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


def test_reports_and_messages_are_said_without_glyphs_and_with_whom_to_tell() -> None:
    kiosk = Kiosk()
    terminal = talk(
        kiosk,
        [
            *SIGN_IN,
            ("", "4\r"),
            ("Read by an adult on", "2\r"),
            ("What do you want to do?", "5\r"),
            ("1. New.", "1\r"),
            ("We have read this. Thank you.", "back\r"),
            ("Choose a message", "back\r"),
            ("What do you want to do?", ""),
        ],
    )
    assert "Please tell Ms Lee (Room 4) or Mr Dale (Library) now." in terminal.text
    assert kiosk.acts("mark_seen") == [("mark_seen", "x1")]
    assert not [letter for letter in terminal.text if unicodedata.category(letter) == "So"]


def test_more_is_added_to_a_report_by_its_code_and_what_works_is_said_in_the_form() -> None:
    kiosk = Kiosk()
    kiosk.lines = (replace(kiosk.lines[0], code=kiosk.code),)
    talk(
        kiosk,
        [
            *SIGN_IN,
            ("", "4\r"),
            ("1. Add to a report", "1\r"),
            ("The code of the report", "maple river\r"),
            ("Attention:", "maple river 17\r"),
            ("Add to your report, page 1 of 4.", "1\r"),
            ("This goes to Mrs Hall", "She rang again\r"),
            ("rang", "\r"),
            ("Have you told", "1\r"),
            ("Send it now?", "1\r"),
            ("code:", "2\r"),
            ("What do you want to do?", "7\r"),
            ("6. Something else", "6\r"),
            ("What is working?", "The room\r"),
            ("> ", "\r"),
            ("What is not working?", "\r"),
            ("What should change?", "\r"),
            ("Send it now?", "1\r"),
            ("Sent. Thank you for telling us.", ""),
        ],
    )
    (draft,) = kiosk.sent.values()
    assert (draft.words, draft.about_report) == ("She rang again", "e0" * 16)
    assert kiosk.acts("review")[0][2] == ReviewForm(working="The room")


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


def test_a_report_is_practised_line_by_line_and_leaves_nothing_behind() -> None:
    kiosk, before = Kiosk(), list[tuple[object, ...]]()
    terminal = talk(
        kiosk,
        [
            *SIGN_IN,
            ("", "8\r"),
            ("4. Practise a report", lambda: before.extend(kiosk.calls)),
            ("", "4\r"),
            ("You meet Jo, year 7.", "1\r"),
            ("PRACTICE. Report, page 1", "3\r"),
            ("Stop typing.", "3\r"),
            ("PRACTICE: in a real report this computer has now told the school.", ""),
            ("", "1\r"),
            ("PRACTICE: in a real report you can now say where you are", "2\r"),
            ("Who might be hurt or upset?", "1\r"),
            ("part of the worry?", "1\r"),
            ("This goes to", "1\r"),
            ("Write what you remember", "It is not real\r"),
            ("real", "\r"),
            ("Have you told an adult about this?", "1\r"),
            ("Send it now?", "1\r"),
            ("PRACTICE: nothing was kept or sent.", "5\r"),
            ("What do you want to do?", ""),
        ],
    )
    assert kiosk.calls == [*before, ("end",)]
    assert "not real" not in terminal.in_sight


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


def test_the_kind_of_worry_is_said_after_the_code_and_when_the_school_opens_while_it_is_closed() -> None:
    kiosk = Kiosk()
    kiosk.facts = replace(FACTS, school_state="closed")
    steps: list[Step] = [
        *TO_WORDS,
        ("", "\r"),
        ("Have you told an adult about this?", "1\r"),
        ("Send it now?", "1\r"),
        ("School is closed just now", "3\r"),
        ("What kind of worry is it?", "7\r"),
        ("What next?", "3\r"),
        ("2. Someone is messaging or asking for things", "2\r"),
        ("Saved: the adults who read your report see what kind", "2\r"),
        ("What do you want to do?", ""),
    ]
    terminal = talk(kiosk, steps)
    assert [call[2] for call in kiosk.acts("tell_kind")] == ["contact"]
    assert terminal.text.count("Please tell Ms Lee (Room 4) or Mr Dale (Library) now.") == 1


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


def test_no_text_of_anybody_reaches_the_terminal_but_through_the_door() -> None:
    kiosk = Kiosk()
    kiosk.facts = WelcomeFacts(NASTY, (Adult("a", NASTY, NASTY, NASTY),), None, NASTY, NASTY)
    kiosk.adults_named = kiosk.facts.adults
    kiosk.post = (replace(THANKS, sender=NASTY, text=NASTY, code=NASTY),)
    typed = NASTY.replace("\x07", "") + "\x1b]0;title\x07\x9b31m\x1b[2J"
    terminal = talk(
        kiosk,
        [
            *TO_WORDS[:3],
            ("Signed in", "5\r"),
            ("1. New.", "1\r"),
            ("1. Back", "1\r"),
            ("Choose a message", "back\r"),
            *TO_WORDS[4:],
            ("", f"{typed}end\r"),
            ("> ", ".show\r"),
            ("> ", "\r"),
            ("Have you told an adult", "send\r"),
            ("code:", ""),
        ],
    )
    said = "".join(terminal.heard).replace(BLANK, "")
    assert "a [/] b [@click=app.quit]x[/]" in said
    assert not [ascii(one) for one in said if unicodedata.category(one) in ("Cc", "Cf") and one not in "\n\b"]
    (draft,) = kiosk.sent.values()
    assert draft.words.startswith("a [/] b [@click=app.quit]x[/]")
    assert not [one for one in draft.words if unicodedata.category(one) in ("Cc", "Cf")]


def test_pictures_and_too_many_words_are_refused_a_line_and_the_rest_stays() -> None:
    kiosk = Kiosk()
    talk(
        kiosk,
        [
            *TO_WORDS,
            ("", "first line\r"),
            ("> ", f"{DATA_URI}\r"),
            ("Pictures can't go here.", "ab " * 5000 + "\r"),
            ("This box is full.", "he asked for a photo\r"),
            ("Never look at, copy or send such a picture.", ".undo\r"),
            ("taken away", ".\r"),
            ("Have you told", ""),
        ],
    )
    assert words_saved(kiosk) == "first line"


def test_a_disk_that_refuses_is_said_and_the_words_go_on_being_kept_here() -> None:
    kiosk = Kiosk()
    refusal = DiskFull("There is no room left. Nothing was lost.")
    talk(
        kiosk,
        [
            *TO_WORDS,
            ("", lambda: kiosk.trouble.update(save=refusal)),
            ("", "kept in mind\r"),
            ("There is no room left. Nothing was lost. What you typed is still on this page.", F10),
            ("Go back to what I wrote", "2\r"),
            ("You have written 1 line already.", kiosk.trouble.clear),
            ("", ".sign out\r"),
            ("Peer mentors sign in", ""),
        ],
    )
    assert words_saved(kiosk) == "kept in mind"
    assert kiosk.acts("end")


def test_from_the_full_screen_the_end_of_a_visit_leads_back_there() -> None:
    kiosk = Kiosk()
    talk(kiosk, [("3. Back to the full screen", "3\r")], from_screen=True)
    talk(kiosk, [*SIGN_IN, ("", "9\r")], from_screen=True)
    assert kiosk.acts("end") == [("end",)]
    talk(kiosk, [("sign in", 90.0)], from_screen=True)


async def test_where_the_screen_cant_be_let_go_of_the_key_changes_nothing() -> None:
    async with standing(Kiosk()) as pupil:
        await pupil.press("f4")
        assert pupil.sees("Peer mentors sign in")
        await pupil.press("f1")
        assert pupil.sees("everything line by line, for a screen reader.")


@pytest.mark.parametrize("columns", [80, 20])
def test_a_letter_taken_back_is_taken_back_also_where_the_line_was_broken(columns: int) -> None:
    kiosk = Kiosk()
    erased = "x" * 25 + "\x7f" * 25 + "Sam\r"
    talk(
        kiosk,
        [("1. Peer", "1\r"), ("Your name", erased), ("Your four words", f"{WORDS}\r"), ("do not go together", "")],
        columns=columns,
    )
    kiosk.calls.clear()
    talk(kiosk, [("1. Peer", "1\r"), ("Your name", f"xx\x7f\x7f{NAME}\r"), ("words", f"{WORDS}\r"), ("Signed in", "")])
    assert kiosk.acts("sign_in") == [("sign_in", NAME)]


def test_help_is_said_at_every_question_and_the_question_again() -> None:
    terminal = talk(Kiosk(), [(FACTS.school, "help\r"), ("Esc", "\r"), ("2. I need help now", "x\r"), ("numbers", "")])
    assert "Peer mentors sign in with the name and the words they were given." in terminal.text


def test_keys_come_whole_or_in_pieces_and_strange_sequences_are_swallowed() -> None:
    keys = KeySplitter()
    assert list(keys.feed("a\x1b[2")) == ["a"]
    assert list(keys.feed("0~b\x1bOP")) == [Key.HIDE, "b", Key.HELP]
    assert list(keys.feed("\x1b[1;5C\x1b]52;c;aGk=\x07\x1bP1$r\x1b\\c\x00\x01")) == ["c"]
    assert list(keys.feed("\r\n\n\x1b")) == [Key.ENTER, Key.ENTER]
    assert list(keys.pause()) == [Key.BACK]
    assert list(keys.pause()) == []
    assert list(keys.feed("\x1b]never ends\rd")) == [Key.ENTER, "d"]


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
