"""Databases that are ready at once: migrated one time in a process, copied from then on."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from store.database import Database, open_database


@cache
def _empty() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        open_database(path).close()
        return path.read_bytes()


def new_database(path: Path) -> Database:
    """Open the database at `path`, made from a copy where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_empty())
    return open_database(path)
