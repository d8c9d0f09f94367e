"""Signing in opens the vault; guessing gets slower."""

from __future__ import annotations

import pytest

from store.errors import WrongWords
from store.notebook.of_mentors.accounts import LONGEST_WAIT, WRONG, wait_after
from tests.classroom import PRIYA, TOM, Classroom


def refused(room: Classroom, name: str, words: str) -> WrongWords:
    with pytest.raises(WrongWords) as caught:
        room.notebook.sign_in(name, words)
    return caught.value


def test_the_right_words_open_however_they_are_typed(room: Classroom) -> None:
    words = room.words[PRIYA]
    for typed in (words.upper(), "  " + words.replace(" ", "-") + ".", words.replace(" ", ", ")):
        visit = room.notebook.sign_in("priya  shah", typed)
        assert visit.home().name == PRIYA
        assert [mentee.label for mentee in visit.mentees()] == ["Sam, Y7"]


def test_an_unknown_name_and_wrong_words_get_the_same_answer(room: Classroom) -> None:
    assert str(refused(room, PRIYA, "maple maple maple maple")) == str(refused(room, "Nobody", "a b c d")) == WRONG


def test_another_mentors_words_open_nothing(room: Classroom) -> None:
    assert str(refused(room, PRIYA, room.words[TOM])) == WRONG


def test_after_three_failures_each_further_one_waits_longer_up_to_five_minutes() -> None:
    waits = [wait_after(failures) for failures in range(20)]
    assert waits[:3] == [0.0, 0.0, 0.0]
    assert waits == sorted(waits)
    assert waits[3] > 0
    assert waits[-1] == LONGEST_WAIT == 300.0


def test_during_the_wait_even_the_right_words_are_not_tried_and_afterwards_they_open(room: Classroom) -> None:
    for _ in range(2):
        assert refused(room, PRIYA, "wrong").wait_seconds == 0
    wait = refused(room, PRIYA, "wrong").wait_seconds
    assert wait > 0
    left = refused(room, PRIYA, room.words[PRIYA])
    assert 0 < left.wait_seconds <= wait
    room.sign_in(TOM)
    room.clock.advance(wait)
    assert room.sign_in().home().name == PRIYA
    assert refused(room, PRIYA, "wrong").wait_seconds == 0


def test_the_next_process_of_a_start_neither_shortens_a_wait_nor_begins_it_again(room: Classroom) -> None:
    for _ in range(3):
        wait = refused(room, PRIYA, "wrong").wait_seconds
    room.notebook = room.start(room.notebook.left())
    assert refused(room, PRIYA, room.words[PRIYA]).wait_seconds > 0
    room.clock.advance(wait)
    room.notebook = room.start(room.notebook.left())
    assert room.sign_in().home().name == PRIYA


def test_neither_the_wall_clock_nor_a_restart_shortens_the_wait(room: Classroom) -> None:
    for _ in range(3):
        wait = refused(room, PRIYA, "wrong").wait_seconds
    room.clock.set_wall(room.clock.now().replace(year=2099))
    assert refused(room, PRIYA, room.words[PRIYA]).wait_seconds > 0
    room.cut_power()
    assert refused(room, PRIYA, room.words[PRIYA]).wait_seconds == pytest.approx(wait)


def test_unlocking_takes_the_words_of_whoever_sits_there(room: Classroom) -> None:
    visit = room.sign_in()
    visit.unlock(room.words[PRIYA])
    with pytest.raises(WrongWords):
        visit.unlock(room.words[TOM])


def test_a_throttled_account_still_reports_without_a_name(room: Classroom) -> None:
    for _ in range(3):
        refused(room, PRIYA, "wrong")
    from tests.classroom import draft

    room.notebook.without_name().send(draft("nothing stops this"))
    assert [record.text["words"] for record in room.records("safeguarding")] == ["nothing stops this"]
