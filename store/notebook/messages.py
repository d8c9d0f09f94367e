"""Messages from adults to a mentor: found among the desks' posts, kept sealed to the mentor alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from store.errors import BrokenFile, NotCanonical, NotForThisKey
from store.feeds.entry import LANE_NOTICES
from store.notebook.facts import MessageLine
from store.notebook.own_seal import SMALL, open_own, seal_own
from store.notebook.parts import Parts
from store.notebook.tables import MAILBOXES, MESSAGES
from store.records import Message, message_from_json, to_json
from store.scheme.notices import KIND_POST, items_of, unpack_post
from store.scheme.readers import TITLES
from store.sealing.sealed import open_sealed
from store.sealing.xwing import Identity
from store.signed.signing_key import id16
from store.words import report_code

_PAGE: Final = 100
_MESSAGE, _BOX = MESSAGES.c, MAILBOXES.c
_FROM_ADULTS: Final = "An adult"


@dataclass(frozen=True)
class Mail:
    """What adults told one mentor: each message with whether it was shown, when each report was read."""

    messages: tuple[tuple[Message, bool], ...] = field(repr=False)

    @property
    def read_at(self) -> dict[str, datetime]:
        """When an adult first said to have read each report, by report id."""
        told: dict[str, datetime] = {}
        for message, _seen in self.messages:
            if message.read:
                at = _time(message.created)
                told[message.about] = min(told.get(message.about, at), at)
        return told

    def lines(self) -> tuple[MessageLine, ...]:
        """Return the messages that say something, newest first."""
        return tuple(
            MessageLine(
                id=message.id,
                created=_time(message.created),
                sender=TITLES.get(message.sender, _FROM_ADULTS),
                text=message.text or "",
                code=report_code(message.about),
                seen=seen,
            )
            for message, seen in sorted(self.messages, key=lambda one: (_time(one[0].created), one[0].id), reverse=True)
            if message.text
        )

    @property
    def newly_read(self) -> int:
        """How many reports were read by an adult since the mentor last looked."""
        return len({message.about for message, seen in self.messages if message.read and not seen})


def fetch(parts: Parts, person: bytes, private: Identity) -> None:
    """Look through the posts that arrived since last time, keep what is for this mentor."""
    with parts.database.read() as connection:
        position = int(connection.execute(select(_BOX.arrival).where(_box(parts, person))).scalar() or 0)
    while True:
        with parts.database.read() as connection:
            entries = parts.feeds.entries(connection, after=position, lanes=(LANE_NOTICES,), limit=_PAGE)
        if not entries:
            return
        found = [
            message
            for entry in entries
            if not entry.quarantined
            for message in _opened(entry.body, private)
            # A kiosk signs, too; only a desk of the role that a message names can speak for it.
            if message.sender in _roles_of_desk(parts, entry.device)
        ]
        position = entries[-1].arrival
        sealed = [
            (message, seal_own({"message": to_json(message).decode("utf-8")}, private.recipient, SMALL))
            for message in found
        ]
        with parts.database.write() as connection:
            for message, body in sealed:
                _keep(connection, parts, person, message, body)
            connection.execute(delete(MAILBOXES).where(_box(parts, person)))
            row = {"school": parts.school_id, "person": person, "arrival": position}
            connection.execute(insert(MAILBOXES), row)


def mail(connection: Connection, parts: Parts, person: bytes, private: Identity) -> Mail:
    """Return everything that adults told this mentor."""
    rows = connection.execute(select(_MESSAGE.sealed, _MESSAGE.seen).where(_all(parts, person))).all()
    return Mail(
        tuple(
            (message_from_json(str(open_own(bytes(row.sealed), private)["message"]).encode("utf-8")), bool(row.seen))
            for row in rows
        )
    )


def mark_seen(connection: Connection, parts: Parts, person: bytes, message: str | None = None) -> None:
    """Note that one message was shown, or with None that "My reports" was."""
    here = _all(parts, person)
    if message is not None:
        here &= _MESSAGE.message == bytes.fromhex(message)
    connection.execute(update(MESSAGES).where(here).values(seen=True))


def _opened(body: bytes | None, private: Identity) -> Iterator[Message]:
    for kind, data in items_of(body):
        if kind != KIND_POST:
            continue
        try:
            files = unpack_post(data)
        except NotCanonical:
            continue
        for file in files:
            try:
                yield message_from_json(open_sealed(file, [private]))
            except (NotForThisKey, BrokenFile):
                # For another mentor, a blank, or damaged: nothing of it can be shown here.
                continue


def _roles_of_desk(parts: Parts, device: bytes) -> frozenset[str]:
    desks = parts.school.keys.desks if parts.school.keys else ()
    return frozenset(role for desk in desks if id16(desk.ed) == device for role in desk.roles)


def _keep(connection: Connection, parts: Parts, person: bytes, message: Message, sealed: bytes) -> None:
    number = bytes.fromhex(message.id)
    here = _all(parts, person) & (_MESSAGE.message == number)
    if connection.execute(select(_MESSAGE.seen).where(here)).first() is None:
        row = {"school": parts.school_id, "person": person, "message": number, "seen": False, "sealed": sealed}
        connection.execute(insert(MESSAGES), row)


def _all(parts: Parts, person: bytes) -> ColumnElement[bool]:
    return (_MESSAGE.school == parts.school_id) & (_MESSAGE.person == person)


def _box(parts: Parts, person: bytes) -> ColumnElement[bool]:
    return (_BOX.school == parts.school_id) & (_BOX.person == person)


def _time(told: str) -> datetime:
    try:
        at = datetime.fromisoformat(told)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
