"""A backup is whole, says nothing in the clear, and is made while the programs run."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.backups.kept import MOST, outlived
from kiosk.backups.making import make_backup
from kiosk.backups.place import Backup, check_backup, finished, read_backup
from kiosk.config import read_config
from kiosk.home import Home
from kiosk.parts import open_device
from kiosk.process_lock import ProcessLock
from kiosk.serving.store_database import write_note
from store.backup import copy_database
from store.errors import ConfigurationError, DamagedDatabase, NewerVersion, StorageError
from tests.feed_parts import write
from tests.unit.kiosk.school_folder import SchoolFolder

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Give the second place."""
    (tmp_path / "second").mkdir()
    return tmp_path / "second"


def test_a_backup_holds_store_and_desk_with_their_keys_and_no_root_no_kiosk_no_casebook(
    founded: SchoolFolder, second: Path
) -> None:
    backup = make_backup(Home(founded.folder), second, TEN)
    names = set(backup.files)
    assert {"kiosk.toml", "store/feeds.db", "store/store.key", "desk/feeds.db", "desk/device.key"} <= names
    assert [name for name in names if name.startswith("desk/keys/")]
    assert not [name for name in names if name.split("/")[0] in ("root", "kiosks") or "casebook" in name]
    assert backup == read_backup(backup.folder)
    on_disk = {path.relative_to(backup.folder).as_posix() for path in backup.folder.rglob("*") if path.is_file()}
    assert on_disk == names | {"manifest.json"}


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
def test_nobody_else_may_read_any_file_of_a_backup(founded: SchoolFolder, second: Path) -> None:
    backup = make_backup(Home(founded.folder), second, TEN)
    assert {path.stat().st_mode & 0o077 for path in (backup.folder.parent, *backup.folder.rglob("*"))} == {0}


def test_a_manifest_names_no_person(founded: SchoolFolder, second: Path) -> None:
    backup = make_backup(Home(founded.folder), second, TEN)
    told = (backup.folder / "manifest.json").read_text("ascii")
    assert "Ahmed" not in told
    assert "Brook" not in str(backup.folder) + told
    assert json.loads(told)["v"] == 1


def test_a_copy_is_one_moment_of_a_database_that_is_written_all_the_while(
    founded: SchoolFolder, tmp_path: Path
) -> None:
    home = Home(founded.folder)
    parts = open_device(home, home.desk(None))
    begun, end = threading.Event(), threading.Event()

    def go_on() -> None:
        while not end.is_set():
            write(parts.feeds, b"one of a pair", b"the other of the pair")
            begun.set()

    writing = threading.Thread(target=go_on)
    writing.start()
    try:
        assert begun.wait(10)
        copies = [tmp_path / f"{number}.db" for number in range(4)]
        for copy in copies:
            copy_database(parts.database.path, copy)
    finally:
        end.set()
        writing.join()
        parts.close()
    counts = [_count(copy, "SELECT count(*) FROM entries WHERE lane = 0") for copy in copies]
    assert counts == sorted(counts)
    assert all(count >= 2 and count % 2 == 0 for count in counts)


def _count(path: Path, query: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(query).fetchone()[0])


def test_a_copy_holds_no_remains_of_what_was_deleted(founded: SchoolFolder, tmp_path: Path) -> None:
    home = Home(founded.folder)
    parts = open_device(home, home.desk(None))
    write(parts.feeds, b"erased later, whoever wrote it " * 400)
    parts.close()
    with closing(sqlite3.connect(parts.database.path)) as database:
        # As most builds of SQLite come; some overwrite by themselves.
        database.execute("PRAGMA secure_delete = OFF")
        with database:
            database.execute("UPDATE entries SET body = NULL WHERE lane = 0")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy_database(parts.database.path, tmp_path / "copy.db")
    assert b"erased later" in parts.database.path.read_bytes()
    assert b"erased later" not in (tmp_path / "copy.db").read_bytes()


def test_a_damaged_database_never_becomes_a_backup_and_the_older_ones_stay(founded: SchoolFolder, second: Path) -> None:
    home = Home(founded.folder)
    good = make_backup(home, second, TEN)
    desk = home.desk(None).database
    data = desk.read_bytes()
    desk.write_bytes(data[:8192] + os.urandom(len(data) - 12288) + data[-4096:])
    with pytest.raises(StorageError):
        make_backup(home, second, TEN + timedelta(days=1))
    assert finished(good.folder.parent) == [good]
    assert [path.name for path in good.folder.parent.iterdir()] == [good.folder.name]


def test_half_a_backup_is_cleared_away_by_the_next(founded: SchoolFolder, second: Path) -> None:
    home = Home(founded.folder)
    place = make_backup(home, second, TEN).folder.parent
    (place / ".unfinished-0000").mkdir()
    (place / ".unfinished-0000" / "feeds.db").write_bytes(b"half")
    make_backup(home, second, TEN + timedelta(days=1))
    assert sorted(one.name for one in place.iterdir()) == ["000001-2026-11-24", "000002-2026-11-25"]


