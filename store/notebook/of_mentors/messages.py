"""Messages from adults to a mentor: found among the desks' posts, kept sealed to the mentor alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects import sqlite

from store.errors import BrokenFile, NotCanonical, NotForThisKey
from store.feeds.entry import LANE_NOTICES
from store.feeds.log import StoredEntry
from store.notebook.common.mail import Kept, Mail
from store.notebook.common.own_seal import SMALL, open_own, place_of, seal_own
from store.notebook.common.parts import Parts
from store.notebook.common.tables import MAILBOXES, MESSAGES
from store.records import Message, message_from_json, to_json
from store.scheme.notices import KIND_POST, items_of, unpack_post
from store.scheme.vaults import MentorKeys
from store.sealing.sealed import open_sealed
from store.sealing.xwing import Identity
from store.signed.signing_key import id16

_PAGE: Final = 20
_OF, _BOX = MESSAGES.c, MAILBOXES.c
_ALL: Final = (_OF.school == bindparam("of_school")) & (_OF.person == bindparam("of_person"))
_HERE: Final = _ALL & (_OF.message == bindparam("of_message"))
_EVERY: Final = select(_OF.message, _OF.sealed, _OF.seen).where(_ALL)
_ONE: Final = select(_OF.sealed).where(_HERE)
_SEEN: Final = update(MESSAGES).where(_HERE).values(seen=True)
_REPLACE: Final = update(MESSAGES).where(_HERE).values(sealed=bindparam("new_sealed"))
_POSITION: Final = select(_BOX.arrival).where(
    _BOX.school == bindparam("of_school"), _BOX.person == bindparam("of_person")
)
_NEW_POSITION: Final = sqlite.insert(MAILBOXES)
_MOVE: Final = _NEW_POSITION.on_conflict_do_update(
    index_elements=[_BOX.school, _BOX.person], set_={"arrival": _NEW_POSITION.excluded.arrival}
)


@dataclass(frozen=True)
class _Found:
    """A message as it stands in a desk's post."""

    message: Message = field(repr=False)
    desk: bytes
    believed: bool


def fetch(parts: Parts, keys: MentorKeys, *, seconds: float | None = None) -> None:
    """Look through the posts that came since last time, keep what is for this mentor; go on later after `seconds`."""
    here = {"of_school": parts.school_id, "of_person": keys.person}
    with parts.database.read() as connection:
        position = int(connection.execute(_POSITION, here).scalar() or 0)
    until = None if seconds is None else parts.clock.monotonic() + seconds
    while until is None or parts.clock.monotonic() < until:
        with parts.database.read() as connection:
            entries = parts.feeds.entries(connection, after=position, lanes=(LANE_NOTICES,), limit=_PAGE)
        if not entries:
            return
        found = [one for entry in entries if not entry.quarantined for one in _found(parts, entry, keys.private)]
        position = entries[-1].arrival
        with parts.database.write() as connection:
            for one in found:
                _keep(connection, parts, keys, one)
            connection.execute(_MOVE, {"school": parts.school_id, "person": keys.person, "arrival": position})


def mail(connection: Connection, parts: Parts, keys: MentorKeys) -> Mail:
    """Return everything that adults told this mentor."""
    here = {"of_school": parts.school_id, "of_person": keys.person}
    kept = []
    for row in connection.execute(_EVERY, here):
        found = _opened(bytes(row.message), bytes(row.sealed), keys)
        # A desk's keys may reach this computer after its first message did.
        if found is not None and (found.believed or _speaks_for(parts, found.desk, found.message.sender)):
            kept.append(Kept(found.message, bool(row.seen)))
    return Mail(tuple(kept))


def mark_seen(connection: Connection, parts: Parts, person: bytes, message: str) -> None:
    """Note that a message was shown."""
    here = {"of_school": parts.school_id, "of_person": person, "of_message": bytes.fromhex(message)}
    connection.execute(_SEEN, here)


def _found(parts: Parts, entry: StoredEntry, private: Identity) -> Iterator[_Found]:
    # A kiosk signs, too; only a desk can speak for a role.
    if not _roles_of_desk(parts, entry.device):
        return
    for kind, data in items_of(entry.body):
        if kind != KIND_POST:
            continue
        try:
            files = unpack_post(data)
        except NotCanonical:
            continue
        for file in files:
            try:
                message = message_from_json(open_sealed(file, [private]))
            except (NotForThisKey, BrokenFile):
                # For another mentor, a blank, or damaged: nothing of it can be shown here.
                continue
            yield _Found(message, entry.device, _speaks_for(parts, entry.device, message.sender))


def _keep(connection: Connection, parts: Parts, keys: MentorKeys, found: _Found) -> None:
    number = bytes.fromhex(found.message.id)
    here = {"of_school": parts.school_id, "of_person": keys.person, "of_message": number}
    row = connection.execute(_ONE, here).first()
    if row is None:
        new = {"school": parts.school_id, "person": keys.person, "message": number, "seen": False}
        connection.execute(insert(MESSAGES), new | {"sealed": _sealed(found, keys)})
        return
    # Who copies an adult's message into another desk's post must not keep the adult's own from being believed.
    before = _opened(number, bytes(row.sealed), keys)
    if found.believed and (before is None or not before.believed):
        connection.execute(_REPLACE, here | {"new_sealed": _sealed(found, keys)})


def _sealed(found: _Found, keys: MentorKeys) -> bytes:
    plain = {
        "message": to_json(found.message).decode("utf-8"),
        "desk": found.desk.hex(),
        "believed": found.believed,
    }
    place = place_of("message", keys.person, bytes.fromhex(found.message.id))
    return seal_own(plain, keys.private, place, SMALL)


def _opened(number: bytes, sealed: bytes, keys: MentorKeys) -> _Found | None:
    def read(kept: dict[str, Any]) -> _Found | None:
        try:
            message = message_from_json(str(kept["message"]).encode("utf-8"))
        except BrokenFile:
            return None
        return _Found(message, bytes.fromhex(kept["desk"]), kept["believed"] is True)

    return open_own(sealed, keys.private, place_of("message", keys.person, number), read)


def _roles_of_desk(parts: Parts, device: bytes) -> frozenset[str]:
    desks = parts.school.keys.desks if parts.school.keys else ()
    return frozenset(role for desk in desks if id16(desk.ed) == device for role in desk.roles)


def _speaks_for(parts: Parts, device: bytes, role: str) -> bool:
    return role in _roles_of_desk(parts, device)
