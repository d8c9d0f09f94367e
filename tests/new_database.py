"""Databases that are ready at once: migrated one time in a process, copied from then on."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest

from store.casebook.rows import database as casebook_file
from store.casebook.rows.database import CasebookFile
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


def copy_casebooks(patch: pytest.MonkeyPatch) -> None:
    """Let a role's new casebook begin as a copy, too."""
    really_open = casebook_file._open

    @cache
    def empty(key: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "empty.casebook"
            really_open(path, key).close()
            return path.read_bytes()

    def open_copy(path: Path, key: bytes) -> CasebookFile:
        if not any(path.with_name(path.name + side).exists() for side in casebook_file.SIDE_FILES):
            path.write_bytes(empty(key))
        return really_open(path, key)

    patch.setattr(casebook_file, "_open", open_copy)
