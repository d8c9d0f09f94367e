"""What leaves a desk: always of one size, nothing lost, nothing twice, no ring stopped without a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.casebook.acts.outgoing import Outgoing
from store.errors import BrokenFile, NotForThisKey, StorageError
from store.feeds.checkpoint import Checkpoint, read_checkpoint, verify_checkpoint
from store.feeds.entry import LANE_RECORDS
from store.notebook.common.facts import Danger
from store.records import Message, batch_from_json, message_from_json
from store.scheme.notices import KIND_CHECKPOINT, KIND_POST, items_of, unpack_post
from store.sealing.sealed import open_sealed
from tests.classroom import PRIYA
from tests.founded_school import role_identities
from tests.unit.casebook.office import LANE_CASEWORK, LANE_NOTICES, OKAFOR, WORDS, Desk, Office


def posts(desk: Desk) -> list[list[bytes]]:
    return [
        unpack_post(data)
        for entry in desk.entries(LANE_NOTICES)
        for kind, data in items_of(entry.body)
        if kind == KIND_POST
    ]


def checkpoints(desk: Desk, role: str = "safeguarding") -> list[Checkpoint]:
    keys = desk.device.school.role(role)
    assert keys is not None
    signed = [
        data
        for entry in desk.entries(LANE_NOTICES)
        for kind, data in items_of(entry.body)
        if kind == KIND_CHECKPOINT and read_checkpoint(data).role == role
    ]
    return [verify_checkpoint(one, keys.verify) for one in signed]


def batches(desk: Desk, role: str = "safeguarding") -> list[list[tuple[str, str]]]:
    """Return kind and id of each record in each batch."""
    found = []
    for entry in desk.entries(LANE_CASEWORK):
        try:
            plain = open_sealed(entry.body, [role_identities()[role]])
        except NotForThisKey:
            continue
        found.append([(one.kind, one.id) for one in batch_from_json(plain).records])
    return found


def messages_for_priya(school: Office) -> list[Message]:
    keys = school.room.notebook.sign_in(PRIYA, school.room.words[PRIYA])._keys
    found = []
    for post in posts(school.desk):
        for file in post:
            try:
                found.append(message_from_json(open_sealed(file, [keys.private])))
            except (NotForThisKey, BrokenFile):
                continue
    return found


def test_every_lock_looks_alike_whatever_was_done(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.lock()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.reply(report, "read", {})
    lead.note(report, "A long note. " * 500, "because")
    lead.lock()
    assert len(set(school.desk.sizes(LANE_CASEWORK))) == 1
    assert len(school.desk.sizes(LANE_CASEWORK)) == 2
    sealed = [file for post in posts(school.desk) for file in post]
    assert len(sealed) == 8
    assert len({len(file) for file in sealed}) == 1
    assert len(open_sealed_batch(school)) < 65_536


def open_sealed_batch(school: Office) -> bytes:
    entry = school.desk.entries(LANE_CASEWORK)[-1]
    opened = [open_sealed(entry.body, [role_identities()[role]]) for role in ("safeguarding", "recovery")]
    assert opened[0] == opened[1]
    return opened[0]


def test_a_person_with_two_roles_writes_for_both_each_time(school: Office) -> None:
    from tests.unit.casebook.office import key_file

    (school.desk.folder / "keys" / "okafor.key").write_bytes(key_file(2, ["head", "safeguarding"]))
    head = school.desk.unlock(OKAFOR)
    head.lock()
    assert len(school.desk.sizes(LANE_CASEWORK)) == len(posts(school.desk)) == 2
    assert len(checkpoints(school.desk, "head")) == len(checkpoints(school.desk)) == 1


def test_what_does_not_fit_waits_for_the_next_time(school: Office) -> None:
    reports = [school.report(f"Report {number}") for number in range(6)]
    lead = school.desk.unlock()
    for report in reports:
        lead.acknowledge(report)
        lead.note(report, "x" * 14_000, "because")
    lead.lock()
    assert len(batches(school.desk)[-1]) == 9
    assert len(messages_for_priya(school)) == 4
    lead = school.desk.unlock()
    assert lead.inbox().unread == 0
    lead.lock()
    assert sum(map(len, batches(school.desk))) == 12
    told = messages_for_priya(school)
    assert {one.about for one in told} == set(reports)
    assert len(told) == 6
    deputy = school.other_desk.unlock("Mr Khan")
    school.desk.unlock().lock()
    deputy.refresh()
    assert [len(deputy.case(report).timeline) for report in reports] == [3] * 6


def test_an_open_desk_writes_once_an_hour(school: Office) -> None:
    lead = school.desk.unlock()
    school.clock.advance(3599)
    lead.refresh()
    assert school.desk.sizes(LANE_CASEWORK) == []
    school.clock.advance(1)
    lead.refresh()
    lead.refresh()
    assert len(school.desk.sizes(LANE_CASEWORK)) == 1
    school.clock.advance(3600)
    lead.refresh()
    assert len(school.desk.sizes(LANE_CASEWORK)) == 2


def test_only_the_checkpoint_that_meets_a_red_report_goes_at_once(school: Office) -> None:
    amber, red = school.report("Hurt", hurt="me"), school.report("Now", danger=Danger.YES)
    lead = school.desk.unlock()
    before = len(school.desk.sizes(LANE_NOTICES))
    lead.case(amber)
    lead.acknowledge(amber)
    lead.case(red)
    assert len(school.desk.sizes(LANE_NOTICES)) == before
    lead.acknowledge(red)
    assert len(school.desk.sizes(LANE_NOTICES)) == before + 1
    assert posts(school.desk) == []
    assert len(checkpoints(school.desk)[-1].met) == 2


def test_a_checkpoint_meets_what_was_acknowledged_and_nothing_else(school: Office) -> None:
    first, _second = school.report("Hurt", hurt="me"), school.report("Hurt too", hurt="me")
    blue = school.report("Sad")
    lead = school.desk.unlock()
    for line in lead.inbox().lines:
        lead.case(line.id)
        lead.note(line.id, "Looked at it.", "to see")
    lead.lock()
    assert checkpoints(school.desk)[-1].met == ()
    lead = school.desk.unlock()
    lead.acknowledge(first)
    lead.acknowledge(blue)
    lead.lock()
    with school.room.kiosk.database.read() as connection:
        alarms = {
            one.hash for one in school.room.kiosk.feeds.entries(connection, lanes=(LANE_RECORDS,)) if one.alarm == 1
        }
    assert len(alarms) == 2
    (met,) = checkpoints(school.desk)[-1].met
    assert met in alarms


def test_a_checkpoint_of_another_desk_of_the_role_meets_the_same(school: Office) -> None:
    report = school.report("Hurt", hurt="me")
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.lock()
    school.desk.unlock().lock()
    school.other_desk.unlock("Mr Khan").lock()
    assert checkpoints(school.other_desk)[-1].met == checkpoints(school.desk)[-1].met != ()


def test_a_checkpoint_does_not_claim_what_the_role_could_not_open(school: Office) -> None:
    school.put_body(b"not an age file at all")
    school.put(school.record())
    school.desk.unlock().lock()
    held = [one for one in checkpoints(school.desk)[-1].held if one.lane == LANE_RECORDS]
    with school.room.kiosk.database.read() as connection:
        broken = next(
            one for one in school.room.kiosk.feeds.entries(connection, lanes=(LANE_RECORDS,)) if one.size < 100
        )
    assert [one.without_body for one in held if one.epoch == broken.epoch] == [(broken.seq,)]


def test_a_crash_between_the_two_databases_makes_nothing_double(
    school: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from store.casebook.role.role_casebook import RoleCasebook

    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.note(report, "Rang home.", "to ask")

    class PowerCut(BaseException):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(RoleCasebook, "gone", cut)
        lead.lock()
    school.desk.unlocking = school.desk.start()
    lead = school.desk.unlock()
    assert [one.act for one in lead.case(report).timeline][:2] == ["read the report", "Rang home."]
    lead.lock()
    ids = [one for batch in batches(school.desk) for one in batch]
    assert len(ids) == len(set(ids)) == 3
    told = messages_for_priya(school)
    assert len({one.id for one in told}) == 1
    school.desk.unlock().lock()
    school.send()
    deputy = school.other_desk.unlock("Mr Khan")
    assert len(deputy.case(report).timeline) == 4
    assert deputy.case(report).warnings == ()


def test_acts_survive_a_crash_before_anything_went_out(school: Office) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.reply(report, "read", {})
    # The program is gone: nothing was locked, nothing closed.
    school.desk.unlocking = school.desk.start()
    again = school.desk.unlock()
    assert again.inbox().unread == 0
    again.lock()
    assert len(messages_for_priya(school)) == 2


def test_a_lock_that_can_not_write_drops_the_keys_and_keeps_the_acts(
    school: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = school.report()
    lead = school.desk.unlock()
    lead.acknowledge(report)

    def full(*_: object, **__: object) -> None:
        raise StorageError("There is no room left on the disk.")

    with monkeypatch.context() as patch:
        patch.setattr(school.desk.device.feeds, "append", full)
        with pytest.raises(StorageError):
            lead.lock()
    with pytest.raises(Exception, match="locked"):
        lead.inbox()
    assert batches(school.desk) == []
    lead = school.desk.unlock()
    assert lead.inbox().unread == 0
    lead.lock()
    assert [kind for kind, _ in batches(school.desk)[0]] == ["read"]


def test_a_checkpoint_that_could_not_be_written_goes_with_the_next_look(
    school: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    red = school.report("Now", danger=Danger.YES)
    lead = school.desk.unlock()

    def full(*_: object, **__: object) -> None:
        raise StorageError("There is no room left on the disk.")

    with monkeypatch.context() as patch:
        patch.setattr(Outgoing, "write_checkpoint", full)
        lead.acknowledge(red)
    assert checkpoints(school.desk) == []
    assert lead.inbox().unread == 0
    lead.refresh()
    assert len(checkpoints(school.desk)) == 1


def test_no_word_of_a_report_or_an_act_is_in_any_file_of_the_desk(school: Office, tmp_path: Path) -> None:
    report = school.report("The canary sings in the greenhouse.")
    lead = school.desk.unlock()
    lead.acknowledge(report)
    lead.note(report, "Nightingale note.", "albatross reason")
    lead.search("canary")
    # None so short that it would stand in megabytes of sealed bytes by chance.
    canaries = (b"canary", b"greenhouse", b"Nightingale", b"albatross", b"Priya", WORDS.encode())
    for _ in range(2):
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert len(files) > 5
        for path in files:
            data = path.read_bytes()
            assert not [word for word in canaries if word in data or word.lower() in data], path
        lead.lock()
