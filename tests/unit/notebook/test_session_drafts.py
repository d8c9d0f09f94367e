"""A session log that is not finished waits for its mentor, whatever happens to the computer."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from store.notebook.common.facts import Danger, SessionDraft, SessionForm
from store.notebook.common.tables import SESSION_DRAFTS
from store.records import new_id
from tests.classroom import PRIYA, TOM, Classroom

CANARY = "xylophone-quagmire"
FORM = SessionForm("Sam, Y7", "privacy", 20, Danger.NO)


def half_written(**more: str) -> SessionDraft:
    return replace(SessionDraft(new_id(), who="m1", minutes="2", how=f"he cried {CANARY}"), **more)


def rows(room: Classroom) -> list[bytes]:
    with room.kiosk.database.read() as connection:
        return [bytes(row.sealed) for row in connection.execute(SESSION_DRAFTS.select())]


def test_a_half_written_session_is_there_again_after_a_power_cut(room: Classroom) -> None:
    written = half_written(
        other="Bo", topic="privacy", worried="not sure", done="we talked", helped="time", see_again="2"
    )
    room.sign_in().save_session(written)
    room.cut_power()
    assert room.sign_in().unfinished_session() == written
    assert room.sign_in().home().unfinished_session


def test_the_last_save_stands(room: Classroom) -> None:
    visit, first = room.sign_in(), half_written()
    visit.save_session(first)
    visit.save_session(replace(first, how="he laughed"))
    assert visit.unfinished_session() == replace(first, how="he laughed")
    assert len(rows(room)) == 1


def test_where_nothing_was_begun_nothing_is_offered(room: Classroom) -> None:
    visit = room.sign_in()
    assert visit.unfinished_session() is None
    assert not visit.home().unfinished_session


def test_a_logged_session_is_unfinished_no_more_and_a_late_save_brings_it_not_back(room: Classroom) -> None:
    visit, written = room.sign_in(), half_written()
    visit.save_session(written)
    visit.log_session(written.id, FORM)
    assert visit.unfinished_session() is None
    visit.save_session(written)
    assert visit.unfinished_session() is None
    assert rows(room) == []


def test_logging_another_session_leaves_the_unfinished_one(room: Classroom) -> None:
    visit, written = room.sign_in(), half_written()
    visit.save_session(written)
    visit.log_session(new_id(), FORM)
    assert visit.unfinished_session() == written


def test_a_form_that_was_emptied_again_is_forgotten(room: Classroom) -> None:
    visit, written = room.sign_in(), half_written()
    visit.save_session(written)
    visit.save_session(SessionDraft(written.id))
    assert visit.unfinished_session() is None
    assert rows(room) == []


def test_each_mentor_goes_on_with_their_own(room: Classroom) -> None:
    mine, theirs = half_written(), half_written(how="she smiled")
    room.sign_in().save_session(mine)
    room.sign_in(TOM).save_session(theirs)
    assert room.sign_in().unfinished_session() == mine
    assert room.sign_in(TOM).unfinished_session() == theirs


def test_no_file_or_repr_holds_a_word_of_it_and_its_size_tells_nothing(room: Classroom) -> None:
    visit, written = room.sign_in(), half_written()
    visit.save_session(written)
    [short] = rows(room)
    assert CANARY not in repr(written)
    for path in room.folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert CANARY.encode() not in data, path
            assert written.id.encode() not in data, path
            assert bytes.fromhex(written.id) not in data, path
    visit.save_session(replace(written, how="w" * 1_000, done="w" * 1_000, helped="w" * 1_000))
    [long] = rows(room)
    assert len(short) == len(long)


def test_those_who_run_the_scheme_can_not_open_it_with_the_key_they_hold_a_copy_of(room: Classroom) -> None:
    from store.notebook.of_sessions import session_drafts
    from store.scheme.vaults import open_vault

    room.sign_in().save_session(half_written())
    keys = open_vault(room.vaults[PRIYA], room.words[PRIYA])
    with room.kiosk.database.read() as connection:
        parts = room.notebook._parts
        assert session_drafts.of(connection, parts, keys.person, keys.work) is None
        assert session_drafts.of(connection, parts, keys.person, keys.private) is not None


def test_a_damaged_one_keeps_nobody_from_signing_in_and_makes_room_for_the_next(room: Classroom) -> None:
    visit = room.sign_in()
    visit.save_session(half_written())
    with room.kiosk.database.write() as connection:
        connection.execute(SESSION_DRAFTS.update().values(sealed=b"\x01" + bytes(50)))
    visit = room.sign_in()
    assert visit.unfinished_session() is None
    visit.home()
    again = half_written()
    visit.save_session(again)
    assert visit.unfinished_session() == again


@pytest.mark.parametrize("how", ["\ud800 half a letter", json.dumps("\x00\u202e"), "🙈" * 200])
def test_any_text_is_kept(room: Classroom, how: str) -> None:
    visit = room.sign_in()
    visit.save_session(half_written(how=how))
    kept = visit.unfinished_session()
    assert kept is not None
    assert kept.how == how.replace("\ud800", "\ufffd")
