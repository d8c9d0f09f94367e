"""An unfinished concern reaches an adult, whatever happens to whoever began it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from store.notebook.common.facts import Danger
from store.scheme.ladder import Level, alarm_of
from tests.classroom import PRIYA, TOM, Classroom, draft

HOUR = 3600.0


def unfinished(room: Classroom, role: str = "safeguarding") -> list[str]:
    return [record.text["words"] for record in room.records(role) if record.kind == "unfinished"]


def at_local(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute).astimezone()


def test_a_power_cut_releases_what_was_typed_at_the_next_start_once(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("first")
    visit.concerns.save(written)
    visit.concerns.save(replace(written, words="first, then more"))
    room.cut_power()
    assert unfinished(room) == ["first, then more"]
    room.cut_power()
    assert unfinished(room) == ["first, then more"]
    # Whatever it says, it calls as amber does, for a desk has it as amber.
    assert [one.alarm for one in room.entries() if one.alarm] == [alarm_of(Level.AMBER)]


def test_the_next_process_of_a_start_leaves_it_to_its_author_and_its_time_and_writes_no_slots(room: Classroom) -> None:
    room.clock.set_wall(at_local(16))
    written = draft("first")
    visit = room.sign_in()
    visit.concerns.save(written)
    visit.end()
    room.clock.advance(3 * HOUR)
    before = len(room.entries())
    room.notebook = room.start(room.notebook.left())
    assert len(room.entries()) == before
    room.sign_in().concerns.save(replace(written, words="first, then more"))
    # Whoever ended in the middle of a visit has it ended by the process after it.
    room.notebook = room.start(room.notebook.left())
    assert len(room.entries()) == before + 2
    room.clock.advance(3 * HOUR - 1)
    room.notebook.tend()
    assert unfinished(room) == []
    room.clock.advance(1)
    room.notebook.tend()
    assert unfinished(room) == ["first, then more"]


@pytest.mark.parametrize(
    "left", [b"", b"[]", b'{"key": "zz", "times": {}, "waits": {}}', b'{"key": "00", "times": {"ab": [1]}}']
)
def test_a_process_that_is_left_nothing_usable_starts_as_after_a_power_cut(room: Classroom, left: bytes) -> None:
    room.sign_in().concerns.save(draft("first"))
    room.notebook = room.start(left)
    assert unfinished(room) == ["first"]


def test_nothing_is_held_before_the_first_word(room: Classroom) -> None:
    room.sign_in().concerns.save(draft("  \n"))
    room.cut_power()
    assert unfinished(room) == []


def test_after_six_hours_of_running_it_is_released_even_with_a_wrong_clock(room: Classroom) -> None:
    room.clock.set_wall(at_local(16))
    room.sign_in().concerns.save(draft("slow"))
    room.clock.advance(6 * HOUR - 1)
    room.clock.set_wall(at_local(16, 1))
    room.notebook.tend()
    assert unfinished(room) == []
    room.clock.set_wall(datetime(1970, 1, 1).astimezone())
    room.clock.advance(1)
    room.notebook.tend()
    assert unfinished(room) == ["slow"]


def test_at_the_end_of_the_school_day_it_is_released(room: Classroom) -> None:
    room.clock.set_wall(at_local(15, 0))
    room.sign_in().concerns.save(draft("before the bell"))
    room.clock.advance(29 * 60)
    room.notebook.tend()
    assert unfinished(room) == []
    room.clock.advance(60)
    room.notebook.tend()
    assert unfinished(room) == ["before the bell"]


def test_begun_after_school_it_waits_for_the_hours_not_for_the_bell(room: Classroom) -> None:
    room.clock.set_wall(at_local(16))
    room.sign_in().concerns.save(draft("after the bell"))
    room.clock.advance(HOUR)
    room.notebook.tend()
    assert unfinished(room) == []


@pytest.mark.parametrize("danger", [Danger.YES, Danger.NOT_SURE])
def test_a_serious_one_is_released_ten_minutes_after_the_last_key(room: Classroom, danger: Danger) -> None:
    room.clock.set_wall(at_local(10))
    visit = room.sign_in()
    written = draft("he has a knife", danger=danger)
    visit.concerns.save(written)
    room.clock.advance(500)
    visit.concerns.save(replace(written, words="he has a knife at home"))
    room.clock.advance(599)
    room.notebook.tend()
    assert unfinished(room) == []
    room.clock.advance(1)
    room.notebook.tend()
    assert unfinished(room) == ["he has a knife at home"]


def test_typing_on_after_a_release_holds_a_new_copy_and_the_sent_report_names_both(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("begun")
    visit.concerns.save(written)
    room.clock.advance(7 * HOUR)
    room.notebook.tend()
    visit.concerns.save(replace(written, words="begun, gone on"))
    visit.concerns.send(replace(written, words="begun, gone on, sent"))
    told = [(record.kind, record.text["words"], record.about) for record in room.records("safeguarding")]
    assert told == [("unfinished", "begun", written.id), ("concern", "begun, gone on, sent", None)]


def test_an_answer_that_changes_the_route_takes_the_held_copy_along(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("it is about a teacher")
    visit.concerns.save(written)
    visit.concerns.save(replace(written, adult="yes"))
    room.cut_power()
    assert unfinished(room) == []
    assert unfinished(room, "head") == ["it is about a teacher"]


def test_an_unanswered_second_question_counts_as_not_sure_and_goes_to_the_head(room: Classroom) -> None:
    room.sign_in().concerns.save(draft("who knows", adult=None))
    room.cut_power()
    assert unfinished(room, "head") == ["who knows"]
    assert unfinished(room) == []


def test_the_clock_set_fifty_years_back_or_on_loses_nothing_and_waits_for_nothing(room: Classroom) -> None:
    visit = room.sign_in()
    for years in (-50, 50):
        room.clock.set_wall(room.clock.now() + timedelta(days=365 * years))
        visit.concerns.send(draft(f"sent {years}"))
    room.notebook.tend()
    words = [record.text["words"] for record in room.records("safeguarding") if record.kind == "concern"]
    assert words == ["sent -50", "sent 50"]


def test_danger_that_was_answered_and_not_told_yet_is_released_and_rings(room: Classroom) -> None:
    room.sign_in().concerns.save(draft("", danger=Danger.YES))
    before = len(room.entries())
    room.cut_power()
    first = room.entries()[before]
    assert (first.alarm, first.slot) == (2, False)
    [record] = room.records("safeguarding")
    assert (record.kind, record.text["danger"], record.nth) == ("unfinished", "yes", None)


def test_danger_about_an_adult_that_was_not_told_yet_rings_from_a_pair_of_its_own(room: Classroom) -> None:
    room.sign_in().concerns.save(draft("", danger=Danger.YES, adult=None))
    before = len(room.entries())
    room.cut_power()
    assert [(one.alarm, one.slot) for one in room.entries()[before : before + 2]] == [(2, True), (2, True)]
    assert [one.kind for one in room.records("head") if one.kind != "cover"] == ["unfinished"]
    assert room.records("safeguarding") == []


def test_danger_that_was_told_is_not_told_a_second_time(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("", danger=Danger.YES)
    visit.concerns.save(written)
    visit.concerns.danger_now(written)
    visit.concerns.save(replace(written, page=3))
    room.cut_power()
    assert [one.kind for one in room.records("safeguarding")] == ["danger"]


def test_staff_danger_that_was_told_rings_once_though_its_words_are_released(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("he hit her", danger=Danger.YES, adult="yes")
    visit.concerns.save(written)
    visit.concerns.danger_now(written)
    room.cut_power()
    assert [one.alarm for one in room.entries()].count(2) == 2
    assert sorted(one.kind for one in room.records("head") if one.kind != "cover") == ["danger", "unfinished"]


def test_an_answer_taken_back_before_any_word_holds_nothing(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("", danger=Danger.YES)
    visit.concerns.save(written)
    visit.concerns.save(replace(written, danger=Danger.NO))
    room.cut_power()
    assert room.records("safeguarding") == []


def test_words_that_were_deleted_again_still_leave_a_copy(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("somebody made me delete this")
    visit.concerns.save(written)
    visit.concerns.save(replace(written, words=""))
    room.cut_power()
    assert [one.kind for one in room.records("safeguarding")] == ["unfinished"]


def test_removing_without_words_when_not_everyone_is_safe_is_told_and_rings(room: Classroom) -> None:
    room.sign_in().concerns.remove(draft(""), everyone_safe=False)
    assert [(one.alarm, one.slot) for one in room.entries()[2:]] == [(1, False)]
    [record] = room.records("safeguarding")
    assert (record.kind, record.text) == ("removed", {"safe": False})


def test_removing_after_a_release_leaves_both(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("released")
    visit.concerns.save(written)
    room.clock.advance(7 * HOUR)
    room.notebook.tend()
    visit.concerns.remove(written, everyone_safe=True)
    told = [(one.kind, one.about) for one in room.records("safeguarding")]
    assert told == [("unfinished", written.id), ("removed", written.id)]
    assert visit.concerns.unfinished() is None


def test_two_mentors_drafts_are_released_each_once_and_stay_their_own(room: Classroom) -> None:
    for name, words in ((PRIYA, "hers"), (TOM, "his")):
        visit = room.sign_in(name)
        visit.concerns.save(draft(words))
        visit.end()
    room.notebook.without_name()
    room.notebook.end_without_name()
    assert unfinished(room) == []
    room.cut_power()
    assert sorted(unfinished(room)) == ["hers", "his"]
    for name, words in ((PRIYA, "hers"), (TOM, "his")):
        kept = room.sign_in(name).concerns.unfinished()
        assert kept is not None
        assert kept.words == words
