"""The key files of people on this computer's desks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.asking import Ask
from kiosk.home import Device, Home
from store.errors import ConfigurationError, DamagedKeyFile
from store.private_file import replace_private
from store.scheme.people import StaffMember
from store.sealing.key_file import KeyFile, KeyFileContent, make_key_file, open_key_file
from store.signed.signing_key import SigningKey

LARGEST: Final = 1 << 17
ROOT_NAME: Final = "the school's root"


def key_path(desk: Device, person: bytes) -> Path:
    """Return where a person's key file lies at a desk."""
    return desk.keys / f"{person.hex()}.key"


@dataclass(frozen=True)
class KeyRing:
    """Finds key files, opens them with words that a person is asked for."""

    home: Home
    school: bytes
    ask: Ask

    def path_of(self, person: str) -> Path | None:
        """Return a person's key file, at whichever desk it lies."""
        paths = [key_path(desk, bytes.fromhex(person)) for desk in self.home.desks]
        return next((path for path in paths if path.is_file()), None)

    def open(self, member: StaffMember) -> tuple[KeyFile, str]:
        """Ask for a person's words, returning the opened file with them."""
        path = self.path_of(member.person)
        if path is None:
            raise ConfigurationError(
                f"{member.name} has no key file on this computer. Nothing was changed. "
                "Copy it into the keys folder of a desk, or do this where it lies."
            )
        words = self.ask(member.name)
        opened = open_key_file(read_key_file(path), words, school=self.school)
        if opened.person.hex() != member.person:
            raise DamagedKeyFile("This key file is another person's. Nothing was changed. Put the right one back.")
        return opened, words

    def save(self, desk: Device, person: bytes, content: KeyFileContent, words: str) -> None:
        """Write a person's key file anew, where it lay before or else at `desk`."""
        path = self.path_of(person.hex()) or key_path(desk, person)
        replace_private(path, make_key_file(self.school, person, content, words, self.home.config.key_file_costs))

    def open_root(self) -> SigningKey:
        """Ask for the root's words, returning the key that signs keys bundles."""
        seed = self.root_content().root_seed
        if seed is None:
            raise DamagedKeyFile("This is no root's key file. Nothing was changed. Put root/root.key back.")
        return SigningKey(seed)

    def root_content(self) -> KeyFileContent:
        """Ask for the root's words, returning all that its file holds."""
        if not self.home.root_key.is_file():
            raise ConfigurationError(
                "The root's key file is not here, as it should be from day to day. Nothing was changed. "
                f"Fetch it, put it at {self.home.root_key}, then start again."
            )
        words = self.ask(ROOT_NAME)
        return open_key_file(read_key_file(self.home.root_key), words, school=self.school).content


def read_key_file(path: Path) -> bytes:
    """Return the bytes of a key file, no more than any has."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError:
        raise DamagedKeyFile(
            f"The key file {path.name} can't be read. Nothing was changed. Ask IT for the right to read it."
        ) from None
