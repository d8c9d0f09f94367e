"""The backups of one home as they lie in the place that is named for them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from store.backup import check_database
from store.database import disk_error
from store.errors import DamagedDatabase, NewerVersion, StorageError

MANIFEST: Final = "manifest.json"
UNFINISHED: Final = ".unfinished-"
DATABASE: Final = "feeds.db"
VERSION: Final = 1
_NAME: Final = re.compile(r"(\d{6,9})-\d{4}-\d\d-\d\d")
_PLACE: Final = re.compile(r"mentor-kiosk-[0-9a-f]{8}-[0-9a-f]{8}")
# As `kiosk.toml` allows folders to be named: nothing in it leads out of the folder it is put back into.
_INSIDE: Final = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_LARGEST: Final = 1 << 20
_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Kept:
    """One file of a backup: how long it is, the SHA-256 of it in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Backup:
    """One finished backup; `number` is the order in which they were made, `made` is what the clock said then."""

    folder: Path
    number: int
    made: datetime
    school: bytes
    files: Mapping[str, Kept]


def place_name(school: bytes, device: bytes) -> str:
    """Return the folder's name for one home: of two computers of one school, each has its own."""
    return f"mentor-kiosk-{school[:4].hex()}-{device[:4].hex()}"


def places_in(folder: Path) -> list[Path]:
    """Return the folders in which homes have left backups."""
    return [one for one in _folders(folder) if _PLACE.fullmatch(one.name)]


def is_backup(folder: Path) -> bool:
    """Whether this folder is itself a backup, by its name or by what is in it."""
    return (folder / MANIFEST).is_file() or _NAME.fullmatch(folder.name) is not None


def finished(place: Path) -> list[Backup]:
    """Return every backup that was finished and can be read, the newest first, whatever the clock said."""
    found = []
    for folder in _folders(place):
        if _NAME.fullmatch(folder.name):
            try:
                found.append(read_backup(folder))
            except (DamagedDatabase, NewerVersion):
                # Another one may be whole: what is wrong is said where this one is asked for.
                continue
    return sorted(found, key=lambda one: one.number, reverse=True)


def next_number(place: Path) -> int:
    """Return the number of the next backup, above that of any folder, also of one that can't be read."""
    numbers = [int(found[1]) for one in _folders(place) if (found := _NAME.fullmatch(one.name))]
    return max(numbers, default=0) + 1


def folder_name(number: int, made: datetime) -> str:
    """Return a backup's folder's name."""
    return f"{number:06d}-{made.date().isoformat()}"


def write_manifest(backup: Backup) -> bytes:
    """Return the manifest of a backup: numbers and hashes, no name of a person."""
    told = {
        "v": VERSION,
        "number": backup.number,
        "made": backup.made.isoformat(timespec="seconds"),
        "school": backup.school.hex(),
        "files": {name: {"size": one.size, "sha256": one.sha256} for name, one in sorted(backup.files.items())},
    }
    return (json.dumps(told, indent=1) + "\n").encode("ascii")


def read_backup(folder: Path) -> Backup:
    """Return what a backup's manifest says of it, or raise DamagedDatabase or NewerVersion."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            told = json.loads(file.read(_LARGEST))
        version = told["v"]
        if isinstance(version, int) and version > VERSION:
            raise NewerVersion(
                f"The backup {folder.name} was made by a newer version of the program. Nothing in it was changed. "
                "Update the program on this computer, then try again."
            )
        files = {name: _kept(name, one) for name, one in told["files"].items()}
        made = datetime.fromisoformat(told["made"]).astimezone(UTC)
        return Backup(folder, int(told["number"]), made, bytes.fromhex(told["school"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise damaged(folder, MANIFEST) from None


def check_backup(backup: Backup) -> None:
    """Read every byte of a backup again, raising DamagedDatabase with the first file that is not as it was written."""
    for name, kept in backup.files.items():
        path = backup.folder / name
        try:
            if path.is_symlink() or measured(path) != kept:
                raise damaged(backup.folder, name)
            if path.name == DATABASE:
                check_database(path)
        except StorageError:
            raise damaged(backup.folder, name) from None


def is_there(backup: Backup) -> bool:
    """Whether every file is there in its length, which is quick to ask."""
    try:
        return all((backup.folder / name).stat().st_size == one.size for name, one in backup.files.items())
    except OSError:
        return False


def measured(path: Path) -> Kept:
    """Return the length of a file with its hash, read from the disk."""
    size, digest = 0, hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                digest.update(chunk)
    except OSError as error:
        raise disk_error(error) from error
    return Kept(size, digest.hexdigest())


def damaged(folder: Path, name: str) -> DamagedDatabase:
    """Return the error for a backup with a file that is not as it was written."""
    return DamagedDatabase(
        f"The backup {folder.name} is damaged or not whole ({name}). Nothing was changed. "
        f"Name another one of those in {folder.parent}, then make a new backup."
    )


def _kept(name: str, told: Mapping[str, Any]) -> Kept:
    size, digest = told["size"], told["sha256"]
    if not _INSIDE.fullmatch(name) or not isinstance(size, int) or not _HASH.fullmatch(digest):
        raise ValueError
    return Kept(size, digest)


def _folders(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink())
    except FileNotFoundError:
        return
    except OSError as error:
        raise disk_error(error) from error
