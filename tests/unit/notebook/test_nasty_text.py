"""Whatever somebody types is kept word for word, or refused whole with what was there before kept."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from store.errors import TooLong, WrongWords
from store.notebook.common.facts import Danger, SessionForm
from store.notebook.common.recording import FIELDS_BYTES, WORDS_BYTES
from store.records import new_id
from tests.classroom import Classroom, draft

NASTY = [
    "\x00\x01\x1b[2J\x7f",
    "[red]a[/] [@click=app.quit]x[/]",
    "\u202eabc\u2066\u200b\ufeff",
    "\U0001f469\u200d\U0001f467 \U0001f52a e\u0301",
    '"\\\n\r\t{}\u2028',
    "'; DROP TABLE drafts; --",
    " " * 500 + "x",
]


@pytest.mark.parametrize("words", NASTY)
def test_it_comes_back_as_it_was_typed(room: Classroom, words: str) -> None:
    visit, written = room.sign_in(), draft(words)
    visit.concerns.save(written)
    assert visit.concerns.unfinished() == written
    visit.concerns.send(written)
    visit.log_session(new_id(), SessionForm(words, "privacy", 20, Danger.NO, how=words))
    room.notebook.find_me(words, words, words)
    told = [one.text for one in room.records("safeguarding")]
    assert (told[0]["words"], told[1]["who"], told[1]["how"], told[2]["place"]) == (words,) * 4
    assert visit.sessions()[0].who == words


def test_half_a_character_stops_no_report(room: Classroom) -> None:
    visit, written = room.sign_in(), draft("before \ud83d after")
    visit.concerns.save(written)
    kept = visit.concerns.unfinished()
    assert kept is not None
    assert kept.words == "before \ufffd after"
    visit.concerns.send(written)
    visit.log_session(new_id(), SessionForm("Sam \udc00", "privacy", 20, Danger.NO))
    room.notebook.find_me("\ud83d", "\udc00", "\ud83d")
    assert [one.kind for one in room.records("safeguarding")] == ["concern", "session", "find-me"]
    assert room.records("safeguarding")[0].text["words"] == "before \ufffd after"


@pytest.mark.parametrize("name", ["\ud83d", "\x00", "", " ", "a" * 100_000])
def test_no_name_or_words_break_the_sign_in(room: Classroom, name: str) -> None:
    with pytest.raises(WrongWords):
        room.notebook.sign_in(name, name)


def filling(byte_count: int, letter: str) -> str:
    each = len(json.dumps(letter, ensure_ascii=False).encode()) - 2
    return letter * ((byte_count - 2) // each)


@pytest.mark.parametrize("letter", ["a", "é", "\U0001f52a", "\x00", '"'])
def test_a_box_that_is_full_is_sent_and_one_letter_more_is_refused_with_the_rest_kept(
    room: Classroom, letter: str
) -> None:
    full = draft(filling(WORDS_BYTES, letter), told="other adult")
    visit = room.sign_in()
    visit.concerns.save(full)
    longer = replace(full, words=full.words + letter)
    with pytest.raises(TooLong, match="shorten"):
        visit.concerns.save(longer)
    assert visit.concerns.unfinished() == longer
    with pytest.raises(TooLong, match="still here"):
        visit.concerns.send(longer)
    assert visit.concerns.unfinished() == longer
    room.cut_power()
    assert [one.text["words"] for one in room.records("safeguarding")] == [full.words]
    room.sign_in().concerns.send(full)
    assert room.records("safeguarding")[-1].text["words"] == full.words


def test_all_fields_together_have_a_limit_of_their_own(room: Classroom) -> None:
    visit = room.sign_in()
    third = "x" * (FIELDS_BYTES // 3 - 100)
    visit.log_session(new_id(), SessionForm("Sam", "privacy", 20, Danger.NO, how=third, done=third, helped=third))
    with pytest.raises(TooLong, match="shorten"):
        visit.log_session(
            new_id(), SessionForm("Sam", "privacy", 20, Danger.NO, how=third, done=third, helped=third + "x" * 301)
        )
    assert len(visit.sessions()) == 1
    visit.concerns.send(draft())
    [number] = [one.nth for one in room.records("safeguarding") if one.kind == "session"]
    assert number is not None


def test_asking_to_be_found_works_with_nothing_filled_in(room: Classroom) -> None:
    sent = room.notebook.find_me("", "", "")
    assert sent.urgent
    [record] = room.records("safeguarding")
    assert record.text == {"name": "", "place": "", "adult": ""}
