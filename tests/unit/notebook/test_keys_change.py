"""Keys of the school that change while somebody writes stop no report and send none to the wrong people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from store.errors import ConfigurationError, NotForThisKey
from store.notebook.common.facts import Danger
from store.records import from_json
from store.scheme import founding
from store.scheme.publishing import publish_keys
from store.sealing.key_file import role_identity
from store.sealing.sealed import open_sealed
from tests.classroom import Classroom, classroom, draft
from tests.founded_school import ROLE_SEEDS, ROOT, seeded

NEW_SEED = seeded(99)


def new_key(room: Classroom, role: str) -> None:
    """Retire a role's key for a new one, which reaches the kiosk by an exchange."""
    keys = room.desk.school.keys
    assert keys is not None
    with room.desk.database.write() as connection:
        changed = founding.add_role(keys, role, NEW_SEED)
        publish_keys(connection, room.desk.feeds, room.desk.school, ROOT, changed)
    room.store.hear(room.desk)
    room.notebook.send_now()


def opened(room: Classroom, seed: bytes) -> list[str]:
    found = []
    for entry in room.entries():
        try:
            record = from_json(open_sealed(entry.body or b"", [role_identity(seed)]))
        except NotForThisKey:
            continue
        if record.kind != "cover":
            found.append(record.kind)
    return found


def test_what_was_saved_under_the_old_key_is_sent_under_the_new_one(room: Classroom) -> None:
    visit, written = room.sign_in(), draft()
    visit.concerns.save(written)
    new_key(room, "safeguarding")
    visit.concerns.send(written)
    assert opened(room, ROLE_SEEDS["safeguarding"]) == []
    assert opened(room, NEW_SEED) == ["concern"]


def test_a_copy_that_was_held_under_the_old_key_is_released_as_it_is(room: Classroom) -> None:
    room.sign_in().concerns.save(draft())
    new_key(room, "safeguarding")
    room.cut_power()
    assert opened(room, ROLE_SEEDS["safeguarding"]) == ["unfinished"]
    assert opened(room, NEW_SEED) == []


def test_a_staff_report_that_waits_under_the_old_key_still_takes_its_slot(room: Classroom) -> None:
    visit = room.sign_in()
    visit.concerns.send(draft(adult="yes"))
    new_key(room, "head")
    visit.concerns.send(draft(adult="yes"))
    visit.end()
    room.sign_in().end()
    assert opened(room, ROLE_SEEDS["head"]) == ["concern"]
    assert opened(room, NEW_SEED) == ["concern"]


def test_a_route_that_opens_while_somebody_writes_takes_what_was_kept_for_it(tmp_path: Path) -> None:
    with classroom(tmp_path, roles=("safeguarding", "coordinator", "head")) as room:
        visit, written = room.sign_in(), draft("about a coach", adult="yes")
        visit.concerns.save(written)
        with pytest.raises(ConfigurationError, match="kept on this computer"):
            visit.concerns.send(written)
        new_key(room, "chair")
        visit.concerns.send(written)
        visit.end()
        assert opened(room, ROLE_SEEDS["head"]) == ["concern"]


def test_without_a_name_nobody_is_told_that_words_were_kept_which_were_not(tmp_path: Path) -> None:
    with classroom(tmp_path, roles=("safeguarding", "coordinator")) as room:
        concerns = room.notebook.without_name()
        written = draft("about a coach", adult="yes")
        concerns.save(written)
        with pytest.raises(ConfigurationError, match="still on this page"):
            concerns.send(written)
        concerns.send(replace(written, adult="no"))
        assert opened(room, ROLE_SEEDS["safeguarding"]) == ["concern"]


def test_danger_reaches_somebody_even_where_the_head_has_no_key(tmp_path: Path) -> None:
    with classroom(tmp_path, roles=("safeguarding", "coordinator")) as room:
        room.sign_in().concerns.save(draft("", danger=Danger.YES, adult=None))
        room.cut_power()
        room.sign_in().concerns.danger_now(draft("", danger=Danger.YES, adult=None))
        assert opened(room, ROLE_SEEDS["safeguarding"]) == ["unfinished", "danger"]


def test_asking_for_a_head_without_a_key_asks_those_who_keep_pupils_safe(tmp_path: Path) -> None:
    with classroom(tmp_path, roles=("safeguarding", "coordinator")) as room:
        head = next(one for one in room.kiosk.school.staff() if "head" in one.roles)
        room.notebook.find_me("Ana", "library", head.person)
        assert opened(room, ROLE_SEEDS["safeguarding"]) == ["find-me"]


def test_asking_for_the_head_by_name_goes_to_the_head_at_the_end_of_the_visit(room: Classroom) -> None:
    head = next(one for one in room.kiosk.school.staff() if "head" in one.roles)
    room.notebook.find_me("Ana", "library", head.person)
    room.notebook.end_without_name()
    assert opened(room, ROLE_SEEDS["head"]) == ["find-me"]
    assert opened(room, ROLE_SEEDS["safeguarding"]) == []


def test_a_school_without_any_reader_names_adults_to_tell(tmp_path: Path) -> None:
    with classroom(tmp_path, roles=("recovery",)) as room, pytest.raises(ConfigurationError, match="Mrs Price"):
        room.notebook.find_me("Ana", "library", "")
