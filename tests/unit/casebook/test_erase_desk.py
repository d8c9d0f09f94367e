"""Two people erase at an unlocked desk: side by side, or one after the other at their own desks."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest

from store.casebook.desk.casework import DeskCasework
from store.casebook.erasing.erase_pages import EraseState
from store.casebook.erasing.erase_wanted import CASE, LOGS, SLOTS, Wanted
from store.casebook.records import kinds
from store.errors import KioskError, SealingError, WrongPassphrase
from store.scheme.erase import sign_half
from store.sealing.key_file import role_identity, staff_signing_key
from store.sealing.sealed import open_sealed
from tests.founded_school import ROLE_SEEDS, ROOT, STAFF, seeded
from tests.unit.casebook.office import EVANS, KHAN, OKAFOR, OWEN, PRICE, WORDS, Office

CANARY = "zylophone"
HEAD, LEAD, CHAIR = STAFF[2].person, STAFF[0].person, STAFF[3].person
TYPED = {"class": "pupil case, its time is over", "reason": "25 years old", "mine": WORDS, "second": HEAD}


def closed(casework: DeskCasework, report: str) -> Wanted:
    casework.case(report)
    casework.acknowledge(report)
    casework.close(report, "dealt with", "the family is helped")
    return Wanted(CASE, report)


def test_a_case_is_erased_with_the_head_beside_and_the_page_says_by_whom_and_of_which_class(school: Office) -> None:
    gone = school.report(f"{CANARY} one")
    lead = school.desk.unlock()
    wanted = closed(lead, gone)
    with pytest.raises(WrongPassphrase):
        lead.erase(wanted, TYPED | {"theirs": "not these words"})
    with pytest.raises(KioskError, match="head or chair"):
        lead.erase(wanted, TYPED | {"theirs": WORDS, "second": STAFF[1].person})
    assert lead.search(CANARY).total == 1
    # The report, the batch with what was done on it.
    assert "Erased: 2 items." in lead.erase(wanted, TYPED | {"theirs": WORDS})
    assert lead.search(CANARY).total == 0
    (line,) = lead.erasures().lines
    assert (line.state, line.by, line.second, line.class_) == (EraseState.ERASED, PRICE, OKAFOR, TYPED["class"])
    assert lead.completeness().unreadable == 0
    lead.lock()
    school.desk.exchange()
    assert [one.state for one in school.other_desk.unlock(OKAFOR).erasures().lines] == [EraseState.ERASED]


def test_the_head_signs_later_at_their_own_desk_what_the_lead_asked(school: Office) -> None:
    gone = school.report(f"{CANARY} one")
    lead = school.desk.unlock()
    assert "Nothing is erased yet." in lead.erase(closed(lead, gone), TYPED)
    assert [one.state for one in lead.erasures().lines] == [EraseState.WAITS]
    assert lead.search(CANARY).total == 1
    assert "never came" not in lead.completeness().sentence
    school.desk.exchange()
    head = school.other_desk.unlock(OKAFOR)
    page = head.erasures()
    assert (page.asked, page.lines[0].by, page.lines[0].reason) == (1, PRICE, TYPED["reason"])
    assert CANARY not in repr(page)
    with pytest.raises(WrongPassphrase):
        head.sign_erasure(page.lines[0].id, "wrong words")
    assert "Erased: 2 items." in head.sign_erasure(page.lines[0].id, WORDS)
    with pytest.raises(KioskError, match="any more"):
        head.sign_erasure(page.lines[0].id, WORDS)
    school.other_desk.exchange()
    lead.refresh()
    assert lead.search(CANARY).total == 0
    assert [one.state for one in lead.erasures().lines] == [EraseState.ERASED]
    assert "never came" not in lead.completeness().sentence


@pytest.mark.parametrize("what", ["a slot", "a case of the head's"])
def test_nobody_gets_a_signature_for_what_they_do_not_read_under_the_name_of_something_else(
    school: Office, what: str
) -> None:
    report = school.report(f"{CANARY} staff", adult="yes") if what == "a slot" else school.report("Mine")
    lead = school.desk.unlock()
    if what != "a slot":
        lead.act(report, kinds.RECUSE, {"head": "no", "reason": "my nephew"})
    school.desk.exchange()
    with school.room.store.database.read() as connection:
        entries = school.room.store.feeds.entries(connection, limit=1000)
    head = school.other_desk.unlock(OKAFOR)
    book = head._open.casebooks["head"]
    wanted = [one.hash for one in entries if (one.slot if what == "a slot" else book.holds_any([one.hash]))]
    half = sign_half(ROOT.id, wanted, "pupil case", staff_signing_key(seeded(40)))
    said = {"what": "MAPLE RIVER 17", "class": "x", "reason": "y", "second": HEAD, "half": half.hex(), "part": 1}
    with lead._shelf() as shelf:
        lead._erasing(shelf).acts.put("ab" * 16, said, ("head",))
    school.desk.exchange()
    head.refresh()
    (line,) = head.erasures().lines
    assert (line.count, line.class_) == (len(wanted), "pupil case")
    with pytest.raises(KioskError, match="Do not sign it"):
        head.sign_erasure(line.id, WORDS)
    assert head.inbox().total == 1


@pytest.mark.parametrize("how", ["hold", "withdrawn", "refused"])
def test_what_is_held_withdrawn_or_refused_is_not_erased(school: Office, how: str) -> None:
    report = school.report(f"{CANARY} one")
    lead = school.desk.unlock()
    lead.erase(closed(lead, report), TYPED)
    school.desk.exchange()
    (line,) = lead.erasures().lines
    head = school.other_desk.unlock(OKAFOR)
    if how == "hold":
        lead.act(report, kinds.HOLD, {"hold": "on", "reason": "an inquiry"})
        with pytest.raises(KioskError, match="legal hold"):
            lead.erase(Wanted(CASE, report), TYPED | {"theirs": WORDS})
    elif how == "withdrawn":
        lead.answer_erasure(line.id, "A mistake")
    else:
        head.answer_erasure(line.id, "Keep it: her sister is here")
        school.other_desk.exchange()
        lead.refresh()
    school.desk.exchange()
    with pytest.raises(KioskError, match="any more"):
        head.sign_erasure(line.id, WORDS)
    assert lead.search(CANARY).total == 1
    assert [one.state for one in lead.erasures().lines] == [how if how == "refused" else "withdrawn"]


def test_a_case_that_an_adult_entered_is_erased_alone_and_what_stood_beside_it_stays(school: Office) -> None:
    other = school.report("He pushed him.")
    lead = school.desk.unlock()
    entered = lead.enter({"words": f"{CANARY} told me", "level": "blue", "adult": "no"})
    beside = lead.enter({"words": "Another pupil", "level": "blue", "adult": "no"})
    lead.acknowledge(other)
    lead.note(other, "Rang home.", "to tell them")
    lead.close(entered, "dealt with", "settled")
    lead.lock()
    lead = school.desk.unlock()
    assert "Erased: 1 item." in lead.erase(Wanted(CASE, entered), TYPED | {"theirs": WORDS})
    for path in (False, True):
        assert lead.search(CANARY).total == 0
        assert {line.id for line in lead.inbox().lines} == {other, beside}
        assert "Rang home." in [one.act for one in lead.case(other).timeline]
        if not path:
            lead.lock()
            for file in school.desk.casebook_files():
                file.unlink()
            lead = school.desk.unlock()
    with school.room.desk.database.read() as connection:
        bodies = [one.body for one in school.room.desk.feeds.entries(connection, limit=1000) if one.lane == 2]
    assert bodies.count(None) == 1


def opens_anywhere(school: Office, words: str) -> bool:
    """Return whether some device has a body that some role's key opens to these words."""
    keys = [role_identity(seed) for seed in ROLE_SEEDS.values()]
    for one in (school.room.desk, school.others, school.room.store):
        with one.database.read() as connection:
            entries = one.feeds.entries(connection, lanes=(0, 2), limit=1000)
        for body in (entry.body for entry in entries if entry.body is not None):
            with contextlib.suppress(SealingError):
                if words.encode() in open_sealed(body, keys):
                    return True
    return False


