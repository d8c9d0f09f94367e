"""What stands in kiosk.toml as far as it is read without importing the real reader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, NamedTuple

from kiosk.home import Device, Home, expanded
from store.errors import ConfigurationError

# What `init` writes; anything else is left to the real reader, which takes longer to import.
_VERSION: Final = re.compile(r"^version = 1$", re.MULTILINE)
_KIOSK: Final = re.compile(r'^\[\[kiosks\]\]\nname = "([^"\\]+)"\nfolder = "([^"\\]+)"$', re.MULTILINE)
_ROOT: Final = re.compile(r"[0-9a-f]{64}")
_NAME: Final = re.compile(r"(?s).{1,60}")
_INSIDE: Final = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*")
_KEYS: Final = frozenset(
    {"version", "school", "root", "costs", "backup_to", "store", "desks", "kiosks", "folders"}
    | {"watchers", "high_contrast", "rings"}
)


class QuickHome(Home):
    """A home of which as much was read as an exchange needs; everything else is read when it is asked for."""

    def __init__(self, folder: Path, facts: _Facts) -> None:
        super().__init__(folder)
        self.facts: Final = facts

    @property
    def root(self) -> bytes:
        """The public key of the school's first root."""
        return self.facts.root

    @property
    def store(self) -> Path | None:
        """The folder of the school's store, None where it is on another computer."""
        return self.facts.store

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that carry entries."""
        return self.facts.folders

    @property
    def desks(self) -> tuple[Device, ...]:
        """Every desk here."""
        return self.facts.desks

    @property
    def kiosks(self) -> tuple[Device, ...]:
        """Every kiosk here."""
        return self.facts.kiosks

    @property
    def backup_to(self) -> Path | None:
        """The second place for backups, None where it was refused or never named."""
        return self._backup_folder(self.facts.backup_to)

    @property
    def rings(self) -> bool:
        """Whether adults are rung from here."""
        return self.facts.rings

    def desk(self, name: str | None) -> Device:
        """Return the desk of this name, or the first."""
        return _named(self.facts.desks, name) or super().desk(name)

    def kiosk(self, name: str | None) -> Device:
        """Return the kiosk of this name, or the first."""
        return _named(self.facts.kiosks, name) or super().kiosk(name)


class _Facts(NamedTuple):
    root: bytes
    store: Path | None
    desks: tuple[Device, ...]
    kiosks: tuple[Device, ...]
    folders: tuple[Path, ...]
    backup_to: str | None
    rings: bool


def quick_home(home: Home) -> Home:
    """Return the home with what an exchange needs of kiosk.toml, for any doubt as it is: the real reader tells why."""
    import tomllib  # not before a welcome that needs none of it

    try:
        return QuickHome(home.folder, _facts(home, tomllib.loads(home.config_path.read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError, ConfigurationError):
        return home


def _facts(home: Home, found: dict[str, Any]) -> _Facts:
    if not found.keys() <= _KEYS or found["version"] is True or found["version"] != 1:
        raise ValueError
    if found.get("costs", "standard") not in ("standard", "floor"):
        raise ValueError
    for text, most in ((found["school"], 120), (found.get("backup_to", "no"), 1000)):
        _matching(re.compile(f"(?s).{{1,{most}}}"), text)
    if type(found.get("high_contrast", False)) is not bool or not isinstance(found.get("watchers", []), list):
        raise ValueError
    for name in found.get("watchers", []):
        _matching(_NAME, name)
    store = found.get("store")
    return _Facts(
        bytes.fromhex(_matching(_ROOT, found["root"])),
        None if store is None else home.folder / _matching(_INSIDE, _only(store, "folder")["folder"]),
        _devices(home, found.get("desks", [])),
        _devices(home, found.get("kiosks", [])),
        tuple(home.folder / expanded(_only(part, "path")["path"]) for part in found.get("folders", [])),
        found.get("backup_to"),
        "rings" in found,
    )


def _named(devices: tuple[Device, ...], name: str | None) -> Device | None:
    return next((one for one in devices if name is None or one.name.casefold() == name.casefold()), None)


def _devices(home: Home, parts: list[dict[str, Any]]) -> tuple[Device, ...]:
    found = [
        Device(_matching(_NAME, one["name"]), home.folder / _matching(_INSIDE, one["folder"]))
        for one in (_only(part, "name", "folder") for part in parts)
    ]
    if min(len({one.name.casefold() for one in found}), len({one.folder for one in found})) < len(found):
        raise ValueError
    return tuple(found)


def _only(part: dict[str, Any], *keys: str) -> dict[str, Any]:
    if part.keys() != set(keys):
        raise ValueError
    return part


def _matching(pattern: re.Pattern[str], told: str) -> str:
    if pattern.fullmatch(told) is None:
        raise ValueError
    return told


def quick_kiosk(home: Home, name: str | None) -> Device | None:
    """Return the kiosk as `init` wrote it down, None for any doubt."""
    try:
        text = home.config_path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    if _VERSION.search(text) is None:
        return None
    for found in _KIOSK.finditer(text):
        if name is None or found[1].casefold() == name.casefold():
            return Device(found[1], home.folder / found[2])
    return None


def quick_folders(home: Home) -> tuple[Path, ...]:
    """Return the folders that carry entries, none for any doubt: who exchanges reads the whole file."""
    import tomllib  # not before a welcome that needs none of it

    try:
        named = tomllib.loads(home.config_path.read_text(encoding="utf-8")).get("folders", [])
        return tuple(home.folder / expanded(part["path"]) for part in named)
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError, ConfigurationError):
        return ()
