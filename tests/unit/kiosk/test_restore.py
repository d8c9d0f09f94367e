"""A restore uses no number twice, brings nothing erased back, and changes nothing before all of it is checked."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.backups.making import make_backup
from kiosk.backups.place import Backup, measured
from kiosk.backups.put_back import find_backup, restore_backup
from kiosk.home import Home
from kiosk.parts import Parts, open_device, open_store
from kiosk.process_lock import ProcessLock
from kiosk.syncing.sync import sync_home
from store.casebook.desk.duties import Duties
from store.errors import ConfigurationError, DamagedDatabase, NewerVersion
from store.feeds.log import StoredEntry
from store.scheme.publications import Publisher
from tests.feed_parts import entries, write
from tests.unit.kiosk.school_folder import SchoolFolder

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def home(founded: SchoolFolder) -> Home:
    """Give a home whose parts are level."""
    home = Home(founded.folder)
    sync_home(home)
    return home


@pytest.fixture
def backup(home: Home, tmp_path: Path) -> Backup:
    """Give a backup of the home as it is."""
    (tmp_path / "second").mkdir()
    return make_backup(home, tmp_path / "second", TEN)


@contextmanager
def desk(home: Home) -> Iterator[Parts]:
    parts = open_device(home, home.desk(None))
    try:
        yield parts
    finally:
        parts.close()


@contextmanager
def store(home: Home) -> Iterator[Parts]:
    parts = open_store(home)
    assert parts is not None
    try:
        yield parts
    finally:
        parts.close()


def publish(home: Home, school: str) -> None:
    """Publish something at the desk."""
    with desk(home) as parts, parts.database.write() as connection:
        Publisher(connection, parts.feeds, parts.school, parts.key).policy(parts.school.policy())
        assert parts.school.policy().school == school


def of_desk(home: Home) -> list[StoredEntry]:
    """Return what the desk itself wrote, as the desk holds it."""
    with desk(home) as parts:
        return [one for one in entries(parts.feeds) if one.device == parts.key.id]


def places(found: list[StoredEntry]) -> set[tuple[int, bytes, int]]:
    return {(one.lane, one.epoch, one.seq) for one in found}


def broken(home: Home) -> None:
    """Take every database away, as a disk that broke."""
    for folder in (home.folder / "store", home.folder / "desk"):
        for path in folder.glob("feeds.db*"):
            path.unlink()


def test_a_desk_that_appended_after_the_backup_uses_none_of_those_numbers_again(home: Home, backup: Backup) -> None:
    publish(home, "Brook Field")
    sync_home(home)
    before = of_desk(home)
    broken(home)
    restore_backup(backup, home.folder)
    publish(home, "Brook Field")
    after = of_desk(home)
    fresh = [one for one in after if one.hash not in {old.hash for old in before}]
    assert len(fresh) == 1
    assert not places(fresh) & places(before)
    assert fresh[0].epoch != before[-1].epoch
    sync_home(home)
    with desk(home) as parts, parts.database.read() as connection:
        assert parts.feeds.forks(connection) == []


def test_a_database_that_is_copied_back_by_hand_takes_a_new_epoch_too(home: Home, backup: Backup) -> None:
    publish(home, "Brook Field")
    before = of_desk(home)
    broken(home)
    for name in ("store/feeds.db", "desk/feeds.db"):
        (home.folder / name).write_bytes((backup.folder / name).read_bytes())
    publish(home, "Brook Field")
    fresh = [one for one in of_desk(home) if one.hash not in {old.hash for old in before}]
    assert len(fresh) == 1
    assert not places(fresh) & places(before)


def test_what_the_replaced_database_held_beyond_the_backup_is_taken_over(home: Home, backup: Backup) -> None:
    publish(home, "Brook Field")
    before = of_desk(home)
    told = restore_backup(backup, home.folder).told
    assert {one.hash for one in of_desk(home)} == {one.hash for one in before}
    assert any("held 1 sealed items beyond the backup" in line for line in told)
    aside = home.folder / "desk" / "feeds.db.before-restore-1"
    assert any(aside.name in line for line in told)
    assert aside.is_file()
    publish(home, "Brook Field")
    assert len({one.epoch for one in of_desk(home)}) == 2


def test_the_notices_of_a_newer_backup_come_along_where_nothing_else_is_left(
    home: Home, backup: Backup, tmp_path: Path
) -> None:
    publish(home, "Brook Field")
    sync_home(home)
    newer = make_backup(home, backup.folder.parent.parent, TEN + timedelta(days=1))
    before = (newer.folder / "store" / "feeds.db").read_bytes()
    restored = restore_backup(backup, tmp_path / "new").home
    with store(home) as old, store(restored) as new:
        assert {one.hash for one in entries(new.feeds)} == {one.hash for one in entries(old.feeds)}
    assert (newer.folder / "store" / "feeds.db").read_bytes() == before
    assert {path.name for path in (tmp_path / "new" / "store").iterdir()} == {"feeds.db", "store.key"}


@pytest.mark.parametrize("what", ["store", "desk", "kiosk"])
def test_nothing_is_put_back_below_a_running_program(home: Home, backup: Backup, what: str) -> None:
    running = {
        "store": home.folder / "store" / "serving.lock",
        "desk": home.desk(None).lock,
        "kiosk": home.kiosk(None).lock,
    }[what]
    lock = ProcessLock(running, what)
    lock.take()
    with pytest.raises(ConfigurationError, match="is running"):
        restore_backup(backup, home.folder)
    lock.release()
    assert not list(home.folder.rglob("*before-restore*"))
    restore_backup(backup, home.folder)


def test_another_school_s_folder_and_one_with_something_in_it_are_left_alone(
    home: Home, backup: Backup, tmp_path: Path
) -> None:
    toml = home.folder / "kiosk.toml"
    toml.write_text(toml.read_text("utf-8").replace(home.config.root, "0" * 64), "utf-8")
    with pytest.raises(ConfigurationError, match="another one than the backup's"):
        restore_backup(backup, home.folder)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.odt").touch()
    with pytest.raises(ConfigurationError, match="neither empty nor a school's folder"):
        restore_backup(backup, tmp_path / "full")


def test_a_damaged_backup_changes_nothing(home: Home, backup: Backup, tmp_path: Path) -> None:
    path = backup.folder / "store" / "feeds.db"
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(DamagedDatabase):
        restore_backup(backup, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_one_database_that_can_not_be_made_ready_leaves_all_of_them_as_they_were(home: Home, backup: Backup) -> None:
    with closing(sqlite3.connect(backup.folder / "store" / "feeds.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    whole = replace(backup, files={name: measured(backup.folder / name) for name in backup.files})
    before = {path: path.read_bytes() for path in home.folder.rglob("*.db")}
    with pytest.raises(NewerVersion):
        restore_backup(whole, home.folder)
    assert {path: path.read_bytes() for path in home.folder.rglob("*.db")} == before
    assert not [*home.folder.rglob("*before-restore*"), *home.folder.rglob("*restoring*")]


def test_a_database_that_can_not_be_read_is_kept_aside_and_said(home: Home, backup: Backup) -> None:
    path = home.folder / "store" / "feeds.db"
    noise = os.urandom(path.stat().st_size)
    path.write_bytes(noise)
    told = restore_backup(backup, home.folder).told
    assert any("store/feeds.db could not be read to its end" in line for line in told)
    assert (home.folder / "store" / "feeds.db.before-restore-1").read_bytes() == noise
    with store(home) as parts:
        assert entries(parts.feeds)


def test_a_log_of_changes_goes_aside_with_its_database(home: Home, backup: Backup) -> None:
    path, log = home.folder / "store" / "feeds.db", home.folder / "store" / "feeds.db-wal"
    path.write_bytes(b"")
    log.write_bytes(b"what belongs to another database")
    restore_backup(backup, home.folder)
    assert not log.exists()
    assert (log.parent / "feeds.db.before-restore-1-wal").read_bytes() == b"what belongs to another database"


def test_keys_that_are_there_stay_and_missing_or_damaged_ones_come_back(home: Home, backup: Backup) -> None:
    (own,) = (home.folder / "desk" / "keys").glob("*.key")
    own.write_bytes(b"sealed with newer words")
    (home.folder / "store" / "store.key").unlink()
    device = home.desk(None).key
    device.write_bytes(device.read_bytes()[:20])
    told = restore_backup(backup, home.folder).told
    assert own.read_bytes() == b"sealed with newer words"
    assert (home.folder / "store" / "store.key").read_bytes() == (backup.folder / "store" / "store.key").read_bytes()
    assert device.read_bytes() == (backup.folder / "desk" / "device.key").read_bytes()
    assert any("desk/device.key was damaged" in line for line in told)


def test_on_a_new_computer_everything_works_but_the_kiosks_which_are_named(
    home: Home, backup: Backup, tmp_path: Path
) -> None:
    found = restore_backup(backup, tmp_path / "new")
    assert found.home.kiosks == ()
    assert any("The kiosk Classroom is in no backup" in line for line in found.told)
    assert all(not one.failure for one in sync_home(found.home))
    publish(found.home, "Brook Field")


def test_the_newest_backup_below_a_folder_is_meant_and_two_computers_are_told_apart(
    home: Home, backup: Backup, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    newer = make_backup(home, second, TEN + timedelta(days=1))
    for given, meant in ((second, newer), (newer.folder.parent, newer), (backup.folder, backup)):
        assert find_backup(given) == meant
    (second / "mentor-kiosk-00000000-00000000").mkdir()
    with pytest.raises(ConfigurationError, match="Several computers"):
        find_backup(second)
    with pytest.raises(ConfigurationError, match="no finished backup"):
        find_backup(tmp_path)


def test_a_rehearsal_says_in_numbers_what_is_there_and_leaves_nothing_but_its_note(
    home: Home, backup: Backup, founded: SchoolFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.stat().st_mtime_ns for path in home.folder.rglob("*") if path.is_file()}
    assert founded.run("restore", "--rehearse", str(backup.folder.parent.parent)) == 0
    told = capsys.readouterr().out
    assert "The school's store: 1 feeds with 5 sealed items; 1 of them complete." in told
    assert "Key files of 1 person." in told
    assert (backup.folder.parent / "rehearsed.json").is_file()
    assert before == {path: path.stat().st_mtime_ns for path in home.folder.rglob("*") if path.is_file()}


def test_without_a_folder_to_go_to_a_restore_says_what_to_type(
    founded: SchoolFolder, backup: Backup, capsys: pytest.CaptureFixture[str]
) -> None:
    assert founded.run("restore", str(backup.folder)) == 1
    assert "kiosk restore FROM --at DIR" in capsys.readouterr().err


def test_after_store_and_desk_broke_together_a_kiosk_gives_back_what_it_holds_notices_too(
    home: Home, backup: Backup
) -> None:
    publish(home, "Brook Field")
    kiosk = open_device(home, home.kiosk(None))
    reports = write(kiosk.feeds, b"a report that is sealed", b"another one")
    kiosk.close()
    sync_home(home)
    with store(home) as parts:
        lost = {one.hash for one in entries(parts.feeds)}
    broken(home)
    restore_backup(backup, home.folder)
    with store(home) as parts:
        assert not {one.hash for one in entries(parts.feeds)} >= lost
    sync_home(home)
    for opened in (store, desk):
        with opened(home) as parts:
            found = {one.hash: one.quarantined for one in entries(parts.feeds)}
            assert lost <= set(found)
            assert not [one for one in reports if found[one]]
    publish(home, "Brook Field")
    own = of_desk(home)
    assert len(places(own)) == len(own)
    with desk(home) as parts, parts.database.read() as connection:
        assert parts.feeds.forks(connection) == []


def test_an_alarm_after_a_restore_rings_though_this_desk_had_read_further_before(home: Home, backup: Backup) -> None:
    for _ in range(5):
        publish(home, "Brook Field")
    sync_home(home)
    assert not rings(home)
    broken(home)
    restore_backup(backup, home.folder)
    with closing(open_device(home, home.kiosk(None))) as kiosk, kiosk.database.write() as connection:
        kiosk.feeds.append(connection, 0, b"somebody is in danger, sealed", alarm=2)
    # As many items as the desk had read before have come when it looks next.
    sync_home(home)
    assert rings(home)


def rings(home: Home) -> bool:
    """Look as a locked desk does, which remembers how far it has read."""
    with desk(home) as parts, parts.database.read() as connection:
        return Duties(home.desk(None).casebooks, parts.feeds, parts.school).rings(connection)
