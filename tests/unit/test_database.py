"""The device's database says plainly what went wrong, keeps everything saved before."""

from __future__ import annotations

import importlib
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Dialect, MetaData, Table, text
from sqlalchemy.dialects import postgresql, sqlite

from store.columns import METADATA
from store.database import SCRIPTS, disk_error, migrate, open_database, said_plainly
from store.errors import DamagedDatabase, DiskFull, NewerVersion, ReadOnly, StorageError
from store.rows import DeviceRow
from tests.feed_parts import bodies, entries, parts_in, write


def test_a_commit_is_on_the_disk_with_full_synchronisation(tmp_path: Path) -> None:
    database = open_database(tmp_path / "new" / "feeds.db")
    with database.write() as writer, database.read() as reader:
        for connection in (writer, reader):
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    database.close()


def declared(form: str) -> None:
    for room in ("feeds", "scheme", "notebook.common", "service"):
        importlib.import_module(f"store.{room}.{form}")


def shapes(of: MetaData, dialect: Dialect) -> dict[str, object]:
    """Return what a database would be told of each table."""
    return {name: shape(table, dialect) for name, table in of.tables.items()}


def shape(table: Table, dialect: Dialect) -> object:
    columns = [(one.name, one.type.compile(dialect), one.nullable, one.primary_key) for one in table.columns]
    indexes = {
        (index.name, tuple(index.columns.keys()), index.unique, str(index.dialect_options["sqlite"]["where"]))
        for index in table.indexes
    }
    return columns, indexes, table.primary_key.name


def test_the_tables_declared_are_the_tables_migrated(tmp_path: Path) -> None:
    declared("tables")
    database = open_database(tmp_path / "feeds.db")
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)
    database.close()
    migrated = {"entries", "spans", "forks", "own_lanes", "machines", "introductions", "folder_files"}
    assert migrated <= set(METADATA.tables)
    assert differences == []


def test_the_bare_tables_are_the_models_tables() -> None:
    declared("tables")
    declared("rows")
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        assert shapes(METADATA, dialect) == shapes(DeviceRow.metadata, dialect)


def test_every_key_and_every_index_begins_with_the_school() -> None:
    declared("tables")
    for name, table in METADATA.tables.items():
        assert next(iter(table.primary_key.columns)).name == "school", name
        for index in table.indexes:
            assert next(iter(index.columns)).name == "school", index.name