def test_what_adults_did_on_an_erased_case_goes_with_it_and_what_stood_beside_it_stays(school: Office) -> None:
    gone, kept = school.report("He was hit."), school.report("He pushed him.")
    lead = school.desk.unlock()
    for case_id in (gone, kept):
        lead.acknowledge(case_id)
    lead.note(gone, f"{CANARY} rang home.", "to tell them")
    lead.note(kept, "Rang the school.", "to ask")
    lead.lock()
    school.desk.exchange()
    deputy = school.other_desk.unlock(KHAN)
    deputy.note(gone, f"{CANARY} came in.", "to talk")
    deputy.note(kept, "Saw him.", "to see")
    deputy.lock()
    school.other_desk.exchange()
    lead = school.desk.unlock()
    wanted = closed(lead, gone)
    before = {one.act for one in lead.case(kept).timeline}
    assert opens_anywhere(school, CANARY)
    lead.erase(wanted, TYPED | {"theirs": WORDS})
    lead.lock()
    for _ in range(2):
        school.desk.exchange()
        school.other_desk.exchange()
    for name, desk in ((KHAN, school.other_desk), (PRICE, school.desk)):
        reader = desk.unlock(name)
        assert [line.id for line in reader.inbox().lines] == [kept]
        assert before <= {one.act for one in reader.case(kept).timeline}
        assert "never came" not in reader.completeness().sentence
        assert reader.completeness().unreadable == 0
        reader.lock()
    school.room.store.hear(school.room.desk)
    assert not opens_anywhere(school, CANARY)
    assert opens_anywhere(school, "Rang the school.")


