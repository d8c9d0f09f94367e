"""The real parts of one device or store, opened from a home's files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kiosk.device_key import read_device_key
from kiosk.home import Device, Home
from store.database import Database, open_database
from store.feeds.feeds import Feeds
from store.scheme.school import School
from store.signed.signing_key import SigningKey

STORE_NAME: Final = "the school's store"


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
        with self.database.write() as connection:
            return self.school.follow(connection, self.feeds)

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def open_device(home: Home, device: Device) -> Parts:
    """Open a desk or a kiosk."""
    key = read_device_key(device.key)
    database = open_database(device.database)
    school = School(database, bytes.fromhex(home.config.root), own=key.id)
    return Parts(device.name, database, school, Feeds(database, school.id, school, key), key)


def open_store(home: Home) -> Parts | None:
    """Open the school's store, None where it is on another computer."""
    if home.store is None:
        return None
    key = read_device_key(home.store / "store.key")
    database = open_database(home.store / "feeds.db")
    school = School(database, bytes.fromhex(home.config.root), own=key.id)
    return Parts(STORE_NAME, database, school, Feeds(database, school.id, school, None), key)
