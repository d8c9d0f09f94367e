"""The key files on a desk, with whose they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from store.database import disk_error
from store.errors import FeedError, KioskError, NewerVersion, WrongPassphrase
from store.scheme.people import StaffMember
from store.sealing.key_file import ID_BYTES, KeyFile, open_key_file
from store.signed.shape import read_map, some_bytes

_LARGEST: Final = 1 << 16
_FIELDS: Final = range(1, 10)


@dataclass(frozen=True)
class KeyRing:
    """A folder of key files of one school."""

    folder: Path
    school: bytes

    def names(self, staff: Iterable[StaffMember]) -> dict[str, Path]:
        """Return each name that has a key file here, in alphabetical order.

        A file that tells no name of the school's is called by its own name: opening it says what is wrong with it.
        """
        by_person = {bytes.fromhex(one.person): one for one in staff}
        found: dict[str, Path] = {}
        for path in self._files():
            member = by_person.get(self._person(path) or b"")
            name = path.stem if member is None else member.name
            if name in found and member is not None:
                name = f"{member.name} ({member.title or path.stem})"
            found[f"{name} ({path.stem})" if name in found else name] = path
        return dict(sorted(found.items(), key=lambda one: one[0].casefold()))

    def people(self) -> frozenset[str]:
        """Return the ids of the people who have a key file here."""
        return frozenset(person.hex() for path in self._files() if (person := self._person(path)) is not None)

    def open(self, name: str, words: str, staff: Iterable[StaffMember]) -> KeyFile:
        """Open the key file of this name, or raise KeyFileError."""
        path = self.names(staff).get(name)
        if path is None:
            raise WrongPassphrase("This desk has no key file for that name. Nothing was changed. Choose another name.")
        return open_key_file(_read(path), words, school=self.school)

    def open_of(self, person: bytes, words: str) -> KeyFile:
        """Open the key file of this person, or raise KeyFileError."""
        path = next((one for one in self._files() if self._person(one) == person), None)
        if path is None:
            raise WrongPassphrase(
                "This desk has no key file for one of the two. Nothing was changed. Bring it here, or let them sign at "
                "their own desk."
            )
        return open_key_file(_read(path), words, school=self.school)

    def _files(self) -> list[Path]:
        try:
            return sorted(path for path in self.folder.glob("*.key") if path.is_file())
        except OSError as error:
            raise disk_error(error) from error

    def _person(self, path: Path) -> bytes | None:
        try:
            found = read_map(_read(path), _FIELDS)
            school, person = some_bytes(found[2], ID_BYTES), some_bytes(found[3], ID_BYTES)
        except (FeedError, NewerVersion):
            return None
        return person if school == self.school else None


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST + 1)
    except OSError as error:
        raise KioskError(
            "The key file can't be read just now. Nothing was changed. Check the folder or the stick, then try again."
        ) from error