def test_a_changed_byte_a_missing_file_and_a_newer_manifest_are_each_said(founded: SchoolFolder, second: Path) -> None:
    backup = make_backup(Home(founded.folder), second, TEN)
    store, manifest = backup.folder / "store" / "feeds.db", backup.folder / "manifest.json"
    whole = store.read_bytes()
    store.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(DamagedDatabase, match=r"000001-2026-11-24 is damaged or not whole \(store/feeds\.db\)"):
        check_backup(backup)
    store.unlink()
    with pytest.raises(DamagedDatabase, match=r"store/feeds\.db"):
        check_backup(backup)
    manifest.write_text(manifest.read_text("ascii").replace('"v": 1', '"v": 3'), "ascii")
    with pytest.raises(NewerVersion, match="Update the program"):
        read_backup(backup.folder)


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "store/../../x", "C:/x", "store\\x"])
def test_a_manifest_can_not_lead_out_of_its_folder(founded: SchoolFolder, second: Path, name: str) -> None:
    backup = make_backup(Home(founded.folder), second, TEN)
    told = json.loads((backup.folder / "manifest.json").read_text("ascii"))
    told["files"][name] = told["files"].pop("kiosk.toml")
    (backup.folder / "manifest.json").write_text(json.dumps(told), "ascii")
    with pytest.raises(DamagedDatabase):
        read_backup(backup.folder)


def test_two_backups_at_once_are_one_after_the_other(founded: SchoolFolder, second: Path) -> None:
    home = Home(founded.folder)
    other = ProcessLock(home.folder / "backup.lock", "The backup")
    other.take()
    with pytest.raises(StorageError, match="at this moment"):
        make_backup(home, second, TEN)
    other.release()
    assert make_backup(home, second, TEN).number == 1


def test_a_place_that_is_not_there_is_not_made(founded: SchoolFolder, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="not in reach"):
        make_backup(Home(founded.folder), tmp_path / "unplugged", TEN)
    assert not (tmp_path / "unplugged").exists()


def made_on(*days: date) -> list[Backup]:
    """Return backups made on these days one after the other, the newest first."""
    made = [datetime(day.year, day.month, day.day, 9, tzinfo=UTC) for day in days]
    return [Backup(Path(), number, at, bytes(16), {}) for number, at in enumerate(made, 1)][::-1]


def test_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    kept: list[Backup] = []
    first = date(2026, 1, 1)
    for number in range(500):
        day = first + timedelta(days=number)
        kept.insert(0, Backup(Path(), number, datetime(day.year, day.month, day.day, tzinfo=UTC), bytes(16), {}))
        gone = outlived(kept)
        kept = [one for one in kept if one not in gone]
    days = [one.made.date() for one in kept]
    newest = first + timedelta(days=499)
    assert days[:7] == [newest - timedelta(days=back) for back in range(7)]
    assert len({(day.year, day.month) for day in days}) == 12
    assert newest - timedelta(days=366) <= days[-1]
    assert len(days) <= MOST


def test_a_clock_that_shows_another_year_each_day_fills_no_disk_and_loses_no_newest() -> None:
    wild = made_on(*[date(1970 + (number * 37) % 90, 1 + number % 12, 1 + number % 28) for number in range(200)])
    gone = outlived(wild)
    assert len(wild) - len(gone) <= MOST
    assert not set(range(194, 201)) & {one.number for one in gone}


def test_the_command_says_where_what_and_what_a_thief_would_get(
    founded: SchoolFolder, second: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert founded.run("backup") == 1
    assert "No second place for backups is named" in capsys.readouterr().err
    assert founded.run("backup", "--to", str(second)) == 0
    told = capsys.readouterr().out
    assert "read back and whole" in told
    assert "keys by which this computer's store and desks sign" in told
    assert "the root's key" in told


def test_the_place_stands_in_the_configuration_and_no_is_a_word_for_none(tmp_path: Path) -> None:
    toml = tmp_path / "kiosk.toml"
    begin = f'version = 1\nschool = "Brook Field"\nroot = "{"0" * 64}"\n'
    toml.write_text(f'{begin}backup_to = "{(tmp_path / "second").as_posix()}"\n')
    assert read_config(toml).backup_to == (tmp_path / "second").as_posix()
    assert Home(tmp_path).backup_to == tmp_path / "second"
    toml.write_text(f'{begin}backup_to = "no"\n')
    assert Home(tmp_path).backup_to is None


def test_a_home_with_nothing_but_kiosks_has_nothing_to_back_up(founded: SchoolFolder, second: Path) -> None:
    toml = founded.folder / "kiosk.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text.replace('[store]\nfolder = "store"\n', "").replace("[[desks]]", "[[kiosks]]"), "utf-8")
    with pytest.raises(ConfigurationError, match="nothing to back up"):
        make_backup(Home(founded.folder), second, TEN)


def test_of_a_store_in_postgresql_what_is_beside_the_rows_is_backed_up_and_the_rest_is_said(
    founded: SchoolFolder, second: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(founded.folder)
    assert home.store is not None
    write_note(home.store, {"url": "postgresql://kiosk@127.0.0.1:9/school"})
    (home.store / "feeds.db").unlink()
    assert founded.run("backup", "--to", str(second)) == 0
    assert "back them up with pg_dump" in capsys.readouterr().out
    # Nothing listens there: a rehearsal leaves the rows that everybody uses alone.
    assert founded.run("restore", "--rehearse", str(second)) == 0
    told = capsys.readouterr().out
    assert "The desk Office: 1 feeds" in told
    assert "pg_dump" in told
    assert "The school's store:" not in told
    (backup,) = finished(next(second.iterdir()))
    assert {"store/store.key", "store/database.json", "desk/feeds.db"} <= set(backup.files)
    assert "store/feeds.db" not in backup.files
