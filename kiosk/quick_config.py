"""What stands in kiosk.toml as far as it is read without importing the real reader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kiosk.home import Device, Home, expanded
from store.errors import ConfigurationError

# What `init` writes; anything else is left to the real reader, which takes longer to import.
_VERSION: Final = re.compile(r"^version = 1$", re.MULTILINE)
_KIOSK: Final = re.compile(r'^\[\[kiosks\]\]\nname = "([^"\\]+)"\nfolder = "([^"\\]+)"$', re.MULTILINE)


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
