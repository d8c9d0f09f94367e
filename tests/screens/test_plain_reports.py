"""A report line by line goes, waits or is left as it does on the screens."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from store.errors import DiskFull
from store.notebook.common.facts import Danger, ReviewForm
from tests.screens.mentor_harness import DATA_URI
from tests.screens.mentor_made_up import FACTS, NAME, WORDS
from tests.screens.mentor_services import Kiosk
from tests.screens.plain_harness import F9, F10, SIGN_IN, TO_WORDS, Step, talk


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
            ("gate", lambda: kept.append(kiosk.saved.words)),
            ("", "every day\r"),
            ("every day", lambda: kept.append(kiosk.saved.words)),
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
    assert kiosk.saved.words == "The coach texts him"
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
    assert kiosk.saved.words == "first line"


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
    assert kiosk.saved.words == "kept in mind"
    assert kiosk.acts("end")
