"""Training is passed once, told to those who run the scheme, kept for the mentor, and stops no report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from store.errors import KioskError
from store.notebook.common.facts import ConcernDraft, Danger
from store.notebook.of_mentors.visit import MentorVisit
from store.records import new_id
from store.scheme.guidance import months_after
from store.scheme.publications import Publisher
from tests.classroom import PRIYA, TOM, Classroom
from tests.founded_school import DESK

LISTENING, BEING = "mentor-listening", "mentor-being-a-mentor"


def switch_gate_on(room: Classroom) -> None:
    with room.desk.database.write() as connection:
        policy = replace(room.desk.school.policy(), training_gate=True)
        Publisher(connection, room.desk.feeds, room.desk.school, DESK).policy(policy)
    room.store.hear(room.desk)
    room.kiosk.hear(room.store)


def due(visit: MentorVisit) -> set[str]:
    return {line.page.slug for line in visit.training() if line.is_due}


def test_a_pass_is_kept_here_and_told_to_those_who_run_the_scheme_alone(room: Classroom) -> None:
    visit, record = room.sign_in(), new_id()
    assert due(visit) == {LISTENING, BEING}
    assert visit.home().training_due == 2
    assert visit.pass_training(record, LISTENING, 4) == date(2027, 11, 24)
    visit.pass_training(record, LISTENING, 4)
    room.cut_power()
    assert due(room.sign_in()) == {BEING}
    assert due(room.sign_in(TOM)) == {LISTENING, BEING}
    for role in ("coordinator", "safeguarding"):
        [told] = [one for one in room.records(role) if one.kind == "training"]
        assert told.id == record
        assert told.author == room.vaults[PRIYA].person.hex()
        assert (told.text["module"], told.text["right"], told.text["of"]) == (LISTENING, 4, 5)
        assert told.text["until"] == "2027-11-24"
    assert not [one for one in room.records("head") if one.kind == "training"]


def test_too_few_right_answers_and_a_module_that_is_gone_write_nothing(room: Classroom) -> None:
    visit = room.sign_in()
    before = room.entries()
    for module, right in ((LISTENING, 3), ("of another school", 9), ("staff-running-the-scheme", 5)):
        with pytest.raises(KioskError, match="Nothing was written"):
            visit.pass_training(new_id(), module, right)
    assert room.entries() == before
    assert due(visit) == {LISTENING, BEING}


def test_a_pass_runs_out_after_its_months_and_can_be_made_again(room: Classroom) -> None:
    room.sign_in().pass_training(new_id(), LISTENING, 5)
    room.clock.set_wall(datetime(2027, 11, 25, 9, 0, tzinfo=UTC))
    visit = room.sign_in()
    assert due(visit) == {LISTENING, BEING}
    visit.pass_training(new_id(), LISTENING, 4)
    assert due(visit) == {BEING}


def test_the_gate_stands_before_session_logs_alone_and_opens_with_the_last_pass(room: Classroom) -> None:
    assert room.sign_in().duties.gate == ""
    switch_gate_on(room)
    visit = room.sign_in()
    assert visit.duties.gate == "training"
    draft = ConcernDraft(new_id(), danger=Danger.NOT_SURE, hurt="pupil", adult="no", words="He said that tonight")
    visit.concerns.save(draft)
    assert visit.concerns.send(draft).code
    assert [one for one in room.records("safeguarding") if one.kind == "concern"]
    visit.pass_training(new_id(), LISTENING, 4)
    assert visit.duties.gate == "training"
    visit.pass_training(new_id(), BEING, 3)
    assert visit.duties.gate == ""
    assert room.sign_in().duties.gate == ""


def test_the_page_of_whom_to_go_to_names_the_schools_own_adults_and_helplines(room: Classroom) -> None:
    [page] = [one for one in room.sign_in().guidance() if one.slug == "who-to-go-to"]
    assert "- Mrs Price (keeps pupils safe): R12" in page.text
    assert "- Childline: 0800 1111" in page.text
    assert "{" not in page.text
    assert all(one.audience == "mentor" for one in room.sign_in().guidance())


def test_months_end_where_the_month_does() -> None:
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2026, 12, 1), 1) == date(2027, 1, 1)
