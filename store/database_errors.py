"""The sentence for everything that a disk or a database driver can raise."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from store.errors import DamagedDatabase, DiskFull, Overlapped, ReadOnly, StorageError


class _Kind(NamedTuple):
    """How SQLite names a kind of failure; SQLCipher's driver gives no names, only the messages."""

    names: tuple[str, ...]
    messages: tuple[str, ...]


_FULL: Final = _Kind(("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"), ("database or disk is full",))
_READ_ONLY: Final = _Kind(
    ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"),
    ("attempt to write a readonly database", "unable to open database file"),
)
_DAMAGED: Final = _Kind(
    ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ"), ("is malformed", "is not a database")
)
_BUSY: Final = _Kind(("SQLITE_BUSY", "SQLITE_LOCKED"), ("is locked",))

# SQLSTATEs of PostgreSQL, appendix A of its manual, which CockroachDB and YugabyteDB share.
_OVERLAPPED: Final = ("40001", "40P01")
_SERVER_FULL: Final = ("53100",)
_SERVER_BUSY: Final = ("53", "55P03", "25P03")
_SERVER_READ_ONLY: Final = ("25006", "42501")
_SERVER_DAMAGED: Final = ("XX001", "XX002")
_SERVER_GONE: Final = ("08", "57", "28", "3D")


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what the database driver raises inside the block into a StorageError with a sentence."""
    try:
        yield
    except DBAPIError as error:
        if _is_of_a_server(error):
            # What a server says can name its account, its address, the values of a row.
            raise _server_error(error) from None
        raise _storage_error(error.orig) from error
    except PoolTimeoutError:
        raise _busy_server() from None
    except sqlite3.Error as error:
        raise _storage_error(error) from error


def disk_error(error: OSError) -> StorageError:
    """Return the error of the tree for what the operating system said about a file or a folder."""
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return _full()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST):
        return _read_only()
    return StorageError(
        "The folder can't be reached just now. Nothing was lost; everything stays on this computer. "
        "Check that the share or the stick is connected, then try again."
    )


def damaged() -> DamagedDatabase:
    """Return the error for a database of which a part can't be read any more."""
    return DamagedDatabase(
        "A part of this computer's database is damaged. Nothing was changed or deleted, and everything "
        "that was sent before is safe with the school's store. Please tell an adult or IT, who can run "
        "`kiosk doctor`. If you are worried about somebody, tell an adult in person now."
    )


def _storage_error(error: BaseException | None) -> StorageError:
    name, message = str(getattr(error, "sqlite_errorname", "")), str(error)
    if _is(_FULL, name, message):
        return _full()
    if _is(_READ_ONLY, name, message):
        return _read_only()
    if _is(_DAMAGED, name, message):
        return damaged()
    if _is(_BUSY, name, message):
        return StorageError(
            "Another program on this computer is using the database. Nothing was lost. Wait a moment, then try again."
        )
    return StorageError(
        "This computer's disk did not do what it was asked. Nothing that was saved before is lost. "
        "Try again; if it stays like this, ask IT to run `kiosk doctor`."
    )


def _is_of_a_server(error: DBAPIError) -> bool:
    return hasattr(error.orig, "sqlstate")


def _server_error(error: DBAPIError) -> StorageError:
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state.startswith(_OVERLAPPED):
        return Overlapped(
            "Another server of the school's store wrote at the same moment. Nothing of this was kept, nothing was "
            "lost. Try again."
        )
    if state.startswith(_SERVER_FULL):
        return DiskFull(
            "There is no room left where the school's database is, so this was not saved. Everything saved before is "
            "safe. Please make room there; then try again."
        )
    if state.startswith(_SERVER_BUSY):
        return _busy_server()
    if state.startswith(_SERVER_READ_ONLY):
        return ReadOnly(
            "The school's database does not let the store write. Nothing was lost; what was saved before is safe. "
            "Give its account the right to make tables and to write, then try again."
        )
    if state.startswith(_SERVER_DAMAGED):
        return DamagedDatabase(
            "A part of the school's database is damaged. Nothing was changed or deleted here; kiosks and desks keep "
            "what they have. Please tell whoever looks after the database, before it is written to again."
        )
    if not state or state.startswith(_SERVER_GONE) or error.connection_invalidated:
        return StorageError(
            "The school's database can't be reached, or does not let the store in. Nothing was lost: whoever has "
            "something to send keeps it. Check that it runs, then its address, the account and the password."
        )
    return StorageError(
        "The school's database did not do what it was asked. Nothing that was saved before is lost. "
        "Try again; if it stays like this, ask whoever looks after the database."
    )


def _busy_server() -> StorageError:
    return StorageError(
        "The school's database has too much to do just now. Nothing was lost. Wait a moment, then try again."
    )


def _is(kind: _Kind, name: str, message: str) -> bool:
    return name.startswith(kind.names) or any(part in message for part in kind.messages)


def _full() -> DiskFull:
    return DiskFull(
        "There is no room left on the disk, so this was not saved. Everything saved before is safe. "
        "Please tell an adult, who can make room; then try again."
    )


def _read_only() -> ReadOnly:
    return ReadOnly(
        "This folder can't be written to, so nothing new was saved there. Everything saved before is safe. "
        "Please ask IT to allow writing to it; then try again."
    )
