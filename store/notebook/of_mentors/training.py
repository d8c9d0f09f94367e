"""The training that a mentor has passed: told to those who run the scheme, kept for the mentor on this computer."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select

from store.errors import KioskError
from store.notebook.common import outbox
from store.notebook.common.facts import TrainingLine
from store.notebook.common.own_seal import SMALL, open_own, place_of, seal_own
from store.notebook.common.parts import Parts
from store.notebook.common.recording import log_readers, new_record
from store.notebook.common.tables import TRAININGS
from store.scheme.guidance import MENTOR, GuidancePage, months_after
from store.scheme.ladder import Level
from store.sealing.xwing import Identity

NOT_PASSED: Final = (
    "That was not enough right answers for a pass. Nothing was written down. Read it again, then try again."
)
GONE: Final = "This training is no longer there, the school has changed it. Nothing was written down. Choose another."

_OF = TRAININGS.c
_PERSON: Final = (_OF.school == bindparam("of_school")) & (_OF.person == bindparam("of_person"))
_EVERY: Final = select(_OF.record, _OF.sealed).where(_PERSON)
_ONE: Final = select(_OF.record).where(_PERSON, _OF.record == bindparam("of_record"))


class _Pass(NamedTuple):
    module: str
    on: date
    until: date


def lines(connection: Connection, parts: Parts, person: bytes, work: Identity) -> tuple[TrainingLine, ...]:
    """Return the school's modules for mentors, each with when it was passed here and how long that is valid."""
    today = _today(parts)
    newest: dict[str, _Pass] = {}
    for row in connection.execute(_EVERY, {"of_school": parts.school_id, "of_person": person}):
        one = open_own(bytes(row.sealed), work, place_of("training", person, bytes(row.record)), _read)
        if one is not None and (one.module not in newest or newest[one.module].until < one.until):
            newest[one.module] = one
    return tuple(_line(page, newest.get(page.slug), today) for page in modules(parts))


def modules(parts: Parts) -> tuple[GuidancePage, ...]:
    """Return the school's modules for mentors."""
    return tuple(one for one in parts.school.guidance() if one.quiz is not None and one.audience == MENTOR)


def is_kept_from_logging(connection: Connection, parts: Parts, person: bytes, work: Identity) -> bool:
    """Return whether the school lets session logs wait for training that this mentor has not; no report ever does."""
    return parts.school.policy().training_gate and any(line.is_due for line in lines(connection, parts, person, work))


def passed(
    connection: Connection, parts: Parts, person: bytes, work: Identity, record_id: str, slug: str, right: int
) -> date:
    """Queue that a module was passed, keep it here, return until when it is valid; one record id is one pass."""
    module = next((one for one in modules(parts) if one.slug == slug), None)
    if module is None or module.quiz is None:
        raise KioskError(GONE)
    if right < module.quiz.pass_mark:
        raise KioskError(NOT_PASSED)
    number, today = bytes.fromhex(record_id), _today(parts)
    until = months_after(today, module.quiz.months)
    here = {"of_school": parts.school_id, "of_person": person, "of_record": number}
    if connection.execute(_ONE, here).first() is not None:
        return until
    kept = {"module": slug, "on": today.isoformat(), "until": until.isoformat()}
    text = kept | {
        "title": module.title,
        "checked": module.checked,
        "right": right,
        "of": len(module.quiz.scenarios),
    }
    record = new_record(parts, "training", log_readers(parts), text, record_id=record_id, author=person.hex())
    outbox.queue(connection, parts, record, Level.GREY, extra=[work.recipient])
    sealed = seal_own(kept, work, place_of("training", person, number), SMALL)
    row = {"school": parts.school_id, "person": person, "record": number, "sealed": sealed}
    connection.execute(insert(TRAININGS), row)
    return until


def _today(parts: Parts) -> date:
    return parts.clock.now().astimezone().date()


def _line(page: GuidancePage, found: _Pass | None, today: date) -> TrainingLine:
    is_due = found is None or found.until <= today
    return TrainingLine(page, found.on if found else None, found.until if found else None, is_due=is_due)


def _read(kept: dict[str, Any]) -> _Pass:
    return _Pass(str(kept["module"]), date.fromisoformat(kept["on"]), date.fromisoformat(kept["until"]))
