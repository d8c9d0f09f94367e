"""A pupil is told how far a report has come, and never more than is true."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.errors import UnknownReport
from store.notebook.common.facts import ConcernDraft, Danger, ReportLine, ReportState
from store.records import Message, new_id
from tests.classroom import TOM, Classroom, draft
from tests.founded_school import KIOSK, Device


def line(room: Classroom) -> ReportLine:
    [found] = room.sign_in().reports()
    return found


def test_saved_then_sent_then_read(room: Classroom) -> None:
    written = draft()
    visit = room.sign_in()
    code = visit.concerns.send(written).code
    visit.end()
    assert line(room).state is ReportState.SAVED
    room.notebook.send_now()
    assert line(room).state is ReportState.SENT
    room.read_by_adult(written.id)
    assert line(room).state is ReportState.SENT
    room.notebook.send_now()
    found = line(room)
    assert (found.state, found.code) == (ReportState.READ, code)
    assert found.read_at == room.clock.now()


def test_until_the_visit_ends_a_report_shows_the_first_state_whatever_its_route(room: Classroom) -> None:
    visit = room.sign_in()
    visit.concerns.send(draft())
    visit.concerns.send(draft(adult="yes"))
    room.notebook.send_now()
    assert {one.state for one in visit.reports()} == {ReportState.SAVED}
    visit.end()
    room.notebook.send_now()
    assert {one.state for one in room.sign_in().reports()} == {ReportState.SENT}


def test_a_red_report_shows_at_once_that_it_was_sent(room: Classroom) -> None:
    visit = room.sign_in()
    visit.concerns.send(draft(danger=Danger.YES))
    room.notebook.send_now()
    assert [one.state for one in visit.reports()] == [ReportState.SENT]


def test_offline_it_says_saved_and_afterwards_one_exchange_brings_everything_over(room: Classroom) -> None:
    room.online = False
    for number in range(5):
        visit = room.sign_in()
        visit.concerns.send(draft(f"offline {number}"))
        visit.end()
    assert "can't be reached" in room.notebook.send_now()
    assert {one.state for one in room.sign_in().reports()} == {ReportState.SAVED}
    room.online = True
    assert "office has everything" in room.notebook.send_now()
    assert {one.state for one in room.sign_in().reports()} == {ReportState.SENT}


def test_an_urgent_report_keeps_naming_adults_until_one_has_read_it(room: Classroom) -> None:
    written = draft(danger=Danger.NOT_SURE)
    visit = room.sign_in()
    visit.concerns.send(written)
    visit.end()
    room.notebook.send_now()
    assert len(line(room).tell_now) == 2
    room.read_by_adult(written.id)
    room.notebook.send_now()
    assert line(room).tell_now == ()


def test_a_kiosk_that_posts_read_in_a_leads_name_is_not_believed(room: Classroom) -> None:
    written = draft()
    room.sign_in().concerns.send(written)
    forger = Device(room.kiosk.database, room.kiosk.school, room.kiosk.feeds, KIOSK)
    told = {"id": new_id(), "about": written.id, "read": True, "created": "2026-11-24T10:00:00+00:00"}
    room.post(forger, Message(sender="safeguarding", **told))
    assert line(room).state is not ReportState.READ


def test_a_desk_speaks_only_for_the_roles_it_has(room: Classroom) -> None:
    written = draft(adult="yes")
    visit = room.sign_in()
    visit.concerns.send(written)
    visit.end()
    room.read_by_adult(written.id, sender="head")
    room.notebook.send_now()
    assert line(room).state is ReportState.SENT


def test_a_reply_is_a_message_that_stays_new_until_it_is_shown(room: Classroom) -> None:
    written = draft()
    visit = room.sign_in()
    visit.concerns.send(written)
    visit.end()
    room.read_by_adult(written.id, text="Please come to R12 at 10:40.")
    room.notebook.send_now()
    visit = room.sign_in()
    assert (visit.home().unread_messages, visit.home().newly_read) == (1, 1)
    [message] = visit.messages()
    assert (message.text, message.sender, message.seen) == ("Please come to R12 at 10:40.", "keeps pupils safe", False)
    visit.mark_seen(message.id)
    assert (visit.home().unread_messages, visit.messages()[0].seen) == (0, True)
    assert room.sign_in(TOM).messages() == ()


def test_the_same_post_twice_is_one_message(room: Classroom) -> None:
    written = draft()
    room.sign_in().concerns.send(written)
    message = room.read_by_adult(written.id, text="Thank you.")
    room.post(room.desk, message)
    room.store.hear(room.desk)
    room.notebook.send_now()
    assert len(room.sign_in().messages()) == 1


def test_that_a_report_was_read_is_news_until_my_reports_was_opened(room: Classroom) -> None:
    written = draft()
    visit = room.sign_in()
    visit.concerns.send(written)
    visit.end()
    room.read_by_adult(written.id)
    room.notebook.send_now()
    visit = room.sign_in()
    assert visit.home().newly_read == 1
    visit.reports()
    assert visit.home().newly_read == 0


def test_an_urgent_report_is_pointed_out_until_an_adult_has_read_it(room: Classroom) -> None:
    urgent, usual = draft(danger=Danger.NOT_SURE), draft()
    visit = room.sign_in()
    visit.concerns.send(urgent)
    visit.concerns.send(usual)
    visit.end()
    assert room.sign_in().home().reports_to_read == 1
    room.read_by_adult(urgent.id)
    room.notebook.send_now()
    assert room.sign_in().home().reports_to_read == 0


@pytest.mark.parametrize("answers", [{"adult": "no"}, {"adult": "yes"}, {"adult": "head"}, {"reader": "chair"}])
def test_what_adds_to_a_report_goes_the_same_way_and_its_code_may_be_typed_in_any_manner(
    room: Classroom, answers: dict[str, str]
) -> None:
    first = draft(**answers)
    visit = room.sign_in()
    code = visit.concerns.send(first).code
    more = visit.more_to(f" {code.lower().replace(' ', '-')} ")
    assert more == ConcernDraft(more.id, hurt=first.hurt, adult=first.adult, reader=first.reader, about_report=first.id)
    assert visit.concerns.readers(more) == visit.concerns.readers(first)
    visit.concerns.save(replace(more, words="And then he came back."))
    assert visit.concerns.unfinished() == replace(more, words="And then he came back.")


def test_no_code_but_one_of_my_own_opens_anything_to_add_to(room: Classroom) -> None:
    visit = room.sign_in()
    code = visit.concerns.send(draft()).code
    visit.end()
    with pytest.raises(UnknownReport, match="Nothing was lost"):
        room.sign_in(TOM).more_to(code)
    with pytest.raises(UnknownReport):
        room.sign_in().more_to("")
