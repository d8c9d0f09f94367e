"""What the casebook makes of everything that a feed may hold."""

from __future__ import annotations

from itertools import count

import pytest

from store.casebook.case import case_paper
from store.casebook.case.facts import CaseState
from store.casebook.records import kinds
from store.casebook.records.opened_record import digest_of
from store.casebook.role import projection
from store.casebook.rows import record_rows
from store.feeds.entry import LANE_CASEWORK
from store.notebook.common.facts import Danger, SessionForm
from store.records import Batch, new_id, to_json
from tests.classroom import draft
from tests.unit.casebook.office import OKAFOR, OWEN, Office, picture

SERIES = "5e" * 16


def test_an_unfinished_report_stands_alone_until_its_concern_comes_then_below_it(school: Office) -> None:
    made = draft("He said pay")
    visit = school.room.sign_in()
    visit.concerns.save(made)
    school.room.cut_power()
    school.send()
    lead = school.desk.unlock()
    (line,) = lead.inbox().lines
    assert (line.id, line.kind, line.level) == (made.id, "unfinished report", "amber")
    assert lead.case(made.id).words == "He said pay"
    visit = school.room.sign_in()
    visit.concerns.send(draft("He said pay me or I post it.", id=made.id))
    visit.end()
    school.send()
    lead.refresh()
    (line,) = lead.inbox().lines
    case = lead.case(made.id)
    assert (line.kind, case.words) == ("concern", "He said pay me or I post it.")
    assert [one.act for one in case.unfinished] == ["He said pay"]
    assert case.warnings == ()


def test_a_removed_report_leaves_a_case_without_words(school: Office) -> None:
    made = draft("I wrote too much")
    visit = school.room.sign_in()
    visit.concerns.save(made)
    visit.concerns.remove(made, everyone_safe=False)
    visit.end()
    school.send()
    lead = school.desk.unlock()
    (line,) = lead.inbox().lines
    assert (line.kind, line.level, line.id) == ("removed by its author", "amber", made.id)
    case = lead.case(made.id)
    assert case.words == ""
    assert case.answers[0].answer == "No, or not answered"


def test_one_record_in_two_entries_is_one_case(school: Office) -> None:
    made = school.record()
    school.put(made)
    school.put(made)
    lead = school.desk.unlock()
    assert lead.inbox().total == 1
    assert lead.case(made.id).warnings == ()


def test_one_id_with_two_bodies_is_a_conflict_and_both_are_kept(school: Office) -> None:
    made = school.record(text={"words": "The first one.", "level": "blue"})
    school.put(made)
    lead = school.desk.unlock()
    lead.acknowledge(made.id)
    school.put(made.model_copy(update={"text": {"words": "Another one.", "level": "blue"}}))
    lead.refresh()
    (line,) = lead.inbox().lines
    assert line.state == CaseState.NEW
    case = lead.case(made.id)
    assert case.warnings == (case_paper.TWO_VERSIONS,)
    assert {case.words, *(one.act for one in case.additions)} == {"The first one.", "Another one."}


def test_one_number_twice_in_a_series_is_shown_on_both(school: Office) -> None:
    twins = [school.record(nth=[SERIES, 1]) for _ in range(2)]
    for one in twins:
        school.put(one)
    other_set = school.record("session", to=["coordinator", "safeguarding", "recovery"], nth=[SERIES, 1])
    school.put(other_set)
    lead = school.desk.unlock()
    assert [lead.case(one.id).warnings for one in twins] == [(case_paper.SAME_NUMBER,)] * 2


def test_a_gap_in_a_series_is_a_missing_report_told_to_its_readers_alone(school: Office) -> None:
    for number in (1, 2, 5):
        school.put(school.record(nth=[SERIES, number]))
    lead = school.desk.unlock()
    assert "2 items for you from Library never came." in lead.completeness().sentence
    library = next(one for one in lead.completeness().feeds if one.device == "Library")
    assert library.problem == "2 items for you never came."
    lead.lock()
    for other in (OKAFOR, OWEN, "Miss Evans"):
        assert "never came" not in school.desk.unlock(other).completeness().sentence
    school.put(school.record(nth=[SERIES, 3]))
    school.put(school.record(nth=[SERIES, 4]))
    assert "never came" not in school.desk.unlock().completeness().sentence


def test_what_a_newer_version_wrote_is_kept_and_shown_as_such(school: Office) -> None:
    later = school.record("drawing", text={"what": "a map", "words": "See the map."})
    known = school.record(v=7)
    school.put(later)
    school.put(known, alarm=1)
    lead = school.desk.unlock()
    lines = {line.id: line for line in lead.inbox().lines}
    assert lines[later.id].kind == lines[known.id].kind == "written by a newer version"
    assert lines[known.id].level == "amber"
    case = lead.case(later.id)
    assert case.words == "See the map."
    assert [(one.question, one.answer) for one in case.answers] == [("what", "a map")]
    assert case_paper.NEWER in case.warnings


