"""Mentoring sessions with check-ins: to those who run the scheme, and for the mentor's own history."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from store.notebook import outbox
from store.notebook.facts import Danger, SessionForm, SessionLine
from store.notebook.own_seal import SMALL, open_own, seal_own
from store.notebook.parts import Parts
from store.notebook.recording import new_record
from store.notebook.tables import CHECK_INS, SESSIONS
from store.scheme.ladder import Level, level_of_check_in
from store.scheme.routes import COORDINATOR, RECOVERY, SAFEGUARDING
from store.sealing.xwing import Identity, Recipient

_OF, _IN = SESSIONS.c, CHECK_INS.c


def log(
    connection: Connection, parts: Parts, person: bytes, work: Recipient, record_id: str, form: SessionForm
) -> None:
    """Queue one session log, kept for the mentor's history; the same record id twice is one session."""
    here = _here(parts, person) & (_OF.record == bytes.fromhex(record_id))
    if connection.execute(select(_OF.record).where(here)).first() is not None:
        return
    # What worried goes into the concern: nothing that was typed beside it reaches those who run the scheme.
    told = form.worried is Danger.NO
    text = {
        "who": form.who,
        "topic": form.topic,
        "minutes": form.minutes,
        "worried": form.worried.value,
        "how": form.how if told else "",
        "done": form.done if told else "",
        "helped": form.helped if told else "",
        "see_again": form.see_again.isoformat() if form.see_again else None,
    }
    record = new_record(parts, "session", _readers(parts), text, record_id=record_id, author=person.hex())
    outbox.queue(connection, parts, record, Level.GREY, extra=[work])
    kept = {name: text[name] for name in ("who", "topic", "minutes", "see_again")}
    sealed = seal_own(kept | {"on": parts.clock.now().isoformat()}, work, SMALL)
    row = {"school": parts.school_id, "person": person, "record": bytes.fromhex(record_id), "sealed": sealed}
    connection.execute(insert(SESSIONS), row)


def lines(connection: Connection, parts: Parts, person: bytes, work: Identity) -> tuple[SessionLine, ...]:
    """Return a mentor's sessions on this computer, newest first."""
    rows = connection.execute(select(_OF.sealed).where(_here(parts, person))).scalars()
    found = [_line(open_own(bytes(sealed), work)) for sealed in rows]
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


def check_in(
    connection: Connection, parts: Parts, person: bytes, work: Identity, record_id: str, mood: int, *, talk: bool
) -> None:
    """Queue one check-in; the lowest mood twice or a wish to talk is amber; the same record id twice is one."""
    here = (_IN.school == parts.school_id) & (_IN.person == person)
    before = connection.execute(select(_IN.record, _IN.sealed).where(here)).first()
    if before is not None and bytes(before.record) == bytes.fromhex(record_id):
        return
    previous = int(open_own(bytes(before.sealed), work)["mood"]) if before is not None else None
    level = level_of_check_in(mood, previous, talk=talk)
    text = {"mood": mood, "talk": talk, "level": level.value}
    record = new_record(parts, "check-in", _readers(parts), text, record_id=record_id, author=person.hex())
    outbox.queue(connection, parts, record, level, extra=[work.recipient])
    connection.execute(delete(CHECK_INS).where(here))
    row = {"school": parts.school_id, "person": person, "record": bytes.fromhex(record_id)}
    connection.execute(insert(CHECK_INS), row | {"sealed": seal_own({"mood": mood}, work.recipient, SMALL)})


def _readers(parts: Parts) -> list[str]:
    """Return who reads session logs today: a role whose key is not made yet is left out, never a reason to refuse."""
    return [role for role in (COORDINATOR, SAFEGUARDING, RECOVERY) if parts.school.has_role(role)]


def _line(kept: dict[str, Any]) -> SessionLine:
    return SessionLine(
        on=datetime.fromisoformat(kept["on"]),
        who=str(kept["who"]),
        topic=str(kept["topic"]),
        minutes=int(kept["minutes"]),
        see_again=date.fromisoformat(kept["see_again"]) if kept["see_again"] else None,
    )


def _here(parts: Parts, person: bytes) -> ColumnElement[bool]:
    return (_OF.school == parts.school_id) & (_OF.person == person)
