"""What each device on this computer needs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import text

from kiosk.home import Device, Home
from kiosk.parts import Parts, open_device, open_store
from kiosk.welcome_file import read_welcome
from store.database import Database
from store.feeds.verify import walk

SILENT: Final = timedelta(days=3)
_OTHERS_MAY: Final = 0o077


def folder(path: Path) -> Iterator[str]:
    """Look whether a share or a stick is there."""
    if not path.is_dir():
        yield f"The folder {path} is not in reach. Connect the share or the stick, or correct kiosk.toml."


def store(home: Home) -> Iterator[str]:
    """Look the store over."""
    parts = open_store(home)
    if parts is None or home.store is None:
        return
    try:
        yield from _key_is_private(home.store / "store.key")
        yield from _holds(parts)
    finally:
        parts.close()


def device(home: Home, device: Device, now: datetime) -> Iterator[str]:
    """Look one desk or kiosk over."""
    parts = open_device(home, device)
    try:
        yield from _key_is_private(device.key)
        yield from _holds(parts)
        if device in home.kiosks:
            yield from _contact(device, now)
        standing = parts.school.standing(parts.key.id)
        if parts.school.keys is not None and standing != "admitted":
            yield (
                f"{device.name} is {'revoked' if standing == 'revoked' else 'not admitted yet'}: what is written on it "
                "is kept apart. Ask whoever publishes the list of devices to admit it."
            )
    finally:
        parts.close()


def _holds(parts: Parts) -> Iterator[str]:
    if not is_intact(parts.database):
        yield (
            f"{parts.name}: a part of the database is damaged. Copy its folder away first, then ask IT: what the store "
            "has comes back by itself into a new one."
        )
        return
    for state in walk(parts.feeds, parts.school.device_name):
        if not state.complete or state.missing or state.forks or state.quarantined or state.unreadable:
            yield f"{parts.name} holds {state.sentence} Run `kiosk sync`; if it stays, ask IT."


def is_intact(database: Database) -> bool:
    """Whether SQLite finds every page in order."""
    with database.read() as connection:
        return connection.execute(text("PRAGMA integrity_check(1)")).scalar() == "ok"


def _contact(device: Device, now: datetime) -> Iterator[str]:
    facts = read_welcome(device.welcome)
    if facts is None or facts.last_contact is None:
        yield f"{device.name} has never reached the school's store. Run `kiosk sync` with a peer in reach."
    elif now - facts.last_contact > SILENT:
        days = (now - facts.last_contact).days
        yield f"{device.name} last reached the store {days} days ago. Run `kiosk sync`, or carry the stick there."


def _key_is_private(path: Path) -> Iterator[str]:
    if os.name == "posix" and path.stat().st_mode & _OTHERS_MAY:
        yield f"Other accounts of this computer can read {path}. Take that right away: chmod 600."