def test_what_was_newer_is_known_once_the_program_is_updated(school: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = school.record("drawing", text={"what": "a map"})
    poem = school.record("poem", text={"words": "Roses"})
    for one in (drawing, poem, school.record()):
        school.put(one)
    lead = school.desk.unlock()
    assert len(lead.inbox().lines) == 3
    lead.lock()
    monkeypatch.setattr(projection, "PROGRAM", "0.3.0")
    monkeypatch.setattr(kinds, "LOGS", kinds.LOGS | {"drawing"})
    monkeypatch.setattr(kinds, "REPORTS", kinds.REPORTS | {"poem"})
    for _ in range(2):
        lead = school.desk.unlock()
        assert {line.id: line.kind for line in lead.inbox().lines if line.id == poem.id}
        assert drawing.id not in {line.id for line in lead.inbox().lines}
        assert case_paper.NEWER not in lead.case(poem.id).warnings
        lead.lock()


def test_an_act_in_a_kiosks_lane_counts_for_nothing(school: Office) -> None:
    made = school.record()
    school.put(made)
    school.put(school.record("read", about=made.id, text={"reports": ["00" * 32]}))
    lead = school.desk.unlock()
    assert lead.inbox().unread == 1
    assert lead.case(made.id).warnings == (case_paper.APART_TOO,)


def test_casework_that_a_kiosk_wrote_is_not_believed(school: Office) -> None:
    made = school.record()
    school.put(made)
    lead = school.desk.unlock()
    lead.acknowledge(made.id)
    lead.lock()
    forged = [school.record(kind, about=made.id, text={"reason": "x", "outcome": "y"}) for kind in ("close", "note")]
    body = school.room.sealer.seal(
        to_json(Batch(role="safeguarding", records=forged)), school.room.desk.school.recipients(["safeguarding"])
    )
    school.put_body(body, lane=LANE_CASEWORK)
    lead = school.desk.unlock()
    assert [line.state for line in lead.inbox().lines] == [CaseState.READ]
    assert lead.completeness().quarantined == 1
    assert case_paper.APART_TOO in lead.case(made.id).warnings


def test_a_report_from_a_strange_computer_is_opened_apart_until_it_is_admitted(school: Office) -> None:
    stranger = school.stranger()
    made = school.record(device=stranger.key.id.hex(), text={"words": "I am new here.", "level": "red"})
    school.put(made, at=stranger, alarm=2)
    lead = school.desk.unlock()
    assert lead.inbox().total == 0
    assert lead.search("new here").total == 0
    (kept,) = lead.apart()
    assert (kept.words, kept.line.level) == ("I am new here.", "red")
    assert kept.warnings[0] == case_paper.APART
    assert lead.completeness().quarantined == 1
    assert "1 item from a computer that the school has not admitted" in lead.completeness().sentence
    school.admit(stranger, "Playground")
    lead.refresh()
    assert [line.id for line in lead.inbox().lines] == [made.id]
    assert lead.apart() == ()
    assert lead.completeness().quarantined == 0


def test_a_report_that_tells_of_another_computer_is_shown_with_a_warning(school: Office) -> None:
    made = school.record(device="ab" * 16)
    school.put(made)
    lead = school.desk.unlock()
    assert lead.case(made.id).warnings == (case_paper.MISMATCH,)


def test_an_entry_outside_the_slots_that_does_not_open_is_an_alarm(school: Office) -> None:
    head_only = school.record(route="head")
    school.put(head_only)
    school.put_body(b"not an age file at all")
    lead = school.desk.unlock()
    told = lead.completeness()
    assert told.unreadable == 2
    assert "2 items should open with your key and did not. Please tell IT today." in told.sentence
    lead.lock()
    head = school.desk.unlock(OKAFOR)
    assert head.completeness().unreadable == 0


def test_slots_of_a_good_kiosk_are_no_alarm_for_anybody(school: Office) -> None:
    school.report("Mr Smith shouted.", adult="yes")
    school.report("The head knows.", adult="head")
    school.report()
    for name in ("Mrs Price", OKAFOR, OWEN, "Miss Evans"):
        casework = school.desk.unlock(name)
        assert casework.completeness().unreadable == 0
        casework.lock()


@pytest.mark.parametrize("routes", [("head", "head"), ("chair", "chair")])
def test_a_slot_pair_that_one_role_opens_twice_is_an_alarm_for_both(school: Office, routes: tuple[str, str]) -> None:
    for route in routes:
        school.put(school.record("cover", route=route, text={}), slot=True)
    for name in (OKAFOR, OWEN):
        casework = school.desk.unlock(name)
        assert casework.completeness().unreadable == 1
        casework.lock()
    assert school.desk.unlock().completeness().unreadable == 0


def test_records_without_a_date_or_with_a_silly_one_are_shown_all_the_same(school: Office) -> None:
    dates = ["", "yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-11-24T09:00:00"]
    for at in dates:
        school.put(school.record(created=at))
    lead = school.desk.unlock()
    assert lead.inbox().total == len(dates)
    late = [line for line in lead.inbox().lines if line.created.year == 9999]
    assert case_paper.WRONG_CLOCK in lead.case(late[0].id).warnings


def test_records_that_are_about_one_another_in_a_ring_are_one_case(school: Office) -> None:
    first, second = new_id(), new_id()
    school.put(school.record(id=first, about=second))
    school.put(school.record(id=second, about=first))
    lead = school.desk.unlock()
    assert [line.id for line in lead.inbox().lines] == [min(first, second)]


def test_a_chain_of_additions_is_one_case_whatever_comes_first(school: Office) -> None:
    ids = [new_id() for _ in range(4)]
    for place in (3, 1, 2, 0):
        about = ids[place - 1] if place else None
        school.put(school.record(id=ids[place], about=about, text={"words": f"Part {place}", "level": "blue"}))
        lead = school.desk.unlock()
        lead.lock()
    lead = school.desk.unlock()
    (line,) = lead.inbox().lines
    case = lead.case(ids[0])
    assert (line.id, case.words) == (ids[0], "Part 0")
    assert sorted(one.act for one in case.additions) == ["Part 1", "Part 2", "Part 3"]


def test_text_that_is_not_text_breaks_nothing(school: Office) -> None:
    odd = {"words": ["not", "words"], "level": 5, "danger": {"x": 1}, "told": 7, "reader": [], "hurt": None}
    made = school.record(text=odd)
    find = school.record("find-me", text={"name": 3, "place": None, "adult": []})
    school.put(made)
    school.put(find)
    lead = school.desk.unlock()
    assert lead.inbox().total == 2
    assert lead.case(made.id).words == ""
    assert lead.case(find.id).line.author == "not signed in"


def test_rebuilding_gives_the_same_casebook(school: Office) -> None:
    report = school.report("He said pay me.", hurt="me")
    school.report("Mr Smith shouted.", adult="yes")
    school.report("It was on the bus.", about_report=report)
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.note(report, "Rang her mother.", "to tell her")
    lead.lock()
    lead = school.desk.unlock()
    before = picture(lead)
    lead.lock()
    for path in school.desk.casebook_files():
        path.unlink()
    assert picture(school.desk.unlock()) == before


def test_a_case_that_loses_a_report_to_another_counts_as_read_again_at_once(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.refresh()
    inside = school.record(text={"words": "On the bus.", "level": "grey"}, about=report)
    # Of two records with one id, the one with the least digest says what both are about.
    others = (inside.model_copy(update={"text": {"words": f"{n}", "level": "grey"}, "about": None}) for n in count())
    alone = next(one for one in others if digest_of(one) < digest_of(inside))
    school.put(inside)
    lead.refresh()
    assert (lead.inbox().total, lead.inbox().unread) == (1, 1)
    school.put(alone)
    lead.refresh()
    page = lead.inbox()
    assert {line.id: line.state is CaseState.NEW for line in page.lines} == {alone.id: True, report: False}
    assert (page.total, page.unread) == (2, 1)


def test_a_person_outside_the_list_of_staff_is_named_by_what_the_act_says(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.note(report, "Rang home.", "to ask")
    lead.lock()
    school.dismiss("Mrs Price")
    lead = school.desk.unlock("Mr Khan")
    assert "Mrs Price" in {one.by for one in lead.case(report).timeline}


def test_what_a_mentor_adds_to_a_session_stands_with_it_and_never_in_the_inbox(school: Office) -> None:
    session, addition = new_id(), new_id()
    visit = school.room.sign_in()
    visit.log_session(session, SessionForm("Sam", "privacy", 20, Danger.NO))
    visit.forms.add_to_session(addition, session, "It was 30 minutes.")
    visit.end()
    school.send()
    lead = school.desk.unlock()
    assert lead.inbox().lines == ()
    shelf = lead._open
    assert shelf is not None
    with shelf.casebooks["safeguarding"]._file.read() as casebook:
        together = record_rows.of_cases(casebook, [session])[session]
    said = {one.id: one.said for one in together}
    assert (said[session]["minutes"], said[addition]) == (20, {"words": "It was 30 minutes."})
