"""What the school asks of a mentor: to agree, to talk it over, to rest; none of it ever stands before a report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from store.errors import KioskError
from store.notebook.common.facts import ConcernDraft, Danger, SessionForm
from store.notebook.of_mentors.agreement import digest_of
from store.records import new_id
from store.scheme.guidance_default import default_pack
from store.scheme.publications import Publisher
from tests.classroom import PRIYA, TOM, Classroom
from tests.founded_school import DESK

SESSION = SessionForm("Sam, Y7", "privacy", 20, Danger.NO)
DAY = 24 * 3600.0


def settle(room: Classroom, **settings: Any) -> None:
    """Publish the school's policy with these settings changed, up to the kiosk."""
    with room.desk.database.write() as connection:
        policy = replace(room.desk.school.policy(), **settings)
        Publisher(connection, room.desk.feeds, room.desk.school, DESK).policy(policy)
    hear(room)


def change_page(room: Classroom, text: str) -> None:
    pages = tuple(replace(one, text=text) if one.slug == "what-we-agreed" else one for one in default_pack())
    with room.desk.database.write() as connection:
        Publisher(connection, room.desk.feeds, room.desk.school, DESK).guidance(pages)
    hear(room)


def hear(room: Classroom) -> None:
    room.store.hear(room.desk)
    room.kiosk.hear(room.store)


def concern(**answers: Any) -> ConcernDraft:
    plain = {"danger": Danger.NO, "hurt": "pupil", "adult": "no", "words": "He said that tonight"}
    return ConcernDraft(new_id(), **(plain | answers))


def test_a_mentor_agrees_to_a_version_and_is_asked_again_when_the_page_changes(room: Classroom) -> None:
    visit, record = room.sign_in(), new_id()
    line = visit.duties.agreement()
    assert line is not None
    assert (visit.home().agreement, line.agreed_on) == ("new", None)
    visit.duties.agree(record, line.digest)
    visit.duties.agree(record, line.digest)
    room.cut_power()
    assert room.sign_in().home().agreement == ""
    assert room.sign_in(TOM).home().agreement == "new"
    for role in ("coordinator", "safeguarding"):
        [told] = [one for one in room.records(role) if one.kind == "agreed"]
        assert told.author == room.vaults[PRIYA].person.hex()
        assert told.text["digest"] == digest_of(next(one for one in default_pack() if one.slug == "what-we-agreed"))
    change_page(room, "# You agree\n- To more.")
    visit = room.sign_in()
    assert visit.home().agreement == "changed"
    with pytest.raises(KioskError, match="changed this page"):
        visit.duties.agree(new_id(), line.digest)
    assert visit.home().agreement == "changed"


def test_a_talk_is_due_after_any_report_until_the_mentor_or_an_adult_says_that_it_was_and_nobody_is_told(
    room: Classroom,
) -> None:
    visit = room.sign_in()
    assert visit.duties.care().talk_by is None
    sent = concern(adult="yes")
    visit.concerns.send(sent)
    assert visit.home().care.talk_by == date(2026, 12, 1)
    before = room.entries()
    room.clock.advance(60)
    visit.duties.talked()
    assert visit.home().care.talk_by is None
    assert room.entries() == before
    room.clock.advance(2 * DAY)
    again = concern()
    visit.concerns.send(again)
    assert visit.duties.care().talk_by == date(2026, 12, 3)
    room.clock.advance(60)
    room.read_by_adult(again.id, text="Thank you for talking.", phrase="talked")
    room.kiosk.hear(room.store)
    assert room.sign_in().home().care.talk_by is None


def test_a_talk_that_the_school_does_not_ask_for_is_never_due(room: Classroom) -> None:
    settle(room, talk_days=0)
    visit = room.sign_in()
    visit.concerns.send(concern())
    assert visit.home().care.talk_by is None


def test_sessions_of_this_week_are_counted_and_wait_only_where_the_school_says_so(room: Classroom) -> None:
    settle(room, sessions_a_week=2)
    visit = room.sign_in()
    for _ in range(2):
        visit.log_session(new_id(), SESSION)
    told = visit.home().care
    assert (told.sessions_this_week, told.is_full, told.waits, visit.duties.gate) == (2, True, False, "")
    settle(room, load_gate=True)
    visit = room.sign_in()
    assert visit.duties.gate == "load"
    visit.concerns.send(concern())
    # Next Monday.
    room.clock.advance(6 * DAY)
    told = visit.home().care
    assert (told.sessions_this_week, told.is_full, visit.duties.gate) == (0, False, "")


def test_a_pause_follows_an_urgent_report_and_ends_by_itself(room: Classroom) -> None:
    settle(room, rest_days=2, load_gate=True)
    visit = room.sign_in()
    visit.concerns.send(concern())
    assert visit.home().care.rest_until is None
    visit.concerns.send(concern(hurt="me"))
    assert visit.home().care.rest_until == date(2026, 11, 26)
    assert visit.duties.gate == "rest"
    visit.concerns.send(concern())
    room.clock.advance(timedelta(days=2) / timedelta(seconds=1))
    assert visit.home().care.rest_until is None
    assert visit.duties.gate == ""


def test_who_has_not_agreed_logs_no_session_where_the_school_says_so_yet_reports(room: Classroom) -> None:
    settle(room, agreement_gate=True)
    visit = room.sign_in()
    assert visit.duties.gate == "agreement"
    visit.concerns.send(concern())
    line = visit.duties.agreement()
    assert line is not None
    visit.duties.agree(new_id(), line.digest)
    assert visit.duties.gate == ""
