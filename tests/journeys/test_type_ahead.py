"""Fast fingers in a real terminal: what is read at once goes key by key to where each key leads."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest

from tests.journeys.brook_field import LEAD, MENTOR
from tests.unit.kiosk.school_folder import SchoolFolder

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals here", allow_module_level=True)

from tests.journeys.real_terminal import real_terminal


def shown_of(words: str, stream: bytes) -> list[str]:
    """Return the pairs of words that stood on the screen: one alone may be a word of the screen's own."""
    parts = words.split()
    return [pair for pair in map(" ".join, pairwise(parts)) if pair.encode() in stream]


@pytest.mark.parametrize("between", ["\t", "\r"], ids=["tab", "enter"])
def test_name_and_words_written_at_once_sign_in_without_a_word_in_clear(school: SchoolFolder, between: str) -> None:
    words = school.words[MENTOR]
    with real_terminal("--home", str(school.folder)) as kiosk:
        kiosk.sees("Peer mentors sign in")
        kiosk.type(f"1{MENTOR}{between}{words}\r")
        kiosk.sees(f"Signed in as {MENTOR}.")
    assert not shown_of(words, kiosk.stream)


def test_the_answers_and_words_at_the_desk_written_at_once_unlock_it_without_a_word_in_clear(
    school: SchoolFolder,
) -> None:
    words = school.words[LEAD]
    with real_terminal("--home", str(school.folder), "desk") as desk:
        desk.sees("Locked")
        desk.type("\r")
        desk.sees("Is this screen shared")
        desk.rests()
        desk.type(f"1{words}\r")
        desk.sees(f"Open for {LEAD}")
        opened = desk.stream.index(f"Open for {LEAD}".encode())
    assert not shown_of(words, desk.stream[:opened])
