"""What the programs of one home remember of their backups between starts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kiosk.home import Home
from store.private_file import replace_private

_LARGEST: Final = 1 << 16


@dataclass(frozen=True)
class BackupState:
    """Why the last try failed ("" where it did not), and for how many seconds programs have run since the last one."""

    failure: str = ""
    ran: float = 0.0


def read_state(home: Home) -> BackupState:
    """Return what was remembered; what can't be read is as if nothing had been."""
    try:
        with _path(home).open("rb") as file:
            told = json.loads(file.read(_LARGEST))
        return BackupState(str(told["failure"]), float(told["ran"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return BackupState()


def backup_trouble(home: Home) -> tuple[str, ...]:
    """Return a sentence on why the last backup by itself failed, nothing where it did not."""
    failure = read_state(home).failure
    return (f"The last backup by itself failed: {failure}",) if failure else ()


def write_state(home: Home, state: BackupState) -> None:
    """Remember, or raise StorageError."""
    replace_private(_path(home), (json.dumps(asdict(state), indent=1) + "\n").encode("utf-8"))


def _path(home: Home) -> Path:
    return home.folder / "backups.json"
