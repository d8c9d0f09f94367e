"""Files in a shared folder: written whole or not at all, read with care."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from store.database import disk_error
from store.errors import DiskFull, ReadOnly, StorageError
from store.feeds.by_folder.folder_names import UNFINISHED

_OPEN: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
# Shares and sticks without a way to make a folder's list durable say so by one of these.
_NO_FOLDER_SYNC: Final = (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF)


class Trouble(StrEnum):
    """Why a file in the folder was passed over."""

    FOREIGN = "not made by this program"
    KEPT_OUT = "kept out by something else in its place"
    LINK = "only a link to somewhere else"
    DAMAGED = "only half copied or damaged"
    TOO_LARGE = "too large to be one of ours"
    UNSIGNED = "not signed by a store or a computer of this school"


class InTheWay(StorageError):
    """Something else stands where one file must be; it keeps no other file from being written."""


class FolderFiles:
    """One school's part of a shared folder."""

    def __init__(self, folder: Path, school: bytes) -> None:
        self._folder = folder
        self._root = folder / school.hex()
        self._troubles: dict[str, Trouble] = {}

    def sentences(self) -> tuple[str, ...]:
        """Return a sentence for each kind of file passed over since last asked; a name could say anything."""
        counted = Counter(self._troubles.values())
        self._troubles.clear()
        return tuple(
            f"{count} {'file' if count == 1 else 'files'} in the shared folder {'is' if count == 1 else 'are'} "
            f"{kind.value}, so nothing was taken from there. The folder was left as it is."
            for kind, count in sorted(counted.items())
        )

    def note(self, path: str, trouble: Trouble) -> None:
        """Remember that the file at `path` was passed over."""
        self._troubles[path] = trouble

    def look(self) -> None:
        """Raise StorageError unless the folder is there."""
        try:
            os.scandir(self._folder).close()
        except OSError as error:
            raise _folder_error(error) from error

    def folders(self) -> list[str]:
        """Return the names of the real folders within the school's part."""
        return [name for name, is_folder in self._listed("") if is_folder]

    def files(self, folder: str) -> list[str]:
        """Return the names of everything but unfinished files in a folder of the school's part."""
        return [name for name, _is_folder in self._listed(folder)]

    def stamp(self, path: str) -> tuple[int, int, int] | None:
        """Return what changes when a file does, None where there is none; not everybody can set the last of it back."""
        try:
            found = (self._root / path).lstat()
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns, found.st_ctime_ns

    def read(self, path: str, content_hash: bytes | None, most: int) -> bytes | None:
        """Return the bytes of a file, None with a note where they are not what its name says."""
        try:
            descriptor = os.open(self._root / path, _OPEN)
            with os.fdopen(descriptor, "rb") as file:
                found = os.fstat(file.fileno())
                linked = (self._root / path).is_symlink()
                is_file = stat.S_ISREG(found.st_mode) and not linked
                # What says to be larger is not read at all: it may be terabytes of nothing.
                data = file.read(most + 1) if is_file and found.st_size <= most else None
        except OSError:
            self.note(path, self._unreadable(path))
            return None
        if not is_file:
            self.note(path, Trouble.LINK if linked else Trouble.FOREIGN)
        elif data is None or len(data) > most:
            self.note(path, Trouble.TOO_LARGE)
        elif content_hash is not None and hashlib.sha256(data).digest() != content_hash:
            self.note(path, Trouble.DAMAGED)
        else:
            return data
        return None

    def write(self, path: str, data: bytes) -> bool:
        """Make the file at `path` durable in one step, returning whether it had to be; raise StorageError."""
        target = self._root / path
        unfinished = target.parent / f".part-{secrets.token_hex(8)}"
        try:
            if self._already(target, data):
                return False
            self._make_folder(target.parent)
            if target.is_dir() and not target.is_symlink():
                raise _in_the_way()
            try:
                with unfinished.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                unfinished.replace(target)
            except OSError:
                unfinished.unlink(missing_ok=True)
                raise
            _sync_folder(target.parent)
            kept = self._already(target, data)
        except OSError as error:
            raise _folder_error(error) from error
        if not kept:
            raise StorageError(
                "The shared folder did not keep what was written to it. Nothing was lost; everything stays on this "
                "computer. Try another stick or share."
            )
        return True

    def remove(self, path: str) -> None:
        """Take away a file of this device's own; one that can't be taken away stays, and is nobody's trouble."""
        with contextlib.suppress(OSError):
            (self._root / path).unlink(missing_ok=True)

    def _unreadable(self, path: str) -> Trouble:
        place = self._root / path
        if place.is_symlink():
            return Trouble.LINK
        return Trouble.DAMAGED if place.is_file() else Trouble.FOREIGN

    def _already(self, target: Path, data: bytes) -> bool:
        """Return whether the file is there with this content; a damaged one is written again."""
        if target.is_symlink() or not target.is_file() or target.stat().st_size != len(data):
            return False
        return target.read_bytes() == data

    def _make_folder(self, folder: Path) -> None:
        for each in (self._root, folder):
            if each.is_symlink() or (each.exists() and not each.is_dir()):
                raise _in_the_way()
            if not each.is_dir():
                each.mkdir(exist_ok=True)
                _sync_folder(each.parent)

    def _listed(self, folder: str) -> Iterator[tuple[str, bool]]:
        """Yield (name, whether it is a folder) in order; links, unfinished or strange things are not yielded."""
        place = self._root / folder
        try:
            if self._root.is_symlink() or place.is_symlink():
                self.note(folder, Trouble.LINK)
                return
            if not place.is_dir():
                return
            with os.scandir(place) as found:
                listed = sorted(found, key=lambda each: each.name)
        except OSError as error:
            raise _folder_error(error) from error
        for each in listed:
            if UNFINISHED.fullmatch(each.name):
                continue
            is_folder = each.is_dir(follow_symlinks=False)
            if each.is_symlink():
                self.note(f"{folder}/{each.name}", Trouble.LINK)
            elif is_folder != (folder == "") or not (is_folder or each.is_file()):
                self.note(f"{folder}/{each.name}", Trouble.FOREIGN)
            else:
                yield each.name, is_folder


def _in_the_way() -> InTheWay:
    return InTheWay(
        "In the shared folder something else stands where a file of this program must be, so that one could not be "
        "written. Nothing was lost; everything stays on this computer. Ask IT to take away what is not of this program."
    )


def _folder_error(error: OSError) -> StorageError:
    """Return the error for a shared folder, which is another disk than the one on which everything is kept."""
    found = disk_error(error)
    if isinstance(found, DiskFull):
        return DiskFull(
            "There is no room left in the shared folder. Nothing was lost; everything stays on this computer. "
            "Make room there, or take another stick or share."
        )
    if isinstance(found, ReadOnly):
        return ReadOnly(
            "The shared folder can't be written to. Nothing was lost; everything stays on this computer. "
            "Allow writing to it, or take another stick or share."
        )
    return found


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable where the system has a way to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(descriptor)
