"""Opening the desk, what the locked desk may tell, what it does with damaged files."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3
from sqlalchemy.dialects import sqlite

from store.casebook.desk.unlocking import DeskUnlocking
from store.casebook.rows.database import open_casebook
from store.errors import DamagedDatabase, DamagedKeyFile, KioskError, WrongPassphrase
from store.notebook.common.facts import Danger
from store.sealing.costs import FLOOR
from store.sealing.key_file import KeyFileContent, make_key_file
from tests.founded_school import ROLE_SEEDS, person, seeded
from tests.unit.casebook.office import EVANS, KHAN, OKAFOR, OWEN, PRICE, WORDS, Office, key_file, picture
from tests.unit.test_database import shapes

SUNDAY = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def only(school: Office, *names: str) -> DeskUnlocking:
    """Keep the key files of these people alone."""
    kept = {f"{name.split()[1].lower()}.key" for name in names}
    for path in (school.desk.folder / "keys").glob("*.key"):
        if path.name not in kept:
            path.unlink()
    school.desk.unlocking = school.desk.start()
    return school.desk.unlocking


def test_the_people_are_those_with_a_key_file_by_their_names(school: Office) -> None:
    assert school.desk.unlocking.people() == (EVANS, KHAN, OWEN, PRICE, OKAFOR)
    assert school.desk.unlocking.school() == "Ysgol y Bryn"
    only(school, KHAN)
    assert school.desk.unlocking.people() == (KHAN,)


def test_wrong_words_open_nothing_and_name_nobody(school: Office) -> None:
    for words in ("", "wrong", WORDS + " more"):
        with pytest.raises(WrongPassphrase) as told:
            school.desk.unlocking.unlock(PRICE, words)
        assert PRICE not in str(told.value)
        assert "wrong" not in str(told.value)
    assert not school.desk.casebook_files()
    assert school.desk.unlock().person == PRICE


def test_a_key_file_that_is_cut_short_says_so_when_it_is_opened(school: Office) -> None:
    path = school.desk.folder / "keys" / "price.key"
    path.write_bytes(path.read_bytes()[:100])
    assert "price" in school.desk.unlocking.people()
    with pytest.raises(DamagedKeyFile):
        school.desk.unlocking.unlock("price", WORDS)


def test_a_key_file_of_another_school_is_refused(school: Office) -> None:
    content = KeyFileContent(seeded(40), {"safeguarding": ROLE_SEEDS["safeguarding"]})
    foreign = make_key_file(bytes(16), person(21), content, WORDS, FLOOR)
    (school.desk.folder / "keys" / "price.key").write_bytes(foreign)
    with pytest.raises(DamagedKeyFile, match="another school"):
        school.desk.unlocking.unlock("price", WORDS)


def test_a_key_file_without_a_role_that_reads_opens_no_desk(school: Office) -> None:
    (school.desk.folder / "keys" / "price.key").write_bytes(key_file(0, ["recovery"]))
    with pytest.raises(KioskError, match="no role that reads"):
        school.desk.unlocking.unlock(PRICE, WORDS)


def test_two_people_of_one_name_can_both_be_chosen(school: Office) -> None:
    (school.desk.folder / "keys" / "again.key").write_bytes(key_file(0, ["safeguarding"]))
    names = [name for name in school.desk.unlocking.people() if name.startswith(PRICE)]
    assert len(names) == 2
    for name in names:
        school.desk.unlocking.unlock(name, WORDS).lock()


def test_the_fingerprint_is_the_same_five_words_each_time(school: Office) -> None:
    words = []
    for name in (PRICE, KHAN, PRICE):
        casework = school.desk.unlock(name)
        words.append(casework.fingerprint())
        casework.lock()
    assert len(set(words)) == 1
    assert len(words[0].split()) == 5


def test_the_locked_desk_calls_for_a_red_or_amber_report_until_a_person_has_read_it(school: Office) -> None:
    unlocking = only(school, PRICE, KHAN)
    assert not unlocking.something_waits()
    school.report("Sad", hurt="pupil")
    school.clock.advance(61)
    assert not unlocking.something_waits()
    report = school.report("Hurt", hurt="me")
    school.clock.advance(61)
    assert unlocking.something_waits()
    lead = school.desk.unlock()
    lead.case(report)
    lead.note(report, "Looked.", "to see")
    lead.lock()
    assert unlocking.something_waits()
    assert school.desk.start().something_waits()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.lock()
    assert not unlocking.something_waits()
    assert not school.desk.start().something_waits()


def test_an_acknowledgement_at_one_desk_quietens_the_other(school: Office) -> None:
    school.report("Hurt", hurt="me")
    for name in ("price", "okafor", "owen", "evans"):
        (school.other_desk.folder / "keys" / f"{name}.key").unlink()
    assert school.other_desk.unlocking.something_waits()
    lead = school.desk.unlock()
    lead.acknowledge(lead.inbox().lines[0].id)
    lead.lock()
    school.desk.unlock().lock()
    school.clock.advance(61)
    assert not school.other_desk.unlocking.something_waits()


def test_a_red_report_about_staff_rings_at_the_leads_desk_until_the_head_has_read_it(school: Office) -> None:
    unlocking = only(school, PRICE, OKAFOR)
    school.desk.unlock(OKAFOR).lock()
    school.report("Mr Smith has a knife.", adult="yes", danger=Danger.YES)
    school.clock.advance(61)
    assert unlocking.something_waits()
    lead = school.desk.unlock()
    assert lead.inbox().total == 0
    lead.lock()
    assert unlocking.something_waits()
    head = school.desk.unlock(OKAFOR)
    for line in head.inbox().lines:
        head.acknowledge(line.id)
    head.lock()
    assert not unlocking.something_waits()


def test_the_duty_to_open_calls_the_head_each_school_day_and_the_chair_every_three(school: Office) -> None:
    unlocking = only(school, OKAFOR)
    assert unlocking.something_waits()
    school.desk.unlock(OKAFOR).lock()
    assert not unlocking.something_waits()
    school.clock.advance(24 * 3600)
    assert unlocking.something_waits()
    school.desk.unlock(OKAFOR).lock()
    school.clock.set_wall(SUNDAY)
    assert not unlocking.something_waits()
    (school.desk.folder / "keys" / "owen.key").write_bytes(key_file(3, ["chair"]))
    assert unlocking.something_waits()
    school.desk.unlock(OWEN).lock()
    assert not unlocking.something_waits()


def test_an_amber_report_calls_those_who_read_it_and_a_red_one_everybody(school: Office) -> None:
    unlocking = only(school, OWEN)
    school.desk.unlock(OWEN).lock()
    school.report("Hurt", hurt="me")
    school.clock.advance(61)
    assert not unlocking.something_waits()
    school.report("He has a knife.", danger=Danger.YES)
    school.clock.advance(61)
    assert unlocking.something_waits()


def test_a_kiosk_that_is_silent_for_too_many_school_days_calls_whoever_runs_the_scheme(school: Office) -> None:
    unlocking = only(school, EVANS)
    assert not unlocking.something_waits()
    # Three school days and a weekend lie between.
    school.clock.advance(6 * 24 * 3600)
    assert unlocking.something_waits()
    school.report("Sad", hurt="pupil")
    school.clock.advance(61)
    assert not unlocking.something_waits()


def test_a_route_that_awaits_its_practice_report_calls_whoever_runs_the_scheme_once_a_day(school: Office) -> None:
    unlocking = only(school, EVANS)
    school.report("Sad", hurt="pupil")
    assert not unlocking.something_waits()
    school.clock.advance(21 * 24 * 3600)
    school.report("Sad", hurt="pupil")
    assert unlocking.something_waits()
    school.desk.unlock(EVANS).lock()
    school.clock.advance(61)
    assert not unlocking.something_waits()


def test_an_alarm_from_a_computer_that_nobody_admitted_calls_until_somebody_has_looked(school: Office) -> None:
    unlocking = only(school, PRICE)
    assert not unlocking.something_waits()
    school.put_body(b"x" * 64, at=school.stranger(), alarm=2)
    school.clock.advance(61)
    assert unlocking.something_waits()
    school.desk.unlock().lock()
    assert not unlocking.something_waits()


def test_a_desk_that_was_opened_elsewhere_need_not_be_opened_here(school: Office) -> None:
    unlocking = only(school, OKAFOR)
    school.desk.unlock(OKAFOR).lock()
    school.clock.advance(24 * 3600)
    assert unlocking.something_waits()
    elsewhere = school.other_desk.unlock(OKAFOR)
    elsewhere.lock()
    school.clock.advance(61)
    school.other_desk.unlocking.something_waits()
    assert not unlocking.something_waits()


def test_public_facts_that_are_damaged_are_read_from_the_feeds_again(school: Office) -> None:
    unlocking = only(school, PRICE)
    school.report("Hurt", hurt="me")
    assert unlocking.something_waits()
    facts = school.desk.folder / "casebooks" / "public-facts.json"
    for harm in ("", "[]", "{", '{"position": "x"}', '{"other": 1}', '{"position": 999999}'):
        facts.write_text(harm)
        assert school.desk.start().something_waits()


def test_locked_the_desk_exchanges_at_most_once_a_minute_and_offline_it_says_nothing(school: Office) -> None:
    unlocking = only(school, PRICE)
    unlocking.something_waits()
    unlocking.something_waits()
    assert school.desk.exchanges == 1
    school.desk.online = False
    school.clock.advance(61)
    assert not unlocking.something_waits()
    assert school.desk.exchanges == 2


def test_without_a_peer_the_desk_goes_on_and_says_why(school: Office) -> None:
    school.report()
    lead = school.desk.unlock()
    school.desk.online = False
    assert lead.refresh() == 0
    assert "The store can't be reached." in lead.completeness().sentence
    assert lead.inbox().total == 1
    school.desk.online = True
    lead.refresh()
    assert "reached" not in lead.completeness().sentence


def test_a_wrong_key_or_a_damaged_file_says_that_nothing_is_lost(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "casebook"
    open_casebook(path, bytes(32)).close()
    with pytest.raises(DamagedDatabase, match="It is rebuilt from the feeds: nothing is lost"):
        open_casebook(path, bytes(31) + b"1")
    path.write_bytes(b"this is no database at all, but long enough to look like one" * 100)
    with pytest.raises(DamagedDatabase):
        open_casebook(path, bytes(32))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("place", [0, 4096 * 3 + 100])
def test_a_damaged_casebook_is_moved_aside_and_rebuilt(school: Office, place: int) -> None:
    report = school.report("He said pay me.")
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.note(report, "Rang home.", "to ask")
    lead.lock()
    lead = school.desk.unlock()
    before = picture(lead)
    lead.lock()
    (path,) = school.desk.casebook_files()
    data = bytearray(path.read_bytes())
    data[place : place + 64] = bytes(64)
    path.write_bytes(data)
    lead = school.desk.unlock_in_spite()
    assert picture(lead) == before
    assert "is rebuilt from the feeds: nothing is lost" in lead.completeness().sentence
    assert list((school.desk.folder / "casebooks").glob("*.aside-1"))
    lead.lock()
    assert "rebuilt" not in school.desk.unlock().completeness().sentence


def test_what_waited_to_go_out_is_saved_from_a_casebook_that_must_be_rebuilt(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    (path,) = school.desk.casebook_files()
    path.with_name(path.name + ".damaged").touch()
    school.desk.unlocking = school.desk.start()
    lead = school.desk.unlock()
    assert lead.inbox().unread == 0
    lead.lock()
    school.desk.unlock().lock()
    school.send()
    assert school.reports()[0].read_at is not None


def test_a_casebook_of_a_newer_version_is_left_as_it_is(school: Office) -> None:
    from store.errors import NewerVersion
    from store.sealing.key_file import casebook_key

    school.desk.unlock().lock()
    (path,) = school.desk.casebook_files()
    file = sqlcipher3.connect(str(path))
    file.execute(f"PRAGMA key = \"x'{casebook_key(ROLE_SEEDS['safeguarding']).hex()}'\"")
    file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.commit()
    file.close()
    with pytest.raises(NewerVersion):
        school.desk.unlock()
    assert school.desk.casebook_files() == [path]


def test_the_schema_that_the_migrations_make_is_the_one_the_tables_tell(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from store.casebook.rows.rows import CasebookTable
    from store.casebook.rows.tables import METADATA

    def ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
        return kind != "table" or not str(name).startswith("words")

    file = open_casebook(tmp_path / "casebook", bytes(32))
    with file.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, METADATA) == []
    file.close()
    assert shapes(METADATA, sqlite.dialect()) == shapes(CasebookTable.metadata, sqlite.dialect())
