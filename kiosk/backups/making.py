"""Making a backup of a home while its programs run."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.backups.kept import outlived
from kiosk.backups.place import (
    DATABASE,
    MANIFEST,
    UNFINISHED,
    Backup,
    check_backup,
    finished,
    folder_name,
    measured,
    next_number,
    place_name,
    write_manifest,
)
from kiosk.device_key import read_device_key
from kiosk.home import CONFIG, Home
from kiosk.process_lock import ProcessLock
from kiosk.serving.store_database import NOTE, read_note
from store.backup import copy_database, sync_folder
from store.database import disk_error
from store.errors import ConfigurationError, StorageError
from store.private_file import write_private
from store.signed.signing_key import id16

NOTHING_TO_KEEP: Final = (
    "Neither the store nor a desk is on this computer, so there is nothing to back up here. "
    "What a kiosk has not sent yet is on it alone: run `kiosk sync`."
)
STORE_KEY: Final = "store.key"
SHARED: Final = (
    "The store's rows are in PostgreSQL: back them up with pg_dump, or with the trust's own backup. "
    "What is beside them here is in this one."
)
_OF_STORE: Final = (STORE_KEY, "tls.pem", "address.json", NOTE)
_OF_DESK: Final = ("device.key", "enrolled.json")


def place_of(home: Home, to: Path) -> Path:
    """Return the folder below `to` that is this home's alone, or raise ConfigurationError where it holds nothing."""
    keys = [home.store / STORE_KEY] if home.store is not None else [desk.key for desk in home.desks]
    if not keys:
        raise ConfigurationError(NOTHING_TO_KEEP)
    key = keys[0]
    return to / place_name(id16(home.root), read_device_key(key).id)


def files_of(home: Home) -> Iterator[Path]:
    """Yield what belongs into a backup, by its path in the home.

    The root's key belongs offline; casebooks are rebuilt from the feeds; a kiosk's files tell that something waits for
    a route, so they leave it only as reports do.
    """
    yield Path(CONFIG)
    if home.store is not None and not is_shared(home):
        yield (home.store / DATABASE).relative_to(home.folder)
    if home.store is not None:
        yield from _there(home, home.store, _OF_STORE)
    for desk in home.desks:
        yield desk.database.relative_to(home.folder)
        yield from _there(home, desk.folder, _OF_DESK)
        yield from sorted(path.relative_to(home.folder) for path in desk.keys.glob("*.key"))


def is_shared(home: Home) -> bool:
    """Whether the store's rows are in a database that several servers share."""
    return home.store is not None and read_note(home.store) is not None


def make_backup(home: Home, to: Path, made: datetime) -> Backup:
    """Make a backup below `to`, read it back, then let those go that it has outlived."""
    if not to.is_dir():
        raise out_of_reach(to)
    place = place_of(home, to)
    with _alone(home):
        try:
            place.mkdir(mode=0o700, exist_ok=True)
            for left in place.glob(f"{UNFINISHED}*"):
                shutil.rmtree(left, ignore_errors=True)
            unfinished = place / f"{UNFINISHED}{secrets.token_hex(4)}"
            unfinished.mkdir(mode=0o700)
        except OSError as error:
            raise disk_error(error) from error
        try:
            backup = _finished_in(home, unfinished, next_number(place), made)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        for old in outlived(finished(place)):
            shutil.rmtree(old.folder, ignore_errors=True)
    return backup


def out_of_reach(to: Path) -> StorageError:
    """Return the error for a place that is not there."""
    return StorageError(
        f"The place for backups is not in reach: {to}. No backup was made; everything here stays as it is. "
        "Connect that disk or share, or name another folder."
    )


def _finished_in(home: Home, unfinished: Path, number: int, made: datetime) -> Backup:
    kept = {}
    for path in files_of(home):
        _copy(home.folder / path, unfinished / path)
        kept[path.as_posix()] = measured(unfinished / path)
    backup = Backup(unfinished, number, made, id16(home.root), kept)
    write_private(unfinished / MANIFEST, write_manifest(backup))
    check_backup(backup)
    final = unfinished.with_name(folder_name(number, made))
    try:
        for folder in {(unfinished / name).parent for name in kept}:
            sync_folder(folder)
        unfinished.rename(final)
    except OSError as error:
        raise disk_error(error) from error
    sync_folder(final.parent)
    return replace(backup, folder=final)


def _copy(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        data = b"" if source.name == DATABASE else source.read_bytes()
    except OSError as error:
        raise disk_error(error) from error
    if source.name == DATABASE:
        copy_database(source, target)
    else:
        write_private(target, data)


def _there(home: Home, folder: Path, names: tuple[str, ...]) -> Iterator[Path]:
    return (path.relative_to(home.folder) for path in (folder / name for name in names) if path.is_file())


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    lock = ProcessLock(home.folder / "backup.lock", "The backup")
    try:
        lock.take()
    except ConfigurationError:
        raise StorageError(
            "A backup of this school is being made at this moment. Nothing was changed. Wait until it is done."
        ) from None
    try:
        yield
    finally:
        lock.release()
