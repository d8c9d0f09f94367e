"""What each device on this computer needs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import text

from kiosk.home import Device, Home
from kiosk.parts import STORE_NAME, Parts, open_device, open_store
from kiosk.welcome_file import read_welcome
from store.database import Database
from store.errors import DamagedDatabase, KioskError
from store.feeds.by_network.http_trouble import SENTENCES, Trouble
from store.feeds.verify import walk
from store.sqlite import EMPTIED

LEAST_ROOM_IN_FOLDER: Final = 1 << 20
SILENT: Final = timedelta(days=3)
_OTHERS_MAY: Final = 0o077
_Opened = TypeVar("_Opened")


def folder(path: Path) -> Iterator[str]:
    """Look whether a share or a stick is there."""
    try:
        is_there = path.is_dir()
        free = shutil.disk_usage(path).free if is_there else 0
    except OSError:
        is_there = False
    if not is_there:
        yield f"The folder {path} is not in reach. Connect the share or the stick, or correct kiosk.toml."
    elif not os.access(path, os.W_OK):
        yield f"The folder {path} can't be written to, so nothing leaves by it. Allow it, or take another one."
    elif free < LEAST_ROOM_IN_FOLDER:
        yield f"The folder {path} is nearly full, so little more leaves by it. Make room there, or take another one."


def store(home: Home) -> Iterator[str]:
    """Look the store over."""
    if home.store is None:
        return
    parts = _opened(STORE_NAME, home.store, lambda: open_store(home))
    if parts is None:
        return
    try:
        yield from key_is_private(home.store / "store.key")
        yield from _holds(parts)
    finally:
        parts.close()


def device(home: Home, device: Device, now: datetime) -> Iterator[str]:
    """Look one desk or kiosk over."""
    parts = _opened(device.name, device.folder, lambda: open_device(home, device))
    try:
        yield from key_is_private(device.key)
        yield from _holds(parts)
        if device in home.kiosks:
            yield from _contact(device, now)
            yield from _trouble(device)
        standing = parts.school.standing(parts.key.id)
        if parts.school.keys is not None and standing != "admitted":
            yield (
                f"{device.name} is {'revoked' if standing == 'revoked' else 'not admitted yet'}: what is written on it "
                "is kept apart. Ask whoever publishes the list of devices to admit it."
            )
    finally:
        parts.close()


def _opened(name: str, folder: Path, opening: Callable[[], _Opened]) -> _Opened:
    """Return what `opening` opens, or raise a KioskError that says which of this computer's devices it is about."""
    try:
        return opening()
    except DamagedDatabase:
        raise KioskError(_damaged(name, folder)) from None
    except KioskError as error:
        raise KioskError(f"{name} ({folder}): {error}") from None


def _damaged(name: str, folder: Path) -> str:
    return (
        f"{name}: a part of the database is damaged. Keep a copy of {folder}, whole: what was not sent is in it alone. "
        "Then take all files whose names begin with feeds.db out of there: what others hold comes back by itself."
    )


def _holds(parts: Parts) -> Iterator[str]:
    if parts.database.is_file:
        if not is_intact(parts.database):
            yield _damaged(parts.name, parts.database.path.parent)
            return
        mark = parts.database.path.with_name(f"{parts.database.path.name}{EMPTIED}")
        if mark.exists():
            yield (
                f"{parts.name}: its database was found empty, so it began anew; what it had not sent by then is lost. "
                f"Tell whoever keeps pupils safe, then delete {mark}."
            )
    for state in walk(parts.feeds, parts.school.device_name):
        if not state.complete or state.missing or state.forks or state.quarantined or state.unreadable:
            yield f"{parts.name} holds {state.sentence} Run `kiosk sync`; if it stays, ask IT."


def is_intact(database: Database) -> bool:
    """Whether SQLite finds every page in order."""
    try:
        with database.read() as connection:
            return connection.execute(text("PRAGMA integrity_check(1)")).scalar() == "ok"
    except DamagedDatabase:
        return False


def _contact(device: Device, now: datetime) -> Iterator[str]:
    facts = read_welcome(device.welcome)
    if facts is None or facts.last_contact is None:
        yield f"{device.name} has never reached the school's store. Run `kiosk sync` with a peer in reach."
    elif now - facts.last_contact > SILENT:
        days = (now - facts.last_contact).days
        yield f"{device.name} last reached the store {days} days ago. Run `kiosk sync`, or carry the stick there."


def _trouble(device: Device) -> Iterator[str]:
    """Say what keeps a kiosk from its store, as its last exchange left it."""
    facts = read_welcome(device.welcome)
    kinds = {one.value: one for one in Trouble}
    if facts is None or facts.trouble not in kinds:
        return
    at = facts.trouble_since
    since = f" since {at.astimezone():%d %B %Y, %H:%M}" if at else ""
    yield f"{device.name} exchanges with no store{since} ({facts.trouble}). {SENTENCES[kinds[facts.trouble]]}"


def key_is_private(path: Path) -> Iterator[str]:
    """Look whether other accounts can read a device's key."""
    if os.name == "posix" and path.stat().st_mode & _OTHERS_MAY:
        yield f"Other accounts of this computer can read {path}. Take that right away: chmod 600."
