"""One exchange of everything, with a store, with folders, with nothing in reach."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kiosk.config import FolderPart, write_config
from kiosk.home import Home
from kiosk.kiosk_wiring import start_kiosk
from kiosk.process_lock import ProcessLock
from kiosk.syncing.sync import sync_home
from store.errors import ConfigurationError
from store.notebook.common.facts import ConcernDraft, Danger
from tests.unit.kiosk.school_folder import SchoolFolder


def configure(school: SchoolFolder, **changes: object) -> Home:
    home = Home(school.folder)
    changed = home.config.model_copy(update=changes)
    home.config_path.unlink()
    write_config(home.config_path, changed)
    return Home(school.folder)


def report(home: Home, school: SchoolFolder) -> None:
    kiosk = start_kiosk(home, home.kiosk(None))
    visit = kiosk.notebook.sign_in("Sam B", school.words["Sam B"])
    visit.concerns.send(ConcernDraft("ab" * 16, danger=Danger.NO, hurt="pupil", adult="no", words="They wait for him"))
    visit.end()
    kiosk.close()


def test_what_moved_is_said_and_the_second_time_nothing_is_new(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    report(Home(filled.folder), filled)
    assert filled.run("sync") == 0
    # The report, the pair of slots at the start, that at the end of the visit.
    assert "Classroom: 5 sealed items sent" in capsys.readouterr().out
    assert filled.run("sync") == 0
    assert capsys.readouterr().out == "Classroom: level, nothing new.\nOffice: level, nothing new.\n"


def test_with_nothing_in_reach_it_says_so_and_keeps_everything(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = filled.folder.parent / "stick"
    home = configure(filled, store=None, folders=(FolderPart(path=str(stick)),))
    report(home, filled)
    assert filled.run("sync") == 1
    assert "Everything is saved here" in capsys.readouterr().out
    stick.mkdir()
    assert filled.run("sync") == 0
    told = capsys.readouterr().out
    assert "Classroom: 5 sealed items sent" in told
    assert "Classroom: 5 sealed items are on the stick or share; nobody has them yet." in told


def test_a_stick_that_is_missing_does_not_keep_the_store_from_being_reached(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    home = configure(filled, folders=(FolderPart(path=str(filled.folder.parent / "stick")),))
    report(home, filled)
    assert filled.run("sync") == 0
    told = capsys.readouterr().out
    assert "Classroom: 5 sealed items sent" in told
    assert "The folder can't be reached just now" in told or "stick" in told


def test_without_any_peer_named_it_says_what_to_name(filled: SchoolFolder) -> None:
    home = configure(filled, store=None)
    assert all("kiosk.toml" in one.failure for one in sync_home(home))


def test_a_copied_kiosk_takes_a_new_epoch_and_both_histories_arrive(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(filled.folder)
    report(home, filled)
    assert filled.run("sync") == 0
    filled.folder.rename(filled.folder.with_name("moved"))
    moved = SchoolFolder(filled.folder.with_name("moved"), filled.words)
    start_kiosk(Home(moved.folder), Home(moved.folder).kiosk(None)).close()
    assert moved.run("sync") == 0
    capsys.readouterr()
    assert moved.run("verify") == 0
    assert capsys.readouterr().out.count("Classroom, reports: complete") == 6


def test_verify_names_every_feed_and_a_changed_byte_is_found(
    filled: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert filled.run("verify") == 0
    assert "Office, notices: complete" in capsys.readouterr().out
    store = Home(filled.folder).store
    assert store is not None
    with sqlite3.connect(store / "feeds.db") as database:
        changed = database.execute(
            "UPDATE entries SET body = zeroblob(length(body)) WHERE arrival = (SELECT max(arrival) FROM entries)"
        )
        assert changed.rowcount == 1
    database.close()
    assert filled.run("verify") == 1
    assert "unreadable" in capsys.readouterr().out


def test_one_program_at_a_time_has_a_device(tmp_path: Path) -> None:
    first, second = (ProcessLock(tmp_path / "in-use.lock", "The kiosk Library") for _ in range(2))
    first.take()
    with pytest.raises(ConfigurationError, match="The kiosk Library is open in another window already"):
        second.take()
    first.release()
    second.take()
    second.release()