def test_a_database_at_its_newest_revision_opens_without_alembic(tmp_path: Path) -> None:
    open_database(tmp_path / "feeds.db").close()
    code = (
        "import sys, pathlib; from store.database import open_database;"
        "open_database(pathlib.Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "feeds.db")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert told.stdout.strip() == "False"


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    database = open_database(tmp_path / "feeds.db")
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    before = (tmp_path / "feeds.db").read_bytes()
    with pytest.raises(NewerVersion, match="Nothing in it was changed"):
        open_database(tmp_path / "feeds.db")
    assert (tmp_path / "feeds.db").read_bytes() == before


def test_a_second_migration_changes_nothing(tmp_path: Path) -> None:
    database = open_database(tmp_path / "feeds.db")
    with database.write() as connection:
        migrate(connection, SCRIPTS)
        assert connection.exec_driver_sql("SELECT count(*) FROM entries").scalar() == 0
    database.close()


def test_what_a_store_has_given_a_receipt_for_is_known_after_the_migration_too(tmp_path: Path) -> None:
    with parts_in(tmp_path) as parts:
        kiosk = parts.kiosk()
        sent, kept = write(kiosk, b"sent", b"kept")
        with kiosk.database.write() as connection:
            rings = ("ring_alarms", "ring_marks", "ring_calls")
            for later in ("receipted", "own_vaults", "told_words", "trainings", "reviews", "own_notes", *rings):
                connection.exec_driver_sql(f"DROP TABLE {later}")
            connection.exec_driver_sql("ALTER TABLE entries ADD COLUMN receipted BOOLEAN NOT NULL DEFAULT 0")
            connection.execute(text("UPDATE entries SET receipted = 1 WHERE hash = :hash"), {"hash": sent})
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
            migrate(connection, SCRIPTS)
        assert {one.hash: one.receipted for one in entries(kiosk)} == {sent: True, kept: False}


def test_a_full_disk_says_so_and_keeps_what_was_saved(tmp_path: Path) -> None:
    with parts_in(tmp_path) as parts:
        kiosk = parts.kiosk()
        write(kiosk, b"first")
        with kiosk.database.write() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
        with pytest.raises(DiskFull, match="Everything saved before is safe"):
            write(kiosk, os.urandom(100_000))
        assert bodies(kiosk) == [b"first"]
        with kiosk.database.write() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        write(kiosk, b"x" * 100_000)
        assert len(bodies(kiosk)) == 2


def test_a_database_that_can_not_be_written_says_so(tmp_path: Path) -> None:
    with parts_in(tmp_path) as parts:
        kiosk = parts.kiosk()
        write(kiosk, b"first")
        with kiosk.database.write() as connection:
            connection.exec_driver_sql("PRAGMA query_only=ON")
        with pytest.raises(ReadOnly, match="can't be written"):
            write(kiosk, b"second")
        assert bodies(kiosk) == [b"first"]


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(ReadOnly):
        open_database(tmp_path / "home" / "feeds.db")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_leave_to_write_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home").chmod(0o500)
    with pytest.raises(ReadOnly):
        open_database(tmp_path / "home" / "feeds.db")


def test_a_damaged_page_is_said_with_what_is_safe(tmp_path: Path) -> None:
    with parts_in(tmp_path) as parts:
        kiosk = parts.kiosk()
        kiosk.database.close()
        path = kiosk.database.path
        empty = path.stat().st_size // 4096
        write(kiosk, *[b"%d" % number * 3000 for number in range(40)])
        kiosk.database.close()
        data = bytearray(path.read_bytes())
        for page in range(empty, len(data) // 4096):
            data[page * 4096 : page * 4096 + 100] = b"\xff" * 100
        path.write_bytes(bytes(data))
        again = parts.open("kiosk1", kiosk.own)
        with pytest.raises(DamagedDatabase, match="Nothing was changed or deleted") as caught:
            bodies(again)
        assert "tell an adult" in str(caught.value)


def test_a_file_cut_short_or_foreign_is_damage(tmp_path: Path) -> None:
    (tmp_path / "feeds.db").write_bytes(b"no database at all, but long enough to be read" * 100)
    with pytest.raises(DamagedDatabase):
        open_database(tmp_path / "feeds.db")


def test_a_change_within_a_change_is_refused(tmp_path: Path) -> None:
    database = open_database(tmp_path / "feeds.db")
    with pytest.raises(StorageError), database.write(), database.write():
        pass
    with database.write() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    database.close()


def test_a_failed_change_leaves_nothing(tmp_path: Path) -> None:
    with parts_in(tmp_path) as parts:
        kiosk = parts.kiosk()
        with pytest.raises(ZeroDivisionError), kiosk.database.write() as connection:
            kiosk.append(connection, 0, b"never")
            _ = 1 // 0
        assert bodies(kiosk) == []
        write(kiosk, b"kept")
        assert bodies(kiosk) == [b"kept"]


def test_changes_of_several_threads_follow_one_another(tmp_path: Path) -> None:
    with parts_in(tmp_path) as parts:
        kiosk = parts.kiosk()
        threads = [threading.Thread(target=write, args=(kiosk, b"%d" % number)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(bodies(kiosk), key=repr) == sorted((b"%d" % number for number in range(20)), key=repr)
        with kiosk.database.read() as connection:
            assert kiosk.missing(connection) == {}


def test_a_database_in_use_by_another_program_is_not_called_damaged() -> None:
    error = sqlite3.OperationalError("database is locked")
    with pytest.raises(StorageError, match="Another program"), said_plainly():
        raise error


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("database or disk is full", DiskFull),
        ("attempt to write a readonly database", ReadOnly),
        ("database disk image is malformed", DamagedDatabase),
        ("file is not a database", DamagedDatabase),
        ("disk I/O error", StorageError),
    ],
)
def test_a_driver_without_error_names_is_understood_too(message: str, expected: type[StorageError]) -> None:
    with pytest.raises(expected), said_plainly():
        raise sqlite3.OperationalError(message)


def test_what_the_system_says_of_a_folder_becomes_a_sentence() -> None:
    import errno

    assert isinstance(disk_error(OSError(errno.ENOSPC, "")), DiskFull)
    assert isinstance(disk_error(OSError(errno.EROFS, "")), ReadOnly)
    assert "can't be reached" in str(disk_error(OSError(errno.ENOENT, "")))


def test_a_kiosk_imports_nothing_of_another_kind_of_database() -> None:
    code = "import sys, kiosk.kiosk_wiring; print([name for name in sys.modules if 'postgresql' in name])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
