"""Where everything of one school lies on this computer."""

from __future__ import annotations

import os
import re
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from store.errors import ConfigurationError

if TYPE_CHECKING:
    from kiosk.config import Config, DevicePart

CONFIG: Final = "kiosk.toml"
REFUSED: Final = "no"


def home_folder(given: Path | None) -> Path:
    """Return the folder given, else the current one if it holds kiosk.toml, else this person's data folder."""
    if given is not None:
        return given.absolute()
    here = Path.cwd()
    if (here / CONFIG).is_file():
        return here
    from platformdirs import user_data_path

    return user_data_path("mentor-kiosk", appauthor=False)


class Home:
    """One school's folder.

    It and Device are no dataclasses: who imports those brings half of the inspection of code along, which a supervisor
    that starts before somebody's eyes has no use for.
    """

    def __init__(self, folder: Path) -> None:
        self.folder: Final = folder

    def __repr__(self) -> str:
        return f"Home({self.folder!r})"

    @classmethod
    def found_at(cls, given: Path | None) -> Home:
        """Return the home that a command line means."""
        return cls(home_folder(given))

    @cached_property
    def config(self) -> Config:
        """The configuration, read once."""
        from kiosk.config import read_config

        return read_config(self.config_path)

    @property
    def root(self) -> bytes:
        """The public key of the school's first root."""
        return bytes.fromhex(self.config.root)

    @property
    def config_path(self) -> Path:
        """The configuration file."""
        return self.folder / CONFIG

    @property
    def root_key(self) -> Path:
        """The root's key file, which belongs offline, in two places."""
        return self.folder / "root" / "root.key"

    @property
    def store(self) -> Path | None:
        """The folder of the school's store, None where it is on another computer."""
        return None if self.config.store is None else self.folder / self.config.store.folder

    def desk(self, name: str | None) -> Device:
        """Return the desk of this name, or the first."""
        return self._chosen(self.config.desks, name, "desk")

    def kiosk(self, name: str | None) -> Device:
        """Return the kiosk of this name, or the first."""
        return self._chosen(self.config.kiosks, name, "kiosk")

    @property
    def desks(self) -> tuple[Device, ...]:
        """Every desk here."""
        return tuple(self._device(part) for part in self.config.desks)

    @property
    def kiosks(self) -> tuple[Device, ...]:
        """Every kiosk here."""
        return tuple(self._device(part) for part in self.config.kiosks)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that carry entries."""
        return tuple(self.folder / expanded(part.path) for part in self.config.folders)

    @property
    def backup_to(self) -> Path | None:
        """The second place for backups, None where it was refused or never named."""
        return self._backup_folder(self.config.backup_to)

    @property
    def rings(self) -> bool:
        """Whether adults are rung from here."""
        return self.config.rings is not None

    def _backup_folder(self, named: str | None) -> Path | None:
        return None if named in (None, REFUSED) else self.folder / expanded(str(named))

    def _chosen(self, parts: tuple[DevicePart, ...], name: str | None, kind: str) -> Device:
        for part in parts:
            if name is None or part.name.casefold() == name.casefold():
                return self._device(part)
        there = ", ".join(part.name for part in parts) or "none"
        raise ConfigurationError(
            f"There is no such {kind} in {self.folder}. Nothing was changed. It has: {there}. "
            f"Name one of these with --{kind} NAME."
        )

    def _device(self, part: DevicePart) -> Device:
        return Device(part.name, self.folder / part.folder)


def expanded(path: str) -> Path:
    """Return the path of a folder as kiosk.toml names it, or raise ConfigurationError."""
    try:
        if "\0" not in path:
            return Path(path).expanduser()
    except RuntimeError:
        # The name after ~ is nobody's on this computer.
        pass
    raise ConfigurationError(
        f"{CONFIG} is not usable: no folder can be named as one of its folders is. Nothing was changed. "
        "Put that path right, then start again."
    )


class Device(NamedTuple):
    """The files of one desk or kiosk."""

    name: str
    folder: Path

    @property
    def database(self) -> Path:
        """The device's database."""
        return self.folder / "feeds.db"

    @property
    def key(self) -> Path:
        """The device's signing key."""
        return self.folder / "device.key"

    @property
    def lock(self) -> Path:
        """The file that the one program using this device holds locked."""
        return self.folder / "in-use.lock"

    @property
    def welcome(self) -> Path:
        """What a kiosk's welcome shows, in public facts alone."""
        return self.folder / "welcome.json"

    @property
    def keys(self) -> Path:
        """A desk's folder of people's key files."""
        return self.folder / "keys"

    @property
    def casebooks(self) -> Path:
        """A desk's folder of casebooks, a file for each role."""
        return self.folder / "casebooks"


def slug(name: str) -> str:
    """Return a name as a folder's: small letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or f"part-{os.urandom(4).hex()}"