def test_session_logs_of_an_ended_school_year_go_and_neither_role_tells_a_gap(school: Office) -> None:
    for number in (1, 2):
        visit = school.room.sign_in()
        visit.check_in(f"{number:02x}" * 16, 3, talk=False)
        visit.end()
    school.send()
    kept = school.report("He pushed him.")
    lead = school.desk.unlock()
    with pytest.raises(KioskError, match="has not ended"):
        lead.erase(Wanted(LOGS, year=2026), TYPED | {"theirs": WORDS})
    school.clock.advance(timedelta(days=365).total_seconds())
    visit = school.room.sign_in()
    visit.check_in("03" * 16, 3, talk=False)
    visit.end()
    school.send()
    lead.refresh()
    assert "Erased: 2 items." in lead.erase(Wanted(LOGS, year=2026), TYPED | {"theirs": WORDS})
    assert "never came" not in lead.completeness().sentence
    assert [line.id for line in lead.inbox().lines] == [kept]
    lead.lock()
    school.desk.exchange()
    coordinator = school.other_desk.unlock(EVANS)
    assert "never came" not in coordinator.completeness().sentence
    coordinator.lock()
    assert school.other_desk.unlock(KHAN).inbox().total == 1


def test_slots_go_by_whole_years_with_head_and_chair_at_one_desk(school: Office) -> None:
    report = school.report(f"{CANARY} staff", adult="yes")
    head = school.desk.unlock(OKAFOR)
    closed(head, report)
    with pytest.raises(KioskError, match="whole school years"):
        head.erase(Wanted(CASE, report), TYPED | {"second": CHAIR, "theirs": WORDS})
    school.clock.advance(timedelta(days=365).total_seconds())
    wanted = Wanted(SLOTS, year=2026, kiosk="Library")
    with pytest.raises(KioskError, match="by head and chair"):
        head.erase(wanted, TYPED | {"second": LEAD})
    assert "Erased: 4 items." in head.erase(wanted, TYPED | {"second": CHAIR, "theirs": WORDS})
    assert head.search(CANARY).total == 0
    head.lock()
    chair = school.desk.unlock(OWEN)
    assert "never came" not in chair.completeness().sentence
    assert [one.what for one in chair.erasures().lines] == ["slots of Library, 2026/27"]


def test_head_and_chair_erase_slots_one_after_the_other_each_at_their_own_desk(school: Office) -> None:
    report = school.report(f"{CANARY} staff", adult="yes")
    about_head = school.report("About the head", adult="head")
    head = school.desk.unlock(OKAFOR)
    closed(head, report)
    head.lock()
    chair = school.other_desk.unlock(OWEN)
    chair.acknowledge(about_head)
    chair.lock()
    school.other_desk.exchange()
    school.clock.advance(timedelta(days=365).total_seconds())
    head = school.desk.unlock(OKAFOR)
    wanted = Wanted(SLOTS, year=2026, kiosk="Library")
    assert "Nothing is erased yet." in head.erase(wanted, TYPED | {"second": CHAIR})
    assert head.search(CANARY).total == 1
    head.lock()
    school.desk.exchange()
    chair = school.other_desk.unlock(OWEN)
    (line,) = chair.erasures().lines
    assert (line.what, line.count, line.is_asked) == ("slots of Library, 2026/27", 6, True)
    # The chair's own case of that year is still open.
    with pytest.raises(KioskError, match="still open"):
        chair.sign_erasure(line.id, WORDS)
    closed(chair, about_head)
    assert "Erased: 6 items." in chair.sign_erasure(line.id, WORDS)
    chair.lock()
    for _ in range(2):
        school.other_desk.exchange()
        school.desk.exchange()
    for desk, name in ((school.desk, OKAFOR), (school.other_desk, OWEN)):
        reader = desk.unlock(name)
        assert (reader.search(CANARY).total, reader.inbox(closed=True).total) == (0, 0)
        assert "never came" not in reader.completeness().sentence
        assert [one.state for one in reader.erasures().lines] == [EraseState.ERASED]
        reader.lock()
    school.room.store.hear(school.others)
    assert not opens_anywhere(school, CANARY)


def test_slots_that_only_one_of_the_two_desks_has_are_not_signed_for(school: Office) -> None:
    school.report("Mr Smith shouted.", adult="no")
    school.clock.advance(timedelta(days=365).total_seconds())
    head = school.desk.unlock(OKAFOR)
    head.erase(Wanted(SLOTS, year=2026, kiosk="Library"), TYPED | {"second": CHAIR})
    head.lock()
    school.desk.exchange()
    # A pair of that year that the head's desk did not have comes late.
    school.clock.advance(-timedelta(days=364).total_seconds())
    visit = school.room.sign_in()
    visit.end()
    school.send()
    school.clock.advance(timedelta(days=364).total_seconds())
    school.other_desk.exchange()
    chair = school.other_desk.unlock(OWEN)
    (line,) = chair.erasures().lines
    with pytest.raises(KioskError, match="do not hold the same slots"):
        chair.sign_erasure(line.id, WORDS)
