"""The folder in which requests to be admitted wait until a desk has looked at them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from store.database import disk_error
from store.errors import FeedError, NewerVersion
from store.scheme.enrol import LARGEST, EnrolRequest, read_enrol

# Twice the devices of the largest school; past that the oldest makes room, for whoever still waits asks again.
MOST: Final = 400
_ENDING: Final = ".enrol"


class Enrolments:
    """Requests of one school's devices, a file for each, at a store or on a stick; anybody may have put them there."""

    def __init__(self, folder: Path, school: bytes) -> None:
        self._folder = folder / school.hex()
        self._school = school

    def put(self, signed: bytes) -> EnrolRequest:
        """Keep a request, or raise what is wrong with it: FeedError, NewerVersion, StorageError."""
        request = read_enrol(signed)
        if request.school != self._school:
            raise FeedError("This request is for another school. It was not kept.")
        path = self._folder / f"{request.device.hex()}{_ENDING}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_bytes() != signed:
                beside = path.with_name(f"{path.stem}-{secrets.token_hex(4)}.new")
                with beside.open("xb") as file:
                    file.write(signed)
                    file.flush()
                    os.fsync(file.fileno())
                beside.replace(path)
            self._make_room()
        except OSError as error:
            raise disk_error(error) from error
        return request

    def waiting(self) -> list[bytes]:
        """Return every readable request, oldest first; anything else in the folder is passed over."""
        found = []
        for path in self._paths():
            try:
                with path.open("rb") as file:
                    signed = file.read(LARGEST + 1)
                request = read_enrol(signed)
            except (OSError, FeedError, NewerVersion):
                continue
            if request.school == self._school and path.stem == request.device.hex():
                found.append(signed)
        return found

    def has(self, device: bytes) -> bool:
        """Whether a request of this device waits."""
        return (self._folder / f"{device.hex()}{_ENDING}").is_file()

    def forget(self, device: bytes) -> None:
        """Let go of a request that was answered."""
        try:
            (self._folder / f"{device.hex()}{_ENDING}").unlink(missing_ok=True)
        except OSError as error:
            raise disk_error(error) from error

    def _make_room(self) -> None:
        for path in self._paths()[:-MOST]:
            path.unlink(missing_ok=True)

    def _paths(self) -> list[Path]:
        try:
            named = [path for path in self._folder.iterdir() if path.suffix == _ENDING and not path.is_symlink()]
            return sorted(named, key=lambda path: (path.stat().st_mtime_ns, path.name))
        except FileNotFoundError:
            return []
        except OSError as error:
            raise disk_error(error) from error
