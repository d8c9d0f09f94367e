"""Nothing in a feed tells of a report about staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from store.errors import ConfigurationError
from store.notebook.common.facts import Danger, SessionForm
from store.records import new_id
from tests.classroom import Classroom, classroom, draft

Row = tuple[int, int, int, bool]
Script = Callable[[Classroom], None]


def rows(room: Classroom) -> list[Row]:
    """Return what a store sees of each entry, in order."""
    return [(entry.lane, entry.size, entry.alarm, entry.slot) for entry in room.entries()]


def of_a_day(folder: Path, *, with_staff_report: bool, script: Callable[[Classroom, bool], None]) -> list[Row]:
    with classroom(folder) as room:
        script(room, with_staff_report)
        room.notebook.tend()
        return rows(room)


def signed_in(room: Classroom, staff: bool) -> None:
    visit = room.sign_in()
    visit.log_session(new_id(), SessionForm("Sam, Y7", "privacy", 20, Danger.NO))
    if staff:
        written = draft("about a coach", adult="yes")
        visit.concerns.save(written)
        visit.concerns.send(replace(written, words="about a coach, more"))
    visit.concerns.send(draft("about a pupil"))
    visit.end()


def nameless(room: Classroom, staff: bool) -> None:
    concerns = room.notebook.without_name()
    if staff:
        concerns.send(draft("about the head", adult="head"))
    else:
        concerns.save(draft(""))
    room.notebook.end_without_name()


def only_sat_there(room: Classroom, staff: bool) -> None:
    visit = room.sign_in()
    if staff:
        visit.concerns.save(draft("about a coach", adult="yes"))
    room.cut_power()


def only_opened_the_page(room: Classroom, staff: bool) -> None:
    concerns = room.notebook.without_name()
    if staff:
        concerns.send(draft("about the head", adult="head"))
    room.cut_power()


def removed(room: Classroom, staff: bool) -> None:
    visit = room.sign_in()
    if staff:
        written = draft("about a coach", adult="yes")
        visit.concerns.save(written)
        visit.concerns.remove(written, everyone_safe=False)
    visit.end()


def left_behind(room: Classroom, staff: bool) -> None:
    visit = room.sign_in()
    visit.concerns.save(draft("left behind", adult="yes") if staff else draft(""))
    room.cut_power()


SCRIPTS = [signed_in, nameless, left_behind, only_sat_there, only_opened_the_page, removed]


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_rows_of_a_visit_with_a_staff_report_equal_those_without(
    tmp_path: Path, script: Callable[[Classroom, bool], None]
) -> None:
    with_report = of_a_day(tmp_path / "with", with_staff_report=True, script=script)
    without = of_a_day(tmp_path / "without", with_staff_report=False, script=script)
    assert with_report == without
    assert any(slot for _lane, _size, _alarm, slot in without)


def test_head_and_chair_each_open_exactly_one_of_every_pair_and_safeguarding_everything_else(room: Classroom) -> None:
    signed_in(room, True)
    signed_in(room, False)
    entries = room.entries()
    slots = [entry for entry in entries if entry.slot]
    assert len(slots) % 2 == 0
    assert len(room.records("head")) == len(room.records("chair")) == len(slots) // 2
    assert len(room.records("safeguarding")) == len(entries) - len(slots)


def test_every_start_and_every_four_hours_write_a_pair(room: Classroom) -> None:
    at_start = len(room.entries())
    assert at_start == 2
    room.clock.advance(4 * 3600 - 1)
    room.notebook.tend()
    assert len(room.entries()) == at_start
    room.clock.advance(1)
    room.notebook.tend()
    assert len(room.entries()) == at_start + 2


def test_reports_wait_their_turn_one_in_each_slot_oldest_first(room: Classroom) -> None:
    visit = room.sign_in()
    for number in range(3):
        visit.concerns.send(draft(f"staff {number}", adult="yes"))
    visit.end()
    for _ in range(2):
        room.sign_in().concerns.save(draft(""))
        room.cut_power()
    words = [record.text["words"] for record in room.records("head") if record.kind == "concern"]
    assert words == ["staff 0", "staff 1", "staff 2"]


def test_a_waiting_report_survives_a_power_cut(room: Classroom) -> None:
    room.sign_in().concerns.send(draft("about a coach", adult="yes"))
    room.cut_power()
    assert [record.kind for record in room.records("head")].count("concern") == 1


def test_the_order_within_a_pair_is_random(room: Classroom) -> None:
    for _ in range(40):
        room.notebook.without_name()
        room.notebook.end_without_name()
    heads = {record.id for record in room.records("head")}
    assert heads
    firsts = 0
    slots = [entry for entry in room.entries() if entry.slot]
    from store.errors import NotForThisKey
    from store.sealing.sealed import open_sealed
    from tests.founded_school import role_identities

    head = role_identities()["head"]
    for first in slots[::2]:
        try:
            open_sealed(first.body or b"", [head])
            firsts += 1
        except NotForThisKey:
            continue
    assert 0 < firsts < len(slots) // 2


def test_without_a_head_and_a_chair_there_are_no_slots_so_nothing_is_promised_that_would_wait_for_ever(
    tmp_path: Path,
) -> None:
    with classroom(tmp_path, roles=("safeguarding", "coordinator", "head", "recovery")) as room:
        visit = room.sign_in()
        written = draft("about a coach", adult="yes")
        assert not visit.concerns.readers(written).reachable
        assert [route for route, _names in visit.concerns.choices_of_reader()] == ["safeguarding"]
        with pytest.raises(ConfigurationError, match="Mrs Price"):
            visit.concerns.send(written)
        visit.end()
        assert room.entries() == []


def test_a_visit_that_is_ended_twice_writes_one_pair(room: Classroom) -> None:
    visit = room.sign_in()
    before = len(room.entries())
    visit.end()
    visit.end()
    assert len(room.entries()) == before + 2


def test_whoever_sits_down_without_a_name_ends_the_visit_of_whoever_left(room: Classroom) -> None:
    room.notebook.without_name().save(draft("left behind"))
    room.notebook.without_name()
    assert [one.text["words"] for one in room.records("safeguarding")] == ["left behind"]
