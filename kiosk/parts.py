"""The real parts of one device or store, opened from a home's files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from kiosk.device_key import read_device_key
from kiosk.home import Device, Home
from kiosk.serving.store_database import read_note, shared_database
from store.database import Database, open_database, open_shared
from store.feeds.feeds import Feeds
from store.scheme.school import School
from store.signed.signing_key import SigningKey, id16

STORE_NAME: Final = "the school's store"
STORE_FILE: Final = "feeds.db"


@dataclass(frozen=True)
class Parts:
    """One device: its database, the school as it knows it, its feeds, its key."""

    name: str
    database: Database
    school: School
    feeds: Feeds
    key: SigningKey

    def follow(self) -> int:
        """Apply the notices that have arrived, returning how many changed something."""
        return self.database.change(lambda connection: self.school.follow(connection, self.feeds))

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_device(home: Home, device: Device) -> Parts:
    """Open a desk or a kiosk."""
    key = read_device_key(device.key)
    database = open_database(device.database)
    school = School(database, home.root, own=key.id)
    return Parts(device.name, database, school, Feeds(database, school.id, school, key), key)


def open_store(home: Home, *, shared: URL | None = None, takes_deliveries: bool = False) -> Parts | None:
    """Open the school's store, None where it is on another computer; `shared` is its database if that is not noted."""
    if home.store is None:
        return None
    shared = shared or shared_database(read_note(home.store))
    if shared is None:
        return open_store_file(home, home.store, takes_deliveries=takes_deliveries)
    return _store(home, home.store, open_shared(shared, id16(home.root)))


def open_store_file(home: Home, folder: Path, *, takes_deliveries: bool = False) -> Parts:
    """Open the rows that lie in the store's folder."""
    return _store(home, folder, open_database(folder / STORE_FILE, takes_deliveries=takes_deliveries))


def _store(home: Home, folder: Path, database: Database) -> Parts:
    try:
        key = read_device_key(folder / "store.key")
        school = School(database, home.root, own=key.id)
    except BaseException:
        database.close()
        raise
    return Parts(STORE_NAME, database, school, Feeds(database, school.id, school, None), key)
