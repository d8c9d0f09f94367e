"""Which backups are kept: seven days, four weeks, twelve months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from kiosk.backups.place import Backup

_STEPS: Final[tuple[tuple[int, Callable[[date], object]], ...]] = (
    (7, lambda day: day),
    (4, lambda day: day.isocalendar()[:2]),
    (12, lambda day: (day.year, day.month)),
)
MOST: Final = sum(count for count, _ in _STEPS)


def outlived(backups: Sequence[Backup]) -> list[Backup]:
    """Return those of these backups, the newest first, that need not be kept any more.

    They are counted in the order of their numbers, never by how old the clock says they are: a clock that is wrong
    can't throw good ones away at once, and there are never more than `MOST`.
    """
    kept = set[int]()
    for count, span in _STEPS:
        newest: dict[object, int] = {}
        for one in backups:
            newest.setdefault(span(one.made.date()), one.number)
        kept.update(list(newest.values())[:count])
    return [one for one in backups if one.number not in kept]
