"""Files that only this account can read, whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

from store.errors import ConfigurationError


def write_private(path: Path, data: bytes) -> None:
    """Write a new file that only this account can read, on the disk when this returns."""
    from store.database import disk_error

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            # Half a file would keep its name from the next try.
            path.unlink()
            raise
    except FileExistsError:
        raise ConfigurationError(f"{path} exists already, and was left as it is. Choose another name.") from None
    except OSError as error:
        raise disk_error(error) from error


def replace_private(path: Path, data: bytes) -> None:
    """Put a file in the place of another in one step, so that a crash leaves one of them whole."""
    from store.database import disk_error

    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    write_private(beside, data)
    try:
        beside.replace(path)
    except OSError as error:
        raise disk_error(error) from error
