"""An unfinished concern reaches an adult, whatever happens to whoever began it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from store.notebook.facts import Danger
from tests.classroom import Classroom, draft

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
