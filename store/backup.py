"""A whole copy of a device's database, made while programs are using it."""

from __future__ import annotations

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from store.database import disk_error, said_plainly
from store.errors import DamagedDatabase

_BUSY_SECONDS: Final = 30
_OURS: Final = 0o600
_LEAST_ARRIVAL: Final = 1 << 50
_ARRIVALS: Final = (
    "UPDATE entries SET arrival = arrival + :by",
    "UPDATE followed_notices SET arrival = arrival + :by WHERE arrival > 0",
    "UPDATE mailboxes SET arrival = arrival + :by WHERE arrival > 0",
    "UPDATE kept_posts SET arrival = arrival + :by",
)


def copy_database(source: Path, copy: Path) -> None:
    """Write what the database holds at this moment into the new file `copy`, checked and durable when this returns.

    Nothing that was deleted comes along, not even as the remains that SQLite leaves in its file. The copy says of its
    own feeds that they take a new epoch before the next append: whoever puts it back, by whatever means, has appended
    since, so that going on would use a number twice.
    """
    try:
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OURS))
    except OSError as error:
        raise disk_error(error) from error
    with said_plainly():
        with closing(_opened(source)) as database:
            database.execute("VACUUM INTO ?", (str(copy),))
        with closing(_opened(copy)) as database:
            database.execute("UPDATE own_lanes SET renew = 1")
    check_database(copy)
    sync_file(copy)


def number_anew(path: Path) -> None:
    """Give the arrivals in a database that is put back other numbers, in the same order.

    Views remember up to which arrival they have read: the same numbers for other entries would let them pass over one,
    an alarm perhaps. By other numbers they see that they must begin anew.
    """
    somewhere = _LEAST_ARRIVAL + secrets.randbelow(_LEAST_ARRIVAL)
    with said_plainly(), closing(_opened(path)) as database:
        database.execute("BEGIN IMMEDIATE")
        first = database.execute("SELECT min(arrival) FROM entries").fetchone()[0]
        if first is not None:
            for told in _ARRIVALS:
                database.execute(told, {"by": somewhere - first})
        database.execute("COMMIT")


def check_database(path: Path) -> None:
    """Raise DamagedDatabase where SQLite finds a page of the database at `path` out of order."""
    with said_plainly(), closing(_opened(path)) as database:
        found = database.execute("PRAGMA integrity_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise DamagedDatabase(
            "A copy of the database is damaged. It was not kept as a backup; the database itself is as it was. "
            "Try again; if it stays like this, ask IT to run `kiosk doctor`."
        )


def sync_file(path: Path) -> None:
    """Wait until a file that was written is on the disk."""
    try:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise disk_error(error) from error


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the operating system can do that."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise disk_error(error) from error


def _opened(path: Path) -> sqlite3.Connection:
    # Never made where it is missing: an empty database would pass for a backup.
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
