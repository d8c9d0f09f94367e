"""What a database of either kind is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine


@dataclass(frozen=True)
class Engines:
    """How rows are read, how they are written, what every change begins with, how they are let go; `path` of a file.

    `wipe` removes what is left of erased rows where the database has kept it, returning whether it could. `tidy` does
    at once what some later change would have to do beside its own work.
    """

    reader: Engine
    writer: Engine
    begin: Callable[[Connection], None]
    close: Callable[[], None]
    wipe: Callable[[], bool]
    path: Path | None = None
    tidy: Callable[[], None] = lambda: None
