"""Rehearsing a restore: a backup is put back aside, read through, taken away again."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kiosk.backups.making import SHARED, is_shared
from kiosk.backups.place import Backup
from kiosk.backups.put_back import restore_backup
from kiosk.home import Home
from kiosk.parts import STORE_NAME, Parts, open_device, open_store
from store.feeds.verify import FeedState, walk
from store.private_file import replace_private

REHEARSED: Final = "rehearsed.json"
_LARGEST: Final = 1 << 16


@dataclass(frozen=True)
class Rehearsal:
    """What a rehearsal found, a sentence each; `is_good` is whether every byte could be used."""

    told: tuple[str, ...]
    is_good: bool


def rehearse(backup: Backup) -> Rehearsal:
    """Restore a backup into a folder that is deleted afterwards, checking every feed in it from its bytes."""
    told, is_good = list[str](), True
    with tempfile.TemporaryDirectory(prefix="mentor-kiosk-rehearsal-", ignore_cleanup_errors=True) as folder:
        home = restore_backup(backup, Path(folder) / "school").home
        for parts in _opened(home):
            with closing(parts):
                states = walk(parts.feeds, parts.school.device_name)
            told += list(_told(parts, states))
            is_good = is_good and not any(state.unreadable for state in states)
        if is_shared(home):
            told.append(SHARED)
        people = len({path.name for desk in home.desks for path in desk.keys.glob("*.key")})
        told.append(f"Key files of {'1 person' if people == 1 else f'{people} people'}.")
    return Rehearsal(tuple(told), is_good)


def note_rehearsal(backup: Backup, now: datetime) -> None:
    """Note beside the backups that one of them was put back for trial, on whichever computer that was."""
    told = {"v": 1, "at": now.astimezone(UTC).isoformat(timespec="seconds"), "number": backup.number}
    replace_private(backup.folder.parent / REHEARSED, (json.dumps(told) + "\n").encode("ascii"))


def rehearsed_at(place: Path) -> datetime | None:
    """Return when a restore was last rehearsed, None if never."""
    try:
        with (place / REHEARSED).open("rb") as file:
            return datetime.fromisoformat(json.loads(file.read(_LARGEST))["at"]).astimezone(UTC)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _opened(home: Home) -> Iterator[Parts]:
    # The rows that several servers share are live: a rehearsal has nothing to do there.
    store = None if is_shared(home) else open_store(home)
    if store is not None:
        yield store
    for desk in home.desks:
        yield open_device(home, desk)


def _told(parts: Parts, states: list[FeedState]) -> Iterator[str]:
    name = parts.name if parts.name == STORE_NAME else f"The desk {parts.name}"
    entries = sum(state.entries for state in states)
    whole = sum(state.complete for state in states)
    yield f"{name[0].upper()}{name[1:]}: {len(states)} feeds with {entries} sealed items; {whole} of them complete."
    yield from (f"  {state.sentence}" for state in states if not state.complete)
