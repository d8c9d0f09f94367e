"""Where a store keeps its rows: in a file of its folder, or in a database that several servers share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from store.errors import ConfigurationError, DamagedDatabase

if TYPE_CHECKING:
    from sqlalchemy import URL

NOTE: Final = "database.json"
_LARGEST: Final = 1 << 16


def named_database(told: str | None, file: Path | None) -> dict[str, str] | None:
    """Return the note of a database named on the command line, None where none was, or raise ConfigurationError."""
    from store.postgres import database_url, has_password

    if file is not None:
        database_url(_words_in(file))
        return {"file": str(file.absolute())}
    if told is None:
        return None
    if has_password(database_url(told)):
        raise ConfigurationError(
            "A password on the command line can be read by everybody on this computer. Nothing was started. Change it, "
            "write the address with the new one into a file that only you can read, then name that file with "
            "--database-file; or leave the password to PGPASSFILE."
        )
    return {"url": told.strip()}


def shared_database(note: dict[str, str] | None) -> URL | None:
    """Return the address that a note leads to, None for no note: the rows are in the store's folder."""
    if note is None:
        return None
    from store.postgres import database_url

    return database_url(note["url"] if "url" in note else _words_in(Path(note["file"])))


def read_note(folder: Path) -> dict[str, str] | None:
    """Return what was noted when the store of this folder was last served."""
    path = folder / NOTE
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise _damaged(path) from None
    if not isinstance(found, dict) or [type(value) for value in found.values()] != [str]:
        raise _damaged(path)
    if not {"url", "file"} & set(found):
        raise _damaged(path)
    return found


def write_note(folder: Path, note: dict[str, str]) -> None:
    """Note where the rows of this folder's store are, for every program of this computer."""
    from store.private_file import replace_private

    if read_note(folder) != note:
        replace_private(folder / NOTE, (json.dumps(note, indent=1) + "\n").encode())


def _words_in(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise ConfigurationError(
            f"The database's address can't be read from {file}. Nothing was started. Check the file's name and who may "
            "read it."
        ) from None


def _damaged(path: Path) -> DamagedDatabase:
    return DamagedDatabase(
        f"{path} is damaged. Nothing was changed, nothing was lost. Name the store's database again: "
        "kiosk serve --database postgresql://ACCOUNT@HOST/DATABASE."
    )
