"""Creating one file, its owner's alone, that is there whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from store.backup import sync_folder
from store.errors import DiskFull, KioskError, ReadOnly, StorageError

_OURS: Final = 0o600
_OURS_FOLDER: Final = 0o700
_MOST_NAMES: Final = 200
_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_CLOSED: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
FULL: Final = "There is no room left in that folder. No file was made there. Choose another folder, or make room."
CLOSED: Final = "Nothing can be written into that folder. No file was made there. Choose another folder."
AWAY: Final = (
    "That folder can't be reached. No file was made. Look whether the stick or share is there, then try again."
)
NO_FOLDER: Final = "There is no such folder. No file was made. Write the whole path of a folder that is there."
TOO_MANY: Final = "That folder holds too many files of this name. No file was made. Choose another folder."


def folder_of(typed: str, default: Path) -> Path:
    """Return the folder that a person picked, or raise KioskError; the default is made where it is not there yet."""
    wanted = typed.strip()
    try:
        folder = Path(wanted).expanduser() if wanted else default
        if folder == default:
            default.mkdir(mode=_OURS_FOLDER, parents=True, exist_ok=True)
        elif not (folder.is_absolute() and folder.is_dir()):
            raise KioskError(NO_FOLDER)
    except (OSError, ValueError, RuntimeError) as error:
        raise _told(error) from None
    return folder


def create(folder: Path, name: str, fill: Callable[[], bytes]) -> Path:
    """Make a new file with what `fill` returns, never over another one, returning its path.

    The name is taken before `fill` is asked, so that a folder in which nothing can be made is known before anything
    is recorded or shown. Raises StorageError; nothing is left then, nor where `fill` raises.
    """
    try:
        path, descriptor = _claim(folder, name)
    except OSError as error:
        raise _told(error) from None
    is_whole = False
    try:
        data = fill()
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        is_whole = True
    except OSError as error:
        raise _told(error) from None
    finally:
        os.close(descriptor)
        if not is_whole:
            with suppress(OSError):
                path.unlink()
    with suppress(OSError, StorageError):
        sync_folder(folder)
    return path


def _claim(folder: Path, name: str) -> tuple[Path, int]:
    stem, dot, ending = name.rpartition(".")
    for number in range(1, _MOST_NAMES):
        path = folder / (name if number == 1 else f"{stem}-{number}{dot}{ending}")
        with suppress(FileExistsError):
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), _OURS)
    raise StorageError(TOO_MANY)


def _told(error: Exception) -> KioskError:
    number = getattr(error, "errno", None)
    if number in _FULL:
        return DiskFull(FULL)
    if number in _CLOSED:
        return ReadOnly(CLOSED)
    if number in (errno.ENOTDIR, errno.EEXIST, errno.ENOENT, errno.ENAMETOOLONG) or not isinstance(error, OSError):
        return KioskError(NO_FOLDER)
    return StorageError(AWAY)
