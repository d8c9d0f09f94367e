"""What two people erased stays erased, whichever backup is put back, if anybody in reach knows of the notice."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.backups.making import make_backup
from kiosk.backups.place import Backup
from kiosk.backups.put_back import restore_backup
from kiosk.home import Home
from kiosk.parts import Parts, open_device, open_store
from kiosk.syncing.sync import sync_home
from store.errors import WrongPassphrase
from store.scheme.erase import make_erase
from store.scheme.notices import KIND_ERASE, pack_notice
from store.sealing.key_file import open_key_file, staff_signing_key
from store.signed.signing_key import SigningKey
from tests.feed_parts import entries, write
from tests.unit.kiosk.school_folder import SchoolFolder

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
WORDS = b"sealed, and yet to be erased one day " * 40


@pytest.fixture
def home(filled: SchoolFolder) -> Home:
    """Give a home whose kiosk has sent one report."""
    home = Home(filled.folder)
    with closing(open_device(home, home.kiosk(None))) as kiosk:
        write(kiosk.feeds, WORDS)
    sync_home(home)
    assert has_words(home) == [True, True]
    return home


@pytest.fixture
def backup(home: Home, tmp_path: Path) -> Backup:
    """Give a backup in which the report has its body."""
    (tmp_path / "second").mkdir()
    return make_backup(home, tmp_path / "second", TEN)


def staff_key(home: Home, words: str) -> SigningKey:
    for path in home.desk(None).keys.glob("*.key"):
        try:
            return staff_signing_key(open_key_file(path.read_bytes(), words).content.staff_seed)
        except WrongPassphrase:
            continue
    raise AssertionError


def erase(home: Home, keys: list[SigningKey]) -> None:
    """Erase the report at the desk."""
    with closing(open_device(home, home.desk(None))) as desk:
        named = [one.hash for one in entries(desk.feeds) if one.body == WORDS]
        notice = make_erase(desk.school.id, named, "asked for by its author", *keys)
        with desk.database.write() as connection:
            desk.feeds.append(connection, 1, pack_notice([(KIND_ERASE, notice)]))
            desk.school.follow(connection, desk.feeds)
    sync_home(home)
    assert has_words(home) == [False, False]


def has_words(home: Home) -> list[bool]:
    """Return whether the store, then the desk, holds the report's body, in a row or in what is left in the file."""
    found = []
    for parts in (open_store(home), open_device(home, home.desk(None))):
        assert isinstance(parts, Parts)
        with closing(parts):
            held = any(one.body == WORDS for one in entries(parts.feeds))
        found.append(held or WORDS in parts.database.path.read_bytes())
    return found


def broken(home: Home) -> None:
    for folder in (home.folder / "store", home.folder / "desk"):
        for path in folder.glob("feeds.db*"):
            path.unlink()


@pytest.fixture
def keys(filled: SchoolFolder) -> list[SigningKey]:
    """Give the staff keys of the lead and of the head."""
    home = Home(filled.folder)
    return [staff_key(home, filled.words[name]) for name in ("Ms Ahmed", "Mr Price")]


def test_an_older_backup_put_back_over_a_database_that_knows_of_it(
    home: Home, backup: Backup, keys: list[SigningKey]
) -> None:
    erase(home, keys)
    restore_backup(backup, home.folder)
    assert has_words(home) == [False, False]
    sync_home(home)
    assert has_words(home) == [False, False]


def test_an_older_backup_put_back_where_a_newer_one_knows_of_it(
    home: Home, backup: Backup, keys: list[SigningKey], tmp_path: Path
) -> None:
    erase(home, keys)
    make_backup(home, backup.folder.parent.parent, TEN + timedelta(days=1))
    restored = restore_backup(backup, tmp_path / "new").home
    assert has_words(restored) == [False, False]


def test_an_older_backup_put_back_where_but_a_kiosk_knows_of_it(
    home: Home, backup: Backup, keys: list[SigningKey]
) -> None:
    erase(home, keys)
    broken(home)
    restore_backup(backup, home.folder)
    assert has_words(home) == [True, True]
    sync_home(home)
    assert has_words(home) == [False, False]


def test_what_is_erased_is_in_no_backup_that_is_made_afterwards(
    home: Home, backup: Backup, keys: list[SigningKey]
) -> None:
    erase(home, keys)
    later = make_backup(home, backup.folder.parent.parent, TEN + timedelta(days=1))
    found = {name: WORDS in (later.folder / name).read_bytes() for name in later.files}
    assert not any(found.values())
    assert WORDS in (backup.folder / "store" / "feeds.db").read_bytes()
