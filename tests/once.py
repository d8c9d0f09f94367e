"""What takes long to make, made by one worker of a run for all of them."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

_LONGEST_SECONDS = 240


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder of this name, which `make` filled in the first worker that came here; nobody may change it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = factory.mktemp(name)
        make(folder)
        return folder
    folder = factory.getbasetemp().parent / name
    done = folder / "done"
    # SQLite waits for its lock on every system.
    with closing(sqlite3.connect(folder.with_suffix(".lock"), timeout=_LONGEST_SECONDS)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not done.exists():
            # A worker that failed has left what it had begun.
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
