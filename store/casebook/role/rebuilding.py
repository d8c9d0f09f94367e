"""Making a casebook anew from the feeds, beside the old one until it is whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.rows.database import SIDE_FILES, move_aside
from store.database import disk_error
from store.errors import KioskError

BESIDE: Final = ".rebuilding"
Told = Callable[[str, int, int], None]
"""Is told of which role, how many items of how many are taken in."""


def rebuild(make: Callable[[str], RoleCasebook], told: Told) -> None:
    """Rebuild one role's casebook; begun and interrupted, it goes on where it stopped.

    `make` opens the casebook, or the file beside it of this ending. What waits to go out is in no feed, so it is kept.
    """
    made = make(BESIDE)
    try:
        made.follow(lambda done, of: told(made.role, done, of))
        old = make("")
        waiting, path = old.waiting(), old.path
        old.close()
        made.take_over(waiting)
        new = made.path
    finally:
        made.close()
    aside = move_aside(path)
    try:
        for side in SIDE_FILES:
            half = new.with_name(new.name + side)
            if half.exists():
                half.replace(path.with_name(path.name + side))
    except OSError as error:
        raise disk_error(error) from error
    _let_go(aside)


def _let_go(aside: Path) -> None:
    # What can't be deleted stays beside the new one, as sealed as before.
    for side in SIDE_FILES:
        with suppress(OSError, KioskError):
            aside.with_name(aside.name + side).unlink(missing_ok=True)
