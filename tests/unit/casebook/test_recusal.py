"""Who is too close to a case steps back: it is sealed past them, gone from their screens, whole at the head's."""

from __future__ import annotations

import json

import pytest

from store.casebook.case.facts import CaseState
from store.casebook.records import kinds
from store.errors import KioskError, NotForThisKey
from store.feeds.entry import LANE_CASEWORK
from store.notebook.common.facts import Danger
from store.scheme import founding
from store.scheme.people import StaffMember
from store.scheme.publications import Publisher
from store.scheme.publishing import publish_keys
from store.sealing.costs import FLOOR
from store.sealing.key_file import KeyFileContent, make_key_file, role_identity
from store.sealing.sealed import open_sealed
from tests.founded_school import DESK, ROLE_SEEDS, ROOT, STAFF, person, seeded
from tests.unit.casebook.office import KHAN, OKAFOR, OWEN, PRICE, WORDS, Office, picture

WHY = "He is my nephew."


def opened(school: Office, role: str) -> str:
    """Return all casework that the key of a role opens, as one text."""
    told = []
    with school.room.store.database.read() as connection:
        entries = school.room.store.feeds.entries(connection, lanes=(LANE_CASEWORK,), limit=1000)
    for entry in entries:
        try:
            told.append(json.loads(open_sealed(entry.body, [role_identity(ROLE_SEEDS[role])])))
        except NotForThisKey:
            continue
    return json.dumps(told)


def test_a_case_goes_past_whoever_steps_back_with_all_that_was_written_and_is_added(school: Office) -> None:
    report, other = school.report("He said he would hurt Kit."), school.report("Somebody else.")
    lead, deputy = school.desk.unlock(), school.other_desk.unlock(KHAN)
    lead.acknowledge(report)
    lead.note(report, "Rang home before I knew.", "to tell them")
    with pytest.raises(KioskError, match="Something is missing"):
        lead.act(report, kinds.RECUSE, {"head": "no"})
    lead.act(report, kinds.RECUSE, {"head": "no", "reason": WHY})

    # Asks the lead's casework as it is open when it is called.
    def nowhere() -> None:
        assert [line.id for line in lead.inbox().lines] == [other]
        assert (lead.inbox().total, lead.inbox().unread) == (1, 1)
        assert lead.search("hurt").total == lead.search("he").total == 0
        with pytest.raises(KioskError, match="not in your casebook"):
            lead.case(report)
        with pytest.raises(KioskError, match="not in your casebook"):
            lead.note(report, "still", "here")

    nowhere()
    lead.lock()
    school.report("And again, to Kit.", about_report=report, danger=Danger.YES)
    lead = school.desk.unlock()
    assert lead.refresh() == 0
    nowhere()
    lead.lock()
    # The deputy sees it, is told, and what they record goes to the head alone.
    deputy.refresh()
    case = deputy.case(report)
    assert case.line.state == CaseState.NEW
    assert any(f"{PRICE} stepped back from this case. It went to the head" in one for one in case.warnings)
    deputy.acknowledge(report)
    deputy.note(report, "Spoke to his aunt.", "she asked")
    assert "Spoke to his aunt." not in repr(deputy.case(report).timeline)
    deputy.lock()
    school.other_desk.unlock(KHAN).lock()
    head = school.desk.unlock(OKAFOR)
    (line,) = head.inbox().lines
    assert (line.id, line.state, line.level) == (report, CaseState.NEW, "red")
    case = head.case(report)
    assert case.words == "He said he would hurt Kit."
    assert [one.act for one in case.additions] == ["And again, to Kit."]
    told = {(one.by, one.act, one.reason) for one in case.timeline}
    assert (PRICE, "Rang home before I knew.", "to tell them") in told
    assert (PRICE, "stepped back from this case", WHY) in told
    assert (KHAN, "Spoke to his aunt.", "she asked") in told
    head.acknowledge(report)
    head.note(report, "I take over.", "as head")
    head.lock()
    school.desk.unlock(OKAFOR).lock()
    seen = {role: opened(school, role) for role in ("safeguarding", "head", "recovery")}
    for words in ("Spoke to his aunt.", WHY, "I take over."):
        assert words not in seen["safeguarding"]
        assert words in seen["head"]
        assert words in seen["recovery"]
    # Nothing is missing for the head: what was handed over bears the numbers of other readers.
    head = school.desk.unlock(OKAFOR)
    assert "never came" not in head.completeness().sentence
    assert head.completeness().quarantined == 0
    before = picture(head)
    head.lock()
    for path in school.desk.casebook_files():
        path.unlink()
    again = school.desk.unlock(OKAFOR)
    assert picture(again) == before
    again.lock()
    lead = school.desk.unlock()
    nowhere()


def test_the_chair_steps_back_for_the_second_reader_who_has_the_same_key_and_goes_on(school: Office) -> None:
    desk = school.room.desk
    reed = StaffMember(person(26).hex(), "Dr Reed", "second reader", "", ("chair",))
    keys = founding.add_staff(desk.school.keys, person(26), seeded(46), ("chair",))
    with desk.database.write() as connection:
        publish_keys(connection, desk.feeds, desk.school, ROOT, keys)
        Publisher(connection, desk.feeds, desk.school, DESK).staff([*STAFF, reed])
    content = KeyFileContent(seeded(46), {"chair": ROLE_SEEDS["chair"]})
    made = make_key_file(ROOT.id, person(26), content, WORDS, FLOOR)
    (school.other_desk.folder / "keys" / "reed.key").write_bytes(made)
    report = school.report("The head shouted.", adult="head")
    chair = school.desk.unlock(OWEN)
    chair.act(report, kinds.RECUSE, {"reason": WHY})
    assert chair.inbox().total == chair.search("shouted").total == 0
    with pytest.raises(KioskError, match="not in your casebook"):
        chair.case(report)
    chair.lock()
    school.desk.exchange()
    second = school.other_desk.unlock("Dr Reed")
    (line,) = second.inbox().lines
    case = second.case(line.id)
    assert any("They hold the same key as you" in one for one in case.warnings)
    assert WHY in [one.reason for one in case.timeline]
    second.acknowledge(report)
    second.note(report, "I take over.", "as second reader")
    second.lock()
    school.other_desk.exchange()
    assert school.desk.unlock(OWEN).inbox().total == 0


def test_where_the_head_is_involved_it_goes_to_the_chair_and_the_chair_has_nobody_above(school: Office) -> None:
    report = school.report("The head shouted at him.")
    lead = school.desk.unlock()
    entered = lead.enter({"words": "My nephew told me.", "level": "blue", "adult": "no"})
    lead.act(entered, kinds.RECUSE, {"head": "no", "reason": WHY})
    lead.act(report, kinds.RECUSE, {"head": "yes", "reason": WHY})
    lead.lock()
    head = school.desk.unlock(OKAFOR)
    # What was entered a moment before goes as well, though it had not gone out.
    assert [head.case(line.id).words for line in head.inbox().lines] == ["My nephew told me."]
    head.lock()
    chair = school.desk.unlock(OWEN)
    assert [line.id for line in chair.inbox().lines] == [report]
    with pytest.raises(KioskError, match="second reader"):
        chair.act(report, kinds.RECUSE, {"head": "no", "reason": WHY})
    chair.lock()
    assert WHY not in opened(school, "safeguarding")
    assert opened(school, "head").count(WHY) == 1
