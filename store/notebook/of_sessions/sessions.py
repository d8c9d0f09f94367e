"""Mentoring sessions with check-ins: to those who run the scheme, and for the mentor's own history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.dialects import sqlite

from store.notebook.common import outbox
from store.notebook.common.facts import Danger, SessionForm, SessionLine
from store.notebook.common.own_seal import SMALL, open_own, place_of, seal_own
from store.notebook.common.parts import Parts
from store.notebook.common.recording import log_readers, new_record
from store.notebook.common.tables import CHECK_INS, SESSIONS
from store.scheme.ladder import LOWEST_MOOD, Level, level_of_check_in
from store.sealing.xwing import Identity

_OF, _IN = SESSIONS.c, CHECK_INS.c
_PERSON: Final = (_OF.school == bindparam("of_school")) & (_OF.person == bindparam("of_person"))
_EVERY: Final = select(_OF.record, _OF.sealed).where(_PERSON)
_ONE: Final = select(_OF.record).where(_PERSON, _OF.record == bindparam("of_record"))
_BEFORE: Final = select(_IN.record, _IN.sealed).where(
    _IN.school == bindparam("of_school"), _IN.person == bindparam("of_person")
)
_NEW: Final = sqlite.insert(CHECK_INS)
_REPLACE: Final = _NEW.on_conflict_do_update(
    index_elements=[_IN.school, _IN.person], set_={name: _NEW.excluded[name] for name in ("record", "sealed")}
)


def log(connection: Connection, parts: Parts, person: bytes, work: Identity, record_id: str, form: SessionForm) -> None:
    """Queue one session log, kept for the mentor's history; the same record id twice is one session."""
    number = bytes.fromhex(record_id)
    if is_logged(connection, parts, person, record_id):
        return
    # What worried goes into the concern: nothing that was typed beside it reaches those who run the scheme. Nor does
    # the answer: beside an inbox without a concern it would tell that there is one about staff.
    told = form.worried is Danger.NO
    text = {
        "who": form.who,
        "topic": form.topic,
        "minutes": form.minutes,
        "how": form.how if told else "",
        "done": form.done if told else "",
        "helped": form.helped if told else "",
        "see_again": form.see_again.isoformat() if form.see_again else None,
    }
    record = new_record(parts, "session", log_readers(parts), text, record_id=record_id, author=person.hex())
    outbox.queue(connection, parts, record, Level.GREY, extra=[work.recipient])
    kept = {name: text[name] for name in ("who", "topic", "minutes", "see_again")}
    plain = kept | {"on": parts.clock.now().isoformat()}
    sealed = seal_own(plain, work, place_of("session", person, number), SMALL)
    row = {"school": parts.school_id, "person": person, "record": number, "sealed": sealed}
    connection.execute(insert(SESSIONS), row)


def is_logged(connection: Connection, parts: Parts, person: bytes, record_id: str) -> bool:
    """Return whether a mentor has logged the session of this record id on this computer."""
    here = {"of_school": parts.school_id, "of_person": person, "of_record": bytes.fromhex(record_id)}
    return connection.execute(_ONE, here).first() is not None


def lines(connection: Connection, parts: Parts, person: bytes, work: Identity) -> tuple[SessionLine, ...]:
    """Return a mentor's sessions on this computer, newest first."""
    rows = connection.execute(_EVERY, {"of_school": parts.school_id, "of_person": person})
    opened = (
        (
            bytes(row.record).hex(),
            open_own(bytes(row.sealed), work, place_of("session", person, bytes(row.record)), _line),
        )
        for row in rows
    )
    found = [replace(line, id=number) for number, line in opened if line is not None]
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


def check_in(
    connection: Connection, parts: Parts, person: bytes, work: Identity, record_id: str, mood: int, *, talk: bool
) -> None:
    """Queue one check-in; the lowest mood twice or a wish to talk is amber; the same record id twice is one."""
    number = bytes.fromhex(record_id)
    before = connection.execute(_BEFORE, {"of_school": parts.school_id, "of_person": person}).first()
    if before is not None and bytes(before.record) == number:
        return
    previous = _mood(bytes(before.record), bytes(before.sealed), person, work) if before is not None else None
    text = {"mood": mood, "talk": talk}
    record = new_record(parts, "check-in", log_readers(parts), text, record_id=record_id, author=person.hex())
    outbox.queue(connection, parts, record, level_of_check_in(mood, previous, talk=talk), extra=[work.recipient])
    sealed = seal_own({"mood": mood}, work, place_of("check-in", person, number), SMALL)
    connection.execute(_REPLACE, {"school": parts.school_id, "person": person, "record": number, "sealed": sealed})


def _mood(record: bytes, sealed: bytes, person: bytes, work: Identity) -> int:
    found = open_own(sealed, work, place_of("check-in", person, record), lambda kept: int(kept["mood"]))
    # What can't be read any more may have been the lowest: better an adult asks once too often.
    return LOWEST_MOOD if found is None else found


def _line(kept: dict[str, Any]) -> SessionLine:
    return SessionLine(
        on=datetime.fromisoformat(kept["on"]),
        who=str(kept["who"]),
        topic=str(kept["topic"]),
        minutes=int(kept["minutes"]),
        see_again=date.fromisoformat(kept["see_again"]) if kept["see_again"] else None,
    )
