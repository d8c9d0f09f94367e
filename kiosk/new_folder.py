"""A new folder that is there whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.backup import sync_folder
from store.database import disk_error


@contextmanager
def new_folder(folder: Path, mode: int = 0o777) -> Iterator[Path]:
    """Give a folder to fill, which takes the place of `folder`, empty or absent, when the block ends without an error.

    Raises StorageError where the disk refuses; nothing is left then.
    """
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.new")
    try:
        beside.mkdir(mode=mode, parents=True)
        yield beside
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise disk_error(error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
