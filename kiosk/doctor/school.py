"""What a school needs so that every report has somebody who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from kiosk.home import Home
from kiosk.parts import Parts, open_device
from store.feeds.entry import LANE_NOTICES
from store.scheme.notices import KIND_SHARE, items_of, unpack_share
from store.scheme.readers import adults_to_tell
from store.scheme.routes import RECOVERY_ROLES, ROLES

_WITHOUT: Final = {
    "safeguarding": "no report about a pupil can be sent",
    "head": "no report about staff can be sent",
    "chair": "no report about the head can be sent",
    "coordinator": "no mentor can be added",
    "recovery": "no report can be sent",
    "chair-recovery": "no report about the head can be sent",
}
_ADULTS: Final = 2
_ENTRIES: Final = 100_000


def keys(home: Home, now: datetime) -> Iterator[str]:
    """Look over keys and people, as the first device here knows them."""
    device = next(iter((*home.desks, *home.kiosks)), None)
    if device is None:
        return
    parts = open_device(home, device)
    try:
        yield from _roles(parts)
        yield from _expiry(parts, now)
        yield from _adults(parts)
        if home.desks:
            yield from _recovery(parts)
    finally:
        parts.close()
    if home.root_key.exists():
        yield f"The root's key file is on this computer. Take {home.root_key} offline, to two places."


def _roles(parts: Parts) -> Iterator[str]:
    if parts.school.keys is None:
        yield f"{parts.name} does not know the school's keys yet. Run `kiosk sync` with the store or a folder in reach."
        return
    for role in ROLES:
        if not parts.school.has_role(role):
            yield f"The role {role} has no key: {_WITHOUT[role]}. Make it: kiosk role make {role} --holder NAME."


def _expiry(parts: Parts, now: datetime) -> Iterator[str]:
    until = parts.school.keys.shown_until if parts.school.keys else ""
    if until and now.date() > date.fromisoformat(until):
        yield f"The school's keys were to be looked at by {until}. Reports go on. Publish them anew with the root."


def _adults(parts: Parts) -> Iterator[str]:
    named = [one for one in adults_to_tell(parts.school.people()) if one.room]
    if parts.school.keys is not None and len(named) < _ADULTS:
        yield (
            "Fewer than two adults with a room are named, so a pupil may not know whom to go to. "
            "Add one: kiosk people add NAME --staff --title TITLE --room ROOM."
        )


def _recovery(parts: Parts) -> Iterator[str]:
    with parts.database.read() as connection:
        entries = parts.feeds.entries(connection, lanes=(LANE_NOTICES,), limit=_ENTRIES)
    shared = {unpack_share(data).role for one in entries for kind, data in items_of(one.body) if kind == KIND_SHARE}
    for role in sorted(RECOVERY_ROLES - shared):
        if parts.school.has_role(role):
            yield (
                f"The key of {role} lies whole in the root's file. Share it out: "
                f"kiosk role make {role} --holder NAME --holder NAME."
            )
