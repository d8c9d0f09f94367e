"""Whether what is here would outlive this computer's disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from kiosk.backups.carry import ASIDE, SIDES
from kiosk.backups.making import out_of_reach, place_of
from kiosk.backups.place import finished, is_there
from kiosk.backups.rehearsal import rehearsed_at
from kiosk.backups.state import backup_trouble
from kiosk.config import REFUSED
from kiosk.home import Home

OLDEST: Final = timedelta(days=7)
_AHEAD: Final = timedelta(days=1)
_FIRST_MONTH: Final = 9


def backups(home: Home, now: datetime) -> Iterator[str]:
    """Look over the second place, the newest backup in it, the last rehearsal."""
    if home.store is None and not home.desks:
        return
    yield from _left_aside(home)
    to = home.backup_to
    if to is None:
        yield (
            "A second place for backups was refused: if this computer's disk breaks, what it alone holds is lost. "
            "Name a folder on another disk in kiosk.toml: backup_to."
            if home.config.backup_to == REFUSED
            else "No second place for backups is named. Name a folder on another disk in kiosk.toml (backup_to = ), "
            "or write no there to refuse."
        )
        return
    if not to.is_dir():
        yield str(out_of_reach(to))
        return
    if is_same_disk(home.folder, to):
        yield (
            f"The place for backups is on the same disk as the school's folder ({to}), so they would break together. "
            "Name a folder on another disk or a share in kiosk.toml: backup_to."
        )
    yield from _newest(place_of(home, to), now)
    yield from backup_trouble(home)


def is_same_disk(one: Path, other: Path) -> bool:
    """Whether two folders are on one volume, as far as the operating system tells."""
    return one.stat().st_dev == other.stat().st_dev


def school_year(now: datetime) -> datetime:
    """Return the first of September before `now`."""
    year = now.year if now.month >= _FIRST_MONTH else now.year - 1
    return datetime.combine(date(year, _FIRST_MONTH, 1), datetime.min.time(), UTC)


def _left_aside(home: Home) -> Iterator[str]:
    """Look for databases that a restore replaced: what is erased from now on would stay in them."""
    for folder in (*([home.store] if home.store is not None else []), *(desk.folder for desk in home.desks)):
        for path in sorted(folder.glob(f"*.{ASIDE}-*")):
            if not path.name.endswith(SIDES):
                yield f"{path} was kept when a backup was put back. Nothing is erased in it any more. Delete it."


def _newest(place: Path, now: datetime) -> Iterator[str]:
    # A backup from the future was made under a wrong clock: it tells nothing of its age.
    dated = [one for one in finished(place) if one.made <= now + _AHEAD and is_there(one)]
    if not dated:
        yield f"There is no good backup in {place} yet. Make one: kiosk backup."
        return
    if now - dated[0].made > OLDEST:
        days = (now - dated[0].made).days
        yield f"The newest good backup is {days} days old. Make one: kiosk backup; see why none is made by itself."
    rehearsed = rehearsed_at(place)
    if rehearsed is None or rehearsed < school_year(now):
        yield (
            "No restore was rehearsed this school year, so nobody knows whether the backups are of use. "
            "Try it, which changes nothing here: kiosk restore --rehearse."
        )
