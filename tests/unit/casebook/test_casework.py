"""A lead unlocks the desk, sees what came, acts on it; the mentor and the deputy see what they should."""

from __future__ import annotations

import threading

import pytest

from store.casebook.case.facts import CaseState
from store.errors import KioskError, TooLong
from store.notebook.common.facts import Danger, ReportState
from tests.classroom import PRIYA
from tests.unit.casebook.office import KHAN, OKAFOR, OWEN, PRICE, Office, picture


def test_a_report_comes_from_the_kiosk_to_the_leads_inbox(school: Office) -> None:
    report = school.report("He keeps asking for money.")
    lead = school.desk.unlock()
    (line,) = lead.inbox().lines
    assert line.id == report
    assert (line.kind, line.state, line.author, line.holder) == ("concern", "new", "Priya Shah", None)
    assert line.summary == "He keeps asking for money."
    case = lead.case(report)
    assert case.words == "He keeps asking for money."
    assert {one.question: one.answer for one in case.answers}["Who might be hurt or upset?"] == "A pupil"
    assert [(one.by, one.act) for one in case.timeline] == [(PRICE, "opened the report")]
    assert case.warnings == ()


def test_the_mentor_sees_that_it_was_read_after_the_acknowledgement_not_before(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.case(report)
    lead.note(report, "Spoke to her tutor.", "to learn more")
    lead.lock()
    school.desk.unlock().lock()
    school.send()
    assert [one.state for one in school.reports()] == [ReportState.SENT]
    lead = school.desk.unlock()
    assert lead.inbox().unread == 1
    lead.acknowledge(report)
    assert lead.inbox().lines[0].state == CaseState.IN_PROGRESS
    assert lead.inbox().unread == 0
    lead.lock()
    school.desk.unlock().lock()
    school.send()
    (seen,) = school.reports()
    assert seen.state == ReportState.READ
    assert seen.read_at is not None


def test_a_reply_reaches_the_mentor_with_its_blanks_filled_in(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    assert {one.id: one.needs for one in lead.phrases()}["come"] == ("room", "time")
    lead.reply(report, "come", {"room": "R12", "time": "2 o'clock"})
    assert lead.inbox().lines[0].state == CaseState.WAITING
    assert "replied: Please come to R12 at 2 o'clock." in [one.act for one in lead.case(report).timeline]
    lead.lock()
    school.desk.unlock().lock()
    school.send()
    assert [one.text for one in school.messages()] == ["Please come to R12 at 2 o'clock."]


def test_a_mentor_is_written_to_about_no_report_and_sees_no_code(school: Office) -> None:
    lead = school.desk.unlock()
    (mentor,) = [one.person for one in lead.mentors().lines if one.name == PRIYA]
    assert {one.id for one in lead.mentor_phrases()} == {"come", "find", "rest"}
    with pytest.raises(KioskError, match="not among"):
        lead.tell_mentor(mentor, "read", {})
    lead.tell_mentor(mentor, "come", {"room": "R12", "time": "2 o'clock"})
    with pytest.raises(KioskError, match="can't be written to"):
        lead.tell_mentor("ff" * 16, "find", {"name": "Mrs Price"})
    lead.lock()
    school.desk.unlock().lock()
    school.send()
    assert [(one.text, one.code) for one in school.messages()] == [("Please come to R12 at 2 o'clock.", "")]
    assert school.desk.unlock(OKAFOR).inbox().total == 0


def test_closing_sends_nothing_and_the_case_can_be_opened_again(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.close(report, "Supported in school", "she is fine")
    assert lead.inbox().total == 0
    (line,) = lead.inbox(closed=True).lines
    assert line.state == CaseState.CLOSED
    with pytest.raises(KioskError, match="closed already"):
        lead.close(report, "Supported in school", "again")
    lead.reopen(report, "it began again")
    assert lead.inbox().total == 1
    assert lead.inbox(closed=True).total == 0
    lead.lock()
    school.desk.unlock().lock()
    school.send()
    assert school.messages() == []


def test_what_nobody_has_read_can_not_be_closed(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.case(report)
    with pytest.raises(KioskError, match="Acknowledge it first"):
        lead.close(report, "Supported in school", "she is fine")
    assert lead.inbox().total == 1


def test_a_deputy_at_another_desk_sees_the_same_case_with_its_timeline(school: Office) -> None:
    report = school.report("It happened on the bus.")
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.note(report, "Rang home.", "to tell her parents")
    lead.set_level(report, "red", "she is not at home")
    lead.lock()
    school.desk.unlock().lock()
    deputy = school.other_desk.unlock(KHAN)
    (line,) = deputy.inbox().lines
    assert (line.level, line.holder, line.state) == ("red", PRICE, CaseState.IN_PROGRESS)
    again = school.desk.unlock()
    assert picture(deputy) == picture(again)
    assert [one.act for one in deputy.case(report).timeline[-4:-1]] == [
        "read the report",
        "Rang home.",
        "set the level to red",
    ]


def test_two_who_act_at_once_both_stay_in_the_timeline(school: Office) -> None:
    report = school.report()
    lead, deputy = school.desk.unlock(), school.other_desk.unlock(KHAN)
    lead.acknowledge(report)
    deputy.acknowledge(report)
    lead.close(report, "Supported in school", "done")
    deputy.note(report, "I am seeing her now.", "she came to me")
    lead.lock()
    deputy.lock()
    school.desk.unlock().lock()
    lead, deputy = school.desk.unlock(), school.other_desk.unlock(KHAN)
    lead.refresh()
    assert picture(lead) == picture(deputy)
    acts = {(one.by, one.act) for one in lead.case(report).timeline}
    assert {(PRICE, "read the report"), (KHAN, "read the report"), (KHAN, "I am seeing her now.")} <= acts


def test_a_report_about_staff_is_nowhere_at_the_leads_desk(school: Office) -> None:
    school.report("Mr Smith shouted at her.", adult="yes")
    school.report("She is sad.")
    lead = school.desk.unlock()
    assert [line.summary for line in lead.inbox().lines] == ["She is sad."]
    assert (lead.inbox().total, lead.inbox().unread) == (1, 1)
    assert lead.search("shouted").total == 0
    assert "Smith" not in repr([lead.completeness(), lead.apart()])
    lead.lock()
    head = school.desk.unlock(OKAFOR)
    assert [line.summary for line in head.inbox().lines] == ["Mr Smith shouted at her."]
    assert head.search("shouted").total == 1
    head.lock()
    assert school.desk.unlock(OWEN).inbox().total == 0


def test_a_person_with_two_roles_sees_a_case_of_both_once_and_reads_it_for_both(school: Office) -> None:
    from tests.unit.casebook.office import key_file

    (school.desk.folder / "keys" / "price.key").write_bytes(key_file(0, ["safeguarding", "coordinator"]))
    visit = school.room.sign_in()
    visit.check_in("ab" * 16, 2, talk=True)
    visit.end()
    school.send()
    both = school.desk.unlock()
    assert both.roles == ("safeguarding", "coordinator")
    assert both.fingerprint().count("(") == 2
    page = both.inbox()
    assert (page.total, page.unread, len(page.lines)) == (1, 1, 1)
    assert page.lines[0].kind == "check-in"
    assert both.search("priya").total == 1
    both.acknowledge("ab" * 16)
    assert both.inbox().unread == 0
    both.lock()
    school.desk.unlock().lock()
    coordinator = school.desk.unlock("Miss Evans")
    assert coordinator.inbox().unread == 0
    coordinator.lock()
    assert school.other_desk.unlock(KHAN).inbox().unread == 0
    school.send()
    with school.room.desk.database.read() as connection:
        assert connection.exec_driver_sql("select count(*) from entries where lane = 1").scalar_one() > 0


def test_only_a_wish_to_talk_makes_a_check_in_a_case_and_the_head_sees_neither(school: Office) -> None:
    visit = school.room.sign_in()
    visit.check_in("ac" * 16, 4, talk=False)
    visit.end()
    school.send()
    assert school.desk.unlock("Miss Evans").inbox().total == 0
    visit = school.room.sign_in()
    visit.check_in("ad" * 16, 4, talk=True)
    visit.end()
    school.send()
    (line,) = school.desk.unlock("Miss Evans").inbox().lines
    assert (line.level, line.summary) == ("amber", "Wants to talk to an adult.")
    assert school.desk.unlock(OKAFOR).inbox().total == 0


def test_somebody_in_danger_is_red_at_once_and_the_concern_joins_that_case(school: Office) -> None:
    from tests.classroom import draft

    made = draft("He has a knife.", danger=Danger.YES)
    visit = school.room.sign_in()
    visit.concerns.danger_now(made)
    school.send()
    lead = school.desk.unlock()
    (line,) = lead.inbox().lines
    assert (line.id, line.level, line.kind) == (made.id, "red", "somebody is in danger now")
    lead.acknowledge(made.id)
    assert lead.inbox().unread == 0
    visit.concerns.send(made)
    visit.end()
    school.send()
    lead.refresh()
    (line,) = lead.inbox().lines
    assert (line.id, line.kind, line.state) == (made.id, "concern", CaseState.NEW)
    assert lead.case(made.id).words == "He has a knife."
    assert [one.act for one in lead.case(made.id).additions] == ["Somebody is in danger now."]


def test_a_level_holds_for_what_was_weighed_and_not_for_what_came_later(school: Office) -> None:
    report = school.report("Something at home.", hurt="me")
    lead = school.desk.unlock()
    assert lead.inbox().lines[0].level == "amber"
    lead.acknowledge(report)
    lead.set_level(report, "grey", "it was a joke")
    assert lead.inbox().lines[0].level == "grey"
    school.report("He hit me again.", about_report=report, danger=Danger.NOT_SURE)
    lead.refresh()
    (line,) = lead.inbox().lines
    assert (line.level, line.state) == ("amber", CaseState.NEW)
    assert [one.act for one in lead.case(report).additions] == ["He hit me again."]


def test_a_closed_case_comes_back_when_the_mentor_adds_to_it(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.close(report, "Nothing more needed", "settled")
    school.report("It happened again.", about_report=report)
    lead.refresh()
    assert [(line.id, line.state) for line in lead.inbox().lines] == [(report, CaseState.NEW)]


def test_without_a_sign_in_no_reply_is_possible_and_acknowledging_still_counts(school: Office) -> None:
    concerns = school.room.notebook.without_name()
    from tests.classroom import draft

    made = draft("Somebody follows me.", hurt="me")
    concerns.send(made)
    school.room.notebook.end_without_name()
    school.send()
    lead = school.desk.unlock()
    assert lead.inbox().lines[0].author == "not signed in"
    assert not lead.can_reply(made.id)
    with pytest.raises(KioskError, match="No reply is possible"):
        lead.reply(made.id, "read", {})
    lead.acknowledge(made.id)
    assert lead.inbox().unread == 0
    assert school.report() and lead.refresh() == 1


def test_a_pupil_who_asks_to_be_found_is_amber_with_name_and_place(school: Office) -> None:
    adult = school.room.kiosk.school.holders("safeguarding")[0].person
    school.room.notebook.find_me("Dai", "by the library", adult)
    school.room.notebook.end_without_name()
    school.send()
    lead = school.desk.unlock()
    (line,) = lead.inbox().lines
    assert (line.level, line.author, line.kind) == ("amber", "Dai (not signed in)", "asks for an adult")
    answers = {one.question: one.answer for one in lead.case(line.id).answers}
    assert answers == {"First name": "Dai", "Where": "by the library", "Which adult should come?": PRICE}
    assert lead.search("library").total == 1


def test_a_reason_is_needed_and_a_note_has_an_end(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    for act in (
        lambda: lead.note(report, "x", " "),
        lambda: lead.set_level(report, "grey", ""),
        lambda: lead.close(report, "done", ""),
        lambda: lead.reopen(report, ""),
    ):
        with pytest.raises(KioskError, match="reason"):
            act()
    with pytest.raises(TooLong, match="still here"):
        lead.note(report, "x" * 20_000, "because")
    with pytest.raises(KioskError, match="red, amber"):
        lead.set_level(report, "purple", "because")
    with pytest.raises(KioskError, match="among the school's"):
        lead.reply(report, "no such", {})
    with pytest.raises(KioskError, match="blank"):
        lead.reply(report, "come", {"room": "R12", "time": " "})
    with pytest.raises(KioskError, match="not in your casebook"):
        lead.case("00" * 16)
    assert lead.case(report).timeline[0].act == "opened the report"
    assert len(lead.case(report).timeline) == 1


def test_a_locked_desk_answers_nothing_and_locking_twice_is_once(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.lock()
    before = school.desk.sizes(2)
    lead.lock()
    assert school.desk.sizes(2) == before
    for ask in (lead.inbox, lead.refresh, lead.completeness, lead.fingerprint, lambda: lead.case(report)):
        with pytest.raises(KioskError, match="locked"):
            ask()


def test_many_threads_at_once_are_answered_one_after_another(school: Office) -> None:
    reports = [school.report(f"Report number {number}") for number in range(3)]
    lead = school.desk.unlock()
    troubles: list[BaseException] = []

    def work(report: str) -> None:
        try:
            lead.case(report)
            lead.acknowledge(report)
            lead.refresh()
            lead.search("report")
            lead.inbox()
            lead.note(report, "seen", "told")
        except BaseException as error:  # noqa: BLE001  # a thread has nobody to raise to
            troubles.append(error)

    threads = [threading.Thread(target=work, args=(report,)) for report in reports * 2]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert troubles == []
    assert lead.inbox().unread == 0
    assert all(len(lead.case(report).timeline) == 4 for report in reports)
