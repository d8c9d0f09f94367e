"""What a school needs so that every report has somebody who reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final

from kiosk.home import Home
from kiosk.parts import Parts, open_device
from store.errors import FeedError, NewerVersion
from store.feeds.entry import LANE_NOTICES
from store.scheme.documents import unverified
from store.scheme.keys_bundle import unchecked_keys
from store.scheme.notices import KIND_DOCUMENT, KIND_KEYS, items_of
from store.scheme.readers import adults_to_tell
from store.scheme.routes import RECOVERY_ROLES, ROLES

_WITHOUT: Final = {
    "safeguarding": "no report about a pupil can be sent",
    "head": "no report about staff can be sent",
    "chair": "no report about the head can be sent",
    "coordinator": "no mentor can be added",
    "recovery": "if a role's holders are away or lose their key, nobody else can open its reports",
    "chair-recovery": "if the chair is away or loses the key, nobody else can open a report about the head",
}
_ADULTS: Final = 2
_PAGE: Final = 200
_READERS: Final[dict[int, Callable[[bytes], object]]] = {KIND_DOCUMENT: unverified, KIND_KEYS: unchecked_keys}


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
        yield from _newer(parts)
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
            names = "--holder NAME --holder NAME" if role in RECOVERY_ROLES else "--holder NAME"
            yield f"The role {role} has no key: {_WITHOUT[role]}. Make it: kiosk role make {role} {names}."


def _expiry(parts: Parts, now: datetime) -> Iterator[str]:
    until = parts.school.keys.shown_until if parts.school.keys else ""
    if until and now.date() > date.fromisoformat(until):
        yield f"The school's keys were to be looked at by {until}. Reports go on. Publish them anew with the root."


def _newer(parts: Parts) -> Iterator[str]:
    """Look for notices that this program can't read yet; the last ones that it could read stay in force."""
    after = 0
    while True:
        with parts.database.read() as connection:
            entries = parts.feeds.entries(connection, after=after, lanes=(LANE_NOTICES,), limit=_PAGE)
        if not entries:
            return
        after = entries[-1].arrival
        if any(_is_newer(kind, data) for entry in entries for kind, data in items_of(entry.body)):
            yield (
                "The school has published something with a newer version of the program. The last that this one "
                "understood stays in force. Update the program on this computer."
            )
            return


def _is_newer(kind: int, data: bytes) -> bool:
    reader = _READERS.get(kind)
    try:
        if reader is not None:
            reader(data)
    except NewerVersion:
        return True
    except FeedError:
        return False
    return False


def _adults(parts: Parts) -> Iterator[str]:
    named = [one for one in adults_to_tell(parts.school.people()) if one.room]
    if parts.school.keys is not None and len(named) < _ADULTS:
        yield (
            "Fewer than two adults with a room are named, so a pupil may not know whom to go to. "
            "Add one: kiosk people add NAME --staff --title TITLE --room ROOM."
        )
