"""The log is moved beside what somebody waits for, never in the way of what erases."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from store import tidying
from store.database import open_database
from tests.classroom import classroom, draft


def test_what_was_committed_is_moved_into_the_file_once_it_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved, move = threading.Event(), tidying.Tidying._move

    def moving(self: tidying.Tidying) -> None:
        move(self)
        moved.set()

    monkeypatch.setattr(tidying.Tidying, "_move", moving)
    path = tmp_path / "feeds.db"
    open_database(path).close()
    database = open_database(path, takes_deliveries=True)
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO folder_files (school, name) VALUES (x'00', 'a name to look for')")
    assert b"a name to look for" not in path.read_bytes()
    assert moved.wait(60)
    assert b"a name to look for" in path.read_bytes()
    database.close()


def test_a_file_that_was_taken_away_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        tidying.Tidying(tmp_path / "gone.db")._move()
    assert not (tmp_path / "gone.db").exists()


def test_a_save_moves_the_log_so_that_no_send_has_to(tmp_path: Path) -> None:
    with classroom(tmp_path) as room:
        database = room.kiosk.database
        visit, log = room.sign_in(), database.path.with_name(f"{database.path.name}-wal")
        with database.read() as connection:
            frames = connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar_one()
            size = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        for number in range(40):
            written = draft(f"report {number}")
            visit.concerns.save(written)
            visit.concerns.send(written)
        assert log.stat().st_size < frames * size * 0.75
