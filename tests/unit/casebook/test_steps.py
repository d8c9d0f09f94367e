"""Steps on a case: each says all that it must, and two desks that step at once see the same afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from store.casebook.case.act_rules import said_of
from store.casebook.case.days import day_of, time_of
from store.casebook.case.facts import CaseState
from store.casebook.desk.casework import DeskCasework
from store.casebook.records import kinds
from store.errors import KioskError
from tests.classroom import TEN
from tests.unit.casebook.office import KHAN, PRICE, Office, picture

DECISION = {"decision": "not to refer", "words": "We talk to her first.", "reason": "She asked us to."}


def action(**more: str) -> dict[str, str]:
    return {"words": "Ring home", "due": "3 days", "reason": "They should know."} | more


def together(school: Office, *first: DeskCasework) -> tuple[DeskCasework, DeskCasework]:
    """Let these desks lock in this order, then exchange, then unlock both again."""
    for one in first:
        one.lock()
    school.desk.unlock().lock()
    lead, deputy = school.desk.unlock(), school.other_desk.unlock(KHAN)
    lead.refresh()
    return lead, deputy


def test_a_decision_not_to_refer_stands_in_the_timeline_with_its_reason_at_both_desks(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    with pytest.raises(KioskError, match="does not say why"):
        lead.act(report, kinds.DECISION, DECISION | {"reason": "  "})
    lead.acknowledge(report)
    lead.act(report, kinds.DECISION, DECISION)
    lead.act(report, kinds.VOICE, {"whose": "the child wants", "words": "that it stops"})
    moved = {"system": "CPOMS", "reference": "4711", "reason": "our main file"}
    lead.act(report, kinds.MOVED, moved)
    lead, deputy = together(school, lead)
    assert picture(lead) == picture(deputy)
    case = deputy.case(report)
    (told,) = [one for one in case.timeline if one.act.startswith("decided")]
    assert (told.act, told.reason) == ("decided: Not to refer. We talk to her first.", "She asked us to.")
    assert any("main file: CPOMS, 4711. This is not the whole record." in one for one in case.warnings)
    assert deputy.search("not the").total == 0
    assert deputy.search("4711").total == 1


def test_what_is_to_do_is_listed_by_its_day_and_overdue_when_the_day_is_past_until_somebody_ends_it(
    school: Office,
) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.act(report, kinds.ACTION, action(words="Second", due="5 days"))
    lead.act(report, kinds.ACTION, action(words="First", due="tomorrow"))
    lead.act(report, kinds.NOTIFIED, {"whom": "police", "at": "now", "reason": "a threat"})
    assert {one.kind for one in lead.due().lines} == {kinds.ACTION, kinds.NOTIFIED}
    assert [one.words for one in lead.due().lines if one.kind == kinds.ACTION] == ["First", "Second"]
    assert (lead.due().late, lead.inbox().late) == (0, 0)
    school.clock.advance(timedelta(days=4).total_seconds())
    assert (lead.due().total, lead.due().late, lead.inbox().late) == (3, 2, 2)
    for item in lead.case(report).items:
        lead.act(report, kinds.DONE, {"item": item.id, "words": "ended"})
    assert lead.due().total == 0
    with pytest.raises(KioskError, match="ended already"):
        lead.act(report, kinds.DONE, {"item": item.id, "words": "again"})


@pytest.mark.parametrize("is_lead_first", [True, False])
def test_two_desks_that_end_ask_and_answer_at_once_see_the_same_in_both_orders(
    school: Office, *, is_lead_first: bool
) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.act(report, kinds.ACTION, action())
    (me, other) = lead.colleagues(report)
    assert (me.name, other.name) == (PRICE, KHAN)
    lead.act(report, kinds.ASSIGN, {"who": other.person, "who_name": other.name, "reason": "I am away."})
    lead, deputy = together(school, lead)
    assert lead.inbox().lines[0].holder == f"{KHAN}, who is asked"
    (item,) = deputy.case(report).items
    asked = deputy.case(report).asked
    assert asked is not None
    assert lead.case(report).asked is None
    # The deputy takes it and ends the action, while the lead ends it, too, then takes the case back.
    deputy.act(report, kinds.ACCEPT, {"assign": asked})
    deputy.act(report, kinds.DONE, {"item": item.id, "words": "I rang."})
    lead.act(report, kinds.DONE, {"item": item.id, "words": "Not needed any more."})
    lead.act(report, kinds.ASSIGN, {"who": me.person, "who_name": me.name, "reason": "I am back."})
    first = (lead, deputy) if is_lead_first else (deputy, lead)
    lead, deputy = together(school, *first)
    assert picture(lead) == picture(deputy)
    told = [one.act for one in lead.case(report).timeline]
    assert {"done: I rang.", "done: Not needed any more.", "took the case"} <= set(told)
    assert lead.due().total == deputy.due().total == 0
    line = lead.inbox().lines[0]
    assert (line.holder, line.state) == (f"{PRICE}, who is asked", CaseState.IN_PROGRESS)
    with pytest.raises(KioskError, match="not asked"):
        deputy.act(report, kinds.REJECT, {"assign": asked, "reason": "late"})


def test_days_and_times_are_read_as_people_write_them() -> None:
    today = date(2026, 11, 24)  # a Tuesday
    typed = {"fri": 27, "tuesday": 31, "tomorrow": 25, "3 days": 27, "27/11": 27, "27 Nov 2026": 27, "2026-11-27": 27}
    for words, day in typed.items():
        assert day_of(words, today) == date(2026, 11, 1) + timedelta(days=day - 1), words
    assert day_of("3 feb", today) == date(2027, 2, 3)
    assert [day_of(words, today) for words in ("", "soon", "31 feb", "99/99", "we")] == [None] * 5
    now = TEN
    assert time_of("now", now) == now.replace(second=0, microsecond=0)
    told = time_of("yesterday 15:05", now)
    assert told is not None
    assert (told.date(), told.hour, told.minute) == (now.date() - timedelta(days=1), 15, 5)
    assert [time_of(words, now) for words in ("", "25:00", "soon", "31 feb 10:00")] == [None] * 4
    with pytest.raises(KioskError, match="past"):
        said_of(kinds.ACTION, action(due="yesterday"), now)
    with pytest.raises(KioskError, match="not come yet"):
        said_of(kinds.CONFIRMED, {"words": "Mr B", "at": "23:59"}, now.replace(hour=9))


def test_a_concern_that_an_adult_enters_is_a_case_at_both_desks_read_by_them_and_rings_nobody(school: Office) -> None:
    lead = school.desk.unlock()
    typed = {"words": "He follows her.", "level": "red", "adult": "no", "how": "A pupil told me", "place": "bus"}
    entered = lead.enter(typed)
    with pytest.raises(KioskError, match="Ms Okafor in person"):
        lead.enter(typed | {"adult": "yes"})
    lead, deputy = together(school, lead)
    assert picture(lead) == picture(deputy)
    (line,) = deputy.inbox().lines
    assert (line.id, line.author, line.level, line.state) == (entered, PRICE, "red", CaseState.READ)
    told = {one.question: one.answer for one in deputy.case(entered).answers}
    assert (told["How is it known?"], told["When and where?"]) == ("A pupil told me", "bus")
    assert not deputy.can_reply(entered)
    assert deputy.search("follows").total == 1
    # Its checkpoints say nothing of how urgent it is.
    assert [casebook.met() for casebook in deputy._open.casebooks.values()] == [()]
