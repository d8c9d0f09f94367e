"""One damaged row keeps a mentor from nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from store.notebook.common.facts import Danger, SessionForm
from store.records import new_id
from store.scheme.publications import Publisher
from store.scheme.vaults import make_vault, open_vault
from store.sealing.costs import FLOOR
from tests.classroom import PRIYA, TOM, Classroom, draft
from tests.founded_school import DESK, person

TABLES = ("drafts", "reports", "sessions", "check_ins", "messages")
DAMAGES = ("x''", "x'00'", "zeroblob(900)", "substr(sealed, 1, length(sealed) - 1)")


def write_some_of_everything(room: Classroom) -> list[str]:
    """Return the ids of two reports that an adult has read, with two of all else."""
    visit, sent = room.sign_in(), []
    for number in range(2):
        written = draft(f"sent {number}")
        visit.concerns.send(written)
        visit.log_session(new_id(), SessionForm(f"Sam {number}", "privacy", 20, Danger.NO))
        visit.check_in(new_id(), 1, talk=False)
        visit.concerns.save(draft(f"unfinished {number}"))
        sent.append(written.id)
    visit.end()
    for one in sent:
        room.read_by_adult(one, text="Thank you.")
    room.notebook.send_now()
    room.sign_in().home()
    return sent


def damage(room: Classroom, table: str, sql: str) -> None:
    """Damage the newest row of a table."""
    newest = f"SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT 1"  # noqa: S608
    with room.kiosk.database.write() as connection:
        damaged = connection.exec_driver_sql(f"UPDATE {table} SET sealed = {sql} WHERE rowid = ({newest})")  # noqa: S608
        assert damaged.rowcount == 1


@pytest.mark.parametrize(
    ("table", "sql"),
    [
        pytest.param(table, sql, marks=[] if DAMAGES[place % len(DAMAGES)] == sql else [pytest.mark.long])
        for place, table in enumerate(TABLES)
        for sql in DAMAGES
    ],
)
def test_a_mentor_signs_in_and_sees_all_the_others(room: Classroom, table: str, sql: str) -> None:
    write_some_of_everything(room)
    damage(room, table, sql)
    visit = room.sign_in()
    home = visit.home()
    left = {name: 1 if name == table else 2 for name in TABLES}
    assert home.unread_messages == left["messages"] == len(visit.messages())
    assert len(visit.reports()) == left["reports"]
    assert len(visit.sessions()) == left["sessions"]
    assert home.unfinished
    kept = visit.concerns.unfinished()
    assert kept is not None
    assert kept.words == ("unfinished 0" if table == "drafts" else "unfinished 1")
    visit.check_in(new_id(), 1, talk=False)
    visit.concerns.send(draft("one more"))
    assert [entry.alarm for entry in room.entries() if not entry.slot][-2:] == [1, 0]


def test_a_row_in_the_place_of_another_is_not_believed(room: Classroom) -> None:
    visit = room.sign_in()
    visit.concerns.send(draft("first"))
    visit.concerns.send(draft("second"))
    with room.kiosk.database.write() as connection:
        connection.exec_driver_sql("UPDATE reports SET sealed = (SELECT sealed FROM reports ORDER BY rowid LIMIT 1)")
    assert len(visit.reports()) == 1


def test_a_report_whose_line_is_damaged_is_not_sent_twice(room: Classroom) -> None:
    written = draft(danger=Danger.NOT_SURE)
    visit = room.sign_in()
    code = visit.concerns.send(written).code
    damage(room, "reports", "x''")
    again = room.sign_in().concerns.send(written)
    assert (again.code, again.urgent) == (code, True)
    assert [one.kind for one in room.records("safeguarding")] == ["concern"]


def test_new_words_with_a_new_private_key_hide_what_was_before_and_lock_nobody_out(room: Classroom) -> None:
    write_some_of_everything(room)
    before = open_vault(room.vaults[PRIYA], room.words[PRIYA])
    vault, words = make_vault(
        before.person,
        PRIYA,
        [("m1", "Sam, Y7")],
        lookup_key=room.desk.school.lookup_key,
        coordinator=room.desk.school.recipients(["coordinator"])[0],
        made_by=DESK.id,
        made_at="2026-11-24T10:00:00Z",
        costs=FLOOR,
        work=before.work,
    )
    with room.desk.database.write() as connection:
        Publisher(connection, room.desk.feeds, room.desk.school, DESK).vaults([vault, room.vaults[TOM]])
    room.store.hear(room.desk)
    room.notebook.send_now()
    visit = room.notebook.sign_in(PRIYA, words)
    assert (visit.reports(), visit.messages(), visit.concerns.unfinished()) == ((), (), None)
    assert not visit.home().unfinished
    assert len(visit.sessions()) == 2
    visit.concerns.send(draft("after the change"))
    assert len(visit.reports()) == 1


def test_a_damaged_card_hides_the_pupils_and_keeps_nobody_from_writing(room: Classroom) -> None:
    vaults = [replace(room.vaults[PRIYA], card=b"damaged"), room.vaults[TOM]]
    with room.desk.database.write() as connection:
        Publisher(connection, room.desk.feeds, room.desk.school, DESK).vaults(vaults)
    room.store.hear(room.desk)
    room.notebook.send_now()
    visit = room.sign_in()
    assert (visit.home().name, visit.mentees()) == (PRIYA, ())
    visit.concerns.send(draft())
    [record] = room.records("safeguarding")
    assert record.author == person(61).hex()
