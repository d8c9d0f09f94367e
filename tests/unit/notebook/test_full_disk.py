"""A disk that fills up at any page leaves everything as it was, says so, and the next try works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from store.errors import DiskFull, StorageError
from store.notebook.common.facts import Danger, SessionForm
from store.records import Record, new_id
from tests.classroom import Classroom, draft

TABLES = ("entries", "drafts", "held_copies", "waiting_for_slots", "series", "reports", "sessions", "check_ins")
ADVANCE = 7 * 3600.0


@contextmanager
def pages_left(room: Classroom, pages: int) -> Iterator[None]:
    def limit(to: int) -> None:
        with room.kiosk.database.write() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {to}")

    with room.kiosk.database.read() as connection:
        used = int(connection.exec_driver_sql("PRAGMA page_count").scalar() or 0)
        free = int(connection.exec_driver_sql("PRAGMA freelist_count").scalar() or 0)
    # Free pages would be used first: a full disk has none either.
    assert free == 0
    limit(used + pages)
    try:
        yield
    finally:
        limit(1 << 30)


def rows(room: Classroom) -> list[object]:
    with room.kiosk.database.read() as connection:
        return [connection.exec_driver_sql(f"SELECT * FROM {one} ORDER BY rowid").all() for one in TABLES]  # noqa: S608


def vacuum(room: Classroom) -> None:
    with room.kiosk.database.read() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        connection.rollback()
        driver.execute("VACUUM")


def numbers(room: Classroom, role: str) -> list[int]:
    return sorted(one.nth[1] for one in room.records(role) if one.nth is not None)


WRITTEN = draft("kept before the disk filled up")
Job = Callable[[Classroom], object]


def jobs() -> dict[str, Job]:
    visit_of: dict[int, object] = {}

    def visit(room: Classroom):
        return visit_of.setdefault(id(room), room.sign_in())

    first_session, first_check_in = new_id(), new_id()
    form = SessionForm("Sam, Y7", "privacy", 20, Danger.NO)
    later = replace(WRITTEN, words=WRITTEN.words + " and more")
    return {
        "sign in": lambda room: visit(room),
        "save": lambda room: visit(room).concerns.save(WRITTEN),
        "save again": lambda room: visit(room).concerns.save(later),
        "danger": lambda room: visit(room).concerns.danger_now(replace(WRITTEN, danger=Danger.YES)),
        "staff danger": lambda room: visit(room).concerns.danger_now(
            draft("", id="ef" * 16, danger=Danger.YES, adult="yes")
        ),
        "send": lambda room: visit(room).concerns.send(later),
        "send to staff": lambda room: visit(room).concerns.send(draft("about a coach", id="ab" * 16, adult="yes")),
        "session": lambda room: visit(room).log_session(first_session, form),
        "check in": lambda room: visit(room).check_in(first_check_in, 2, talk=True),
        "remove": lambda room: visit(room).concerns.remove(draft(id="cd" * 16), everyone_safe=True),
        "end": lambda room: visit(room).end(),
    }


def test_whatever_page_is_the_last_one_all_is_as_it_was_and_the_next_try_works(room: Classroom) -> None:
    refused = 0
    for job in jobs().values():
        vacuum(room)
        for pages in (0, 1, 2, 4, 7, 11):
            before = rows(room)
            with pages_left(room, pages):
                try:
                    job(room)
                except DiskFull as error:
                    assert "no room left" in str(error)
                    assert rows(room) == before
                    refused += 1
                    continue
            break
        job(room)
    assert refused > 10
    kinds = [one.kind for one in room.records("safeguarding")]
    assert sorted(kinds) == ["check-in", "concern", "danger", "removed", "session"]
    heads = [one.kind for one in room.records("head")]
    assert (heads.count("danger"), heads.count("concern")) == (1, 1)
    for role in ("safeguarding", "head", "chair"):
        by_series: dict[str, list[int]] = {}
        for one in room.records(role):
            assert one.nth is not None
            by_series.setdefault(one.nth[0], []).append(one.nth[1])
        for found in by_series.values():
            assert sorted(found) == list(range(1, len(found) + 1))


def test_a_release_that_finds_no_room_is_done_when_there_is_some_and_what_is_saved_still_goes(room: Classroom) -> None:
    visit = room.sign_in()
    sent = draft("sent before")
    visit.concerns.send(sent)
    visit.concerns.save(draft("left behind"))
    room.clock.advance(ADVANCE)
    vacuum(room)
    moved: list[object] = []
    exchange = room.notebook._tending.loop._exchange
    room.notebook._tending.loop._exchange = lambda: moved.append(1) or exchange()  # type: ignore[misc, return-value, func-returns-value]
    with pages_left(room, 0), pytest.raises(StorageError):
        room.notebook.tend()
    assert moved
    assert [one.kind for one in room.records("safeguarding")] == ["concern"]
    room.notebook.tend()
    room.notebook.tend()
    assert [one.kind for one in room.records("safeguarding")] == ["concern", "unfinished"]


def test_a_save_that_failed_does_not_move_the_time_of_release(room: Classroom) -> None:
    visit = room.sign_in()
    written = draft("he has a knife", danger=Danger.YES)
    visit.concerns.save(written)
    visit.concerns.danger_now(written)
    room.clock.advance(599)
    vacuum(room)
    with pages_left(room, 0), pytest.raises(DiskFull):
        visit.concerns.save(replace(written, id="ef" * 16))
    with room.kiosk.database.write() as connection, pytest.raises(StorageError):
        # Another writer in the way is a failure like any other.
        assert connection
        visit.concerns.save(replace(written, words="more"))
    room.clock.advance(1)
    room.notebook.tend()
    assert unfinished(room) == ["he has a knife"]


def unfinished(room: Classroom) -> list[str]:
    found: list[Record] = room.records("safeguarding")
    return [one.text["words"] for one in found if one.kind == "unfinished"]


def test_everything_can_still_be_read_on_a_full_disk(room: Classroom) -> None:
    written = draft()
    visit = room.sign_in()
    visit.concerns.send(written)
    visit.end()
    room.read_by_adult(written.id, text="Thank you.")
    room.notebook.send_now()
    visit = room.sign_in()
    vacuum(room)
    with pages_left(room, 0):
        visit.home()
        assert len(visit.reports()) == 1
        visit.messages()
        concerns = room.notebook.without_name()
        assert concerns.readers(written).reachable


def test_a_visit_without_a_name_that_could_not_end_releases_when_it_can(room: Classroom) -> None:
    concerns = room.notebook.without_name()
    concerns.save(draft("left behind without a name"))
    vacuum(room)
    with pages_left(room, 0), pytest.raises(DiskFull):
        room.notebook.end_without_name()
    room.notebook.end_without_name()
    assert unfinished(room) == ["left behind without a name"]


def test_what_could_not_end_keeps_the_next_one_without_a_name_from_nothing(room: Classroom) -> None:
    room.notebook.without_name().save(draft("left behind without a name"))
    vacuum(room)
    with pages_left(room, 0):
        assert room.notebook.without_name().readers(draft()).reachable
    room.cut_power()
    assert unfinished(room) == ["left behind without a name"]
