"""Making a database of a backup ready beside its place, with what is known beyond the backup, then putting it there."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from kiosk.backups.making import STORE_KEY
from kiosk.backups.place import DATABASE, Backup, finished
from kiosk.device_key import read_device_key
from kiosk.home import Home
from kiosk.parts import Parts
from store.backup import check_database, number_anew, sync_file, sync_folder
from store.database import disk_error, open_database
from store.errors import KioskError
from store.feeds.entry import LANE_NOTICES, LANES
from store.feeds.feeds import Feeds
from store.scheme.school import School

ASIDE: Final = "before-restore"
SIDES: Final = ("-wal", "-shm", "-journal")


def make_ready(backup: Backup, name: str, home: Home) -> Iterator[str]:
    """Make the database `name` of a backup ready beside its place, yielding what a person should know of it.

    Ready means: it has taken over the notices that are known elsewhere, has followed them, so that nothing erased is
    ever served again, and is whole.
    """
    new = _ready(home, name)
    _copy(backup.folder / name, new)
    restored = _opened(home, new)
    try:
        yield from _bring_along(backup, name, home, restored)
        _follow(restored)
    finally:
        restored.close()
    number_anew(new)
    check_database(new)
    sync_file(new)


def unmake(name: str, home: Home) -> None:
    """Take away what was made ready."""
    _remove(_ready(home, name))


def put_in_place(name: str, home: Home) -> Iterator[str]:
    """Put what was made ready in its place, keeping aside what stands there, yielding where that is."""
    target, new = home.folder / name, _ready(home, name)
    try:
        if target.exists():
            yield f"What was in {name} before is kept as {keep_aside(target).name}; delete that when all is well."
        new.replace(target)
    except OSError as error:
        raise disk_error(error) from error
    sync_folder(target.parent)


def keep_aside(path: Path) -> Path:
    """Keep what stands at `path` under a name that says so, leaving the place to be written over in one step."""
    number = 1
    while (aside := path.with_name(f"{path.name}.{ASIDE}-{number}")).exists():
        number += 1
    try:
        os.link(path, aside)
    except OSError:
        # Some disks know no second name of a file.
        shutil.copy2(path, aside)
        sync_file(aside)
    for side in SIDES:
        # A log of changes belongs to the one database that it was written for.
        if (log := path.with_name(path.name + side)).exists():
            log.replace(aside.with_name(aside.name + side))
    return aside


def _ready(home: Home, name: str) -> Path:
    return (home.folder / name).with_name(f"{DATABASE}.restoring")


def _bring_along(backup: Backup, name: str, home: Home, restored: Parts) -> Iterator[str]:
    """Take over all notices of the newest backup, then what the database that is replaced holds beyond this one.

    Notices come first: what they erase is not taken in again.
    """
    newest = next(iter(finished(backup.folder.parent)), None)
    if newest is not None and newest.number > backup.number and name in newest.files:
        # A copy of it is opened, for opening may bring a database up to date.
        copy = restored.database.path.with_name(f"notices-{secrets.token_hex(4)}.db")
        try:
            with contextlib.suppress(KioskError):
                _copy(newest.folder / name, copy)
                _take_over(home, copy, restored, (LANE_NOTICES,))
        finally:
            _remove(copy)
    target = home.folder / name
    if not target.exists():
        return
    try:
        taken = sum(_take_over(home, target, restored, lanes) for lanes in ((LANE_NOTICES,), LANES))
    except KioskError:
        yield (
            f"{name} could not be read to its end, so what it alone held is not in what was put back. "
            "What is held elsewhere comes back with the next exchanges."
        )
        return
    if taken:
        yield f"{name} held {taken} sealed items beyond the backup; they were taken over."


def _take_over(home: Home, path: Path, restored: Parts, lanes: Collection[int]) -> int:
    """Take in what another database of this device holds, checked like what any peer sends; return how much it was."""
    other = _opened(home, path)
    try:
        with other.database.read() as reading, restored.database.read() as connection:
            before, held = restored.feeds.newest(connection), restored.feeds.held(connection, lanes)
            introduced = other.feeds.introductions(reading)
        with restored.database.write() as connection:
            for public in introduced:
                restored.feeds.introduce(connection, public)
        with other.database.read() as reading:
            for run in other.feeds.runs(reading, held, lanes):
                with restored.database.write() as connection:
                    restored.feeds.take(connection, run)
    finally:
        other.close()
    _follow(restored)
    with restored.database.read() as connection:
        return restored.feeds.newest(connection) - before


def _follow(parts: Parts) -> None:
    with parts.database.write() as connection:
        parts.school.follow(connection, parts.feeds)
        parts.feeds.review(connection)


def _opened(home: Home, path: Path) -> Parts:
    is_store = path.parent == home.store
    key = read_device_key(path.with_name(STORE_KEY if is_store else "device.key"))
    database = open_database(path)
    school = School(database, bytes.fromhex(home.config.root), own=key.id)
    return Parts(path.parent.name, database, school, Feeds(database, school.id, school, None if is_store else key), key)


def _copy(source: Path, target: Path) -> None:
    """Copy bytes, never rights: on a share, everybody may have every right."""
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove(target)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file, source.open("rb") as read:
            shutil.copyfileobj(read, file, 1 << 20)
    except OSError as error:
        raise disk_error(error) from error


def _remove(path: Path) -> None:
    for side in ("", *SIDES):
        path.with_name(path.name + side).unlink(missing_ok=True)
