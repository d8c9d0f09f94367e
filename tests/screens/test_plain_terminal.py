"""The dialogue leaves nothing on the terminal that is not for it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from screens.blank import BLANK
from screens.plain.keys import Key, KeySplitter
from store.notebook.common.facts import Adult, WelcomeFacts
from tests.screens.mentor_harness import NASTY, standing
from tests.screens.mentor_made_up import FACTS, NAME, THANKS, WORDS
from tests.screens.mentor_services import Kiosk
from tests.screens.plain_harness import SIGN_IN, TO_WORDS, talk


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
