"""Sessions with check-ins reach those who run the scheme, and what worried does not."""

from __future__ import annotations

from datetime import date

import pytest

from store.errors import KioskError
from store.notebook.common.facts import Danger, SessionForm
from store.records import new_id
from store.sealing.sealed import open_sealed
from tests.classroom import PRIYA, TOM, Classroom

SESSION = SessionForm("Sam, Y7", "privacy", 20, Danger.NO, done="passwords", see_again=date(2026, 11, 24))


def test_a_session_is_sealed_to_those_who_run_the_scheme_and_to_its_mentor(room: Classroom) -> None:
    record_id = new_id()
    visit = room.sign_in()
    visit.log_session(record_id, SESSION)
    visit.log_session(record_id, SESSION)
    for role in ("coordinator", "safeguarding", "recovery"):
        [record] = [one for one in room.records(role) if one.kind != "cover"]
        assert (record.id, record.kind, record.text["done"]) == (record_id, "session", "passwords")
    assert {one.kind for one in room.records("head")} == {"cover"}
    [body] = [entry.body for entry in room.entries() if not entry.slot]
    from store.scheme.vaults import open_vault

    work = open_vault(room.vaults[PRIYA], room.words[PRIYA]).work
    assert open_sealed(body or b"", [work])


def test_what_worried_is_not_told_to_those_who_run_the_scheme(room: Classroom) -> None:
    form = SessionForm("Sam, Y7", "privacy", 20, Danger.NOT_SURE, how="he cried", done="we talked", helped="no")
    room.sign_in().log_session(new_id(), form)
    [record] = room.records("coordinator")
    assert {record.text[name] for name in ("how", "done", "helped")} == {""}
    assert Danger.NOT_SURE.value not in record.text.values()


def test_my_history_shows_my_sessions_newest_first_and_nobody_elses(room: Classroom) -> None:
    visit = room.sign_in()
    visit.log_session(new_id(), SESSION)
    room.clock.advance(3600)
    visit.log_session(new_id(), SessionForm("Mo, Y8", "copyright", 10, Danger.NO))
    assert [one.who for one in visit.sessions()] == ["Mo, Y8", "Sam, Y7"]
    last = visit.last_session()
    assert last is not None
    assert last.who == "Mo, Y8"
    assert room.sign_in(TOM).sessions() == ()


def test_a_see_again_date_comes_back_on_its_day(room: Classroom) -> None:
    room.sign_in().log_session(new_id(), SESSION)
    assert room.sign_in().home().see_again_today == ("Sam, Y7",)
    room.clock.advance(2 * 24 * 3600)
    assert room.sign_in().home().see_again_today == ()


def test_a_wish_to_talk_is_amber_and_so_is_the_lowest_mood_twice(room: Classroom) -> None:
    visit = room.sign_in()
    visit.check_in(new_id(), 4, talk=True)
    visit.check_in(new_id(), 1, talk=False)
    visit.check_in(new_id(), 1, talk=False)
    visit.check_in(new_id(), 3, talk=False)
    assert [entry.alarm for entry in room.entries() if not entry.slot] == [1, 0, 1, 0]


def test_one_check_in_sent_twice_is_one(room: Classroom) -> None:
    visit, record_id = room.sign_in(), new_id()
    visit.check_in(record_id, 1, talk=False)
    visit.check_in(record_id, 1, talk=False)
    assert [entry.alarm for entry in room.entries() if not entry.slot] == [0]


def test_what_is_added_to_a_session_stands_after_it_for_the_same_people_and_the_first_is_never_changed(
    room: Classroom,
) -> None:
    session, addition = new_id(), new_id()
    visit = room.sign_in()
    visit.log_session(session, SESSION)
    visit.forms.add_to_session(addition, session, "It was 30 minutes.")
    visit.forms.add_to_session(addition, session, "It was 30 minutes.")
    for role in ("coordinator", "safeguarding", "recovery"):
        first, later = (one for one in room.records(role) if one.kind != "cover")
        assert (first.id, first.text["minutes"]) == (session, 20)
        assert (later.kind, later.about, later.text) == ("session-added", session, {"words": "It was 30 minutes."})
        assert (later.to, later.author) == (first.to, first.author)
    assert {one.kind for one in room.records("head")} == {"cover"}
    [line] = visit.sessions()
    assert (line.minutes, line.added) == (20, (room.clock.now(),))
    with pytest.raises(KioskError, match="not on this computer"):
        room.sign_in(TOM).forms.add_to_session(new_id(), session, "Not mine.")
