"""Two people erase a case: its words are gone from every casebook, and nobody is told of a gap."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store.casebook.acts.acting import Actor
from store.casebook.desk.casework import DeskCasework
from store.casebook.desk.duties import Duties
from store.casebook.erasing.erasing import Erasing, Erasure
from store.casebook.rows import index
from store.errors import BadSignature, KioskError
from store.feeds.entry import LANE_RECORDS
from store.notebook.common.facts import Danger
from store.scheme.notices import KIND_ERASE, items_of
from store.sealing.key_file import staff_signing_key
from store.words import report_code
from tests.founded_school import KIOSK, STAFF, seeded
from tests.unit.casebook.office import OKAFOR, OWEN, PRICE, WORDS, Office, office

PRICE_KEY, KHAN_KEY, OKAFOR_KEY, OWEN_KEY, _ = (staff_signing_key(seeded(40 + number)) for number in range(5))
CANARY = "zylophone"


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path) as made:
        yield made


def erasing(school: Office, *caseworks: DeskCasework) -> Erasing:
    """Return the service over the casebooks that these people have open at the desk."""
    casebooks = {role: book for one in caseworks for role, book in one._open.casebooks.items()}
    actor = Actor(school.room.desk.school.id.hex(), school.room.desk.key.id.hex(), STAFF[0].person, STAFF[0].name)
    return Erasing(caseworks[0]._desk.outgoing, casebooks, actor, school.clock, (PRICE_KEY, OKAFOR_KEY))


def closed(casework: DeskCasework, report: str) -> str:
    casework.case(report)
    casework.acknowledge(report)
    casework.close(report, "dealt with", "the family is helped")
    return report


def erase_case(school: Office, casework: DeskCasework, report: str) -> Erasure:
    service = erasing(school, casework)
    erasure = service.of_case(report, "kept for its time")
    replace(service, signers=(PRICE_KEY, OKAFOR_KEY)).erase(erasure)
    return erasure


def test_an_erased_case_is_gone_from_inbox_and_search(school: Office) -> None:
    gone, stays = school.report(f"{CANARY} one"), school.report("He pushed him.")
    casework = school.desk.unlock()
    closed(casework, gone)
    assert casework.search(CANARY).total == 1
    erase_case(school, casework, gone)
    assert casework.search(CANARY).total == 0
    assert [line.id for line in casework.inbox().lines] == [stays]
    assert casework.inbox(closed=True).lines == ()
    with pytest.raises(KioskError):
        casework.case(gone)
    casework.lock()


def test_no_gap_is_told_of_what_has_a_tombstone_and_the_rebuilt_casebook_says_the_same(school: Office) -> None:
    reports = [school.report(f"{CANARY} {number}") for number in range(3)]
    casework = school.desk.unlock()
    closed(casework, reports[1])
    before = casework.completeness()
    erase_case(school, casework, reports[1])
    after = casework.completeness()
    shown = casework.inbox()
    casework.lock()
    assert after.sentence == before.sentence
    assert "never came" not in after.sentence
    shutil.rmtree(school.desk.folder / "casebooks")
    rebuilt = school.desk.unlock()
    assert rebuilt.completeness().sentence == after.sentence
    assert rebuilt.inbox() == shown
    assert rebuilt.search(CANARY).total == 2
    rebuilt.lock()


def test_what_was_erased_without_a_tombstone_is_told_as_a_gap(school: Office) -> None:
    reports = [school.report(f"{CANARY} {number}") for number in range(3)]
    casework = school.desk.unlock()
    closed(casework, reports[1])
    service = erasing(school, casework)
    bare = Erasing(service.outgoing, {}, service.actor, school.clock, (PRICE_KEY, OKAFOR_KEY))
    replace(bare, signers=(PRICE_KEY, OKAFOR_KEY)).erase(service.of_case(reports[1], "x"))
    casework.refresh()
    assert "1 item for you from Library never came." in casework.completeness().sentence
    casework.lock()


def test_the_other_desk_drops_the_words_with_its_next_exchange(school: Office) -> None:
    gone = school.report(f"{CANARY} one")
    other = school.other_desk.unlock()
    assert other.search(CANARY).total == 1
    casework = school.desk.unlock()
    closed(casework, gone)
    erase_case(school, casework, gone)
    casework.lock()
    school.desk.exchange()
    other.refresh()
    assert other.search(CANARY).total == 0
    assert "never came" not in other.completeness().sentence
    other.lock()


def test_the_words_are_not_left_in_the_pages_of_the_search(school: Office) -> None:
    gone = school.report(f"{CANARY} one")
    casework = school.desk.unlock()
    closed(casework, gone)
    assert CANARY.encode()[1:] in searched(casework)
    erase_case(school, casework, gone)
    assert CANARY.encode()[1:] not in searched(casework)
    casework.lock()


def searched(casework: DeskCasework) -> bytes:
    with casework._open.casebooks["safeguarding"]._file.read() as connection:
        blocks = connection.exec_driver_sql("SELECT block FROM words_data").scalars().all()
    return b"".join(map(bytes, blocks))


def test_a_case_that_is_open_or_unread_is_not_erased(school: Office) -> None:
    report = school.report()
    casework = school.desk.unlock()
    with pytest.raises(KioskError, match="not acknowledged"):
        erasing(school, casework).of_case(report, "x")
    casework.case(report)
    casework.acknowledge(report)
    with pytest.raises(KioskError, match="not closed"):
        erasing(school, casework).of_case(report, "x")
    casework.lock()


def test_two_people_without_head_or_chair_erase_nothing_and_leave_no_tombstone(school: Office) -> None:
    report = school.report(f"{CANARY} one")
    casework = school.desk.unlock()
    closed(casework, report)
    service = erasing(school, casework)
    erasure = service.of_case(report, "x")
    waiting = len(service.casebooks["safeguarding"].waiting())
    with pytest.raises(BadSignature):
        replace(service, signers=(PRICE_KEY, KHAN_KEY)).erase(erasure)
    assert len(service.casebooks["safeguarding"].waiting()) == waiting
    assert casework.search(CANARY).total == 1
    casework.lock()


def test_the_tombstones_go_out_before_the_notice(school: Office) -> None:
    report = school.report()
    casework = school.desk.unlock()
    closed(casework, report)
    erase_case(school, casework, report)
    notice = next(
        one.arrival for one in school.desk.entries(1) if any(kind == KIND_ERASE for kind, _ in items_of(one.body))
    )
    assert all(one.arrival < notice for one in school.desk.entries(2))
    assert not erasing(school, casework).casebooks["safeguarding"].waiting()
    casework.lock()


def test_an_alarm_that_was_met_stays_met_when_its_report_is_erased(school: Office) -> None:
    report = school.report(danger=Danger.YES)
    casework = school.desk.unlock()
    closed(casework, report)
    met = casework._open.casebooks["safeguarding"].met()
    assert met
    erase_case(school, casework, report)
    assert casework._open.casebooks["safeguarding"].met() == met
    casework.lock()
    desk = school.room.desk
    afresh = Duties(school.room.folder / "nothing known yet", desk.feeds, desk.school)
    with desk.database.read() as connection:
        assert afresh.rings(connection) is False


def test_a_report_about_staff_is_erased_with_every_slot_of_its_school_year(school: Office) -> None:
    report = school.report(f"{CANARY} staff", adult="yes")
    school.room.sign_in().end()
    school.send()
    head, chair = school.desk.unlock(OKAFOR), school.desk.unlock(OWEN)
    closed(head, report)
    service = erasing(school, head, chair)
    with pytest.raises(KioskError, match="whole school years"):
        service.of_case(report, "x")
    year = datetime(2026, 9, 1, tzinfo=UTC)
    assert service.of_year(KIOSK.id, year.replace(year=2027), year.replace(year=2028), "x").entries == ()
    erasure = service.of_year(KIOSK.id, year, year + timedelta(days=365), "kept for its time")
    slots = [one.hash for one in school.room.entries() if one.slot]
    assert set(erasure.entries) == set(slots)
    replace(service, signers=(OKAFOR_KEY, OWEN_KEY)).erase(erasure)
    assert head.search(CANARY).total == 0
    for casework in (head, chair):
        assert "never came" not in casework.completeness().sentence
        assert casework.completeness().unreadable == 0
        casework.lock()
    with school.room.desk.database.read() as connection:
        here = school.room.desk.feeds.entries(connection, lanes=(LANE_RECORDS,), limit=1000)
    assert {one.hash for one in here if one.body is None} == set(slots)


def test_two_people_open_their_keys_at_the_desk_and_erase(school: Office) -> None:
    report = school.report(f"{CANARY} one")
    casework = school.desk.unlock()
    closed(casework, report)
    casework.lock()
    service = school.desk.unlocking.unlock_to_erase((PRICE, WORDS), (OKAFOR, WORDS))
    assert service.cases() == {report_code(report): report}
    assert service.erase(service.of_case(report, "kept for its time")) > 0
    service.close()
    afterwards = school.desk.unlock()
    assert afterwards.search(CANARY).total == 0
    assert afterwards.inbox(closed=True).lines == ()
    afterwards.lock()


def test_head_and_chair_erase_slots_together_or_not_at_all(school: Office) -> None:
    school.report()
    head = school.desk.unlock(OKAFOR)
    with pytest.raises(KioskError, match="head and chair together"):
        erasing(school, head).of_year(KIOSK.id, datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 9, 1, tzinfo=UTC), "x")
    head.lock()


def test_a_year_with_an_open_case_is_not_erased(school: Office) -> None:
    school.report(adult="yes")
    head, chair = school.desk.unlock(OKAFOR), school.desk.unlock(OWEN)
    with pytest.raises(KioskError, match="still open"):
        erasing(school, head, chair).of_year(
            KIOSK.id, datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 9, 1, tzinfo=UTC), "x"
        )
    for one in (head, chair):
        one.lock()


def test_the_search_is_rewritten_only_after_an_erasure(school: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    wiped: list[object] = []
    real = index.wipe
    monkeypatch.setattr(index, "wipe", lambda connection: (wiped.append(connection), real(connection)))
    first, _second = school.report(), school.report()
    casework = school.desk.unlock()
    closed(casework, first)
    assert wiped == []
    erase_case(school, casework, first)
    assert len(wiped) == 1
    casework.lock()
