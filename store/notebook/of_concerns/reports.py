"""What a mentor has sent from this computer, with how far each report has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from store.feeds.prepared import Prepared
from store.notebook.common.facts import Adult, ReportLine, ReportState
from store.notebook.common.own_seal import SMALL, open_own, place_of, row_of, seal_own
from store.notebook.common.parts import Parts
from store.notebook.common.tables import REPORTS
from store.scheme.ladder import Level, highest
from store.scheme.routes import recipients_of
from store.sealing.xwing import Identity
from store.words import normalise, report_code

_OF = REPORTS.c
_PERSON: Final = (_OF.school == bindparam("of_school")) & (_OF.person == bindparam("of_person"))
_ADD: Final = Prepared(insert(REPORTS).on_conflict_do_nothing())
_FIND: Final = select(_OF.sealed).where(_PERSON, _OF.record == bindparam("of_record"))
_RESEAL: Final = (
    update(REPORTS).where(_PERSON, _OF.record == bindparam("of_record")).values(sealed=bindparam("new_sealed"))
)
_ALL: Final = select(_OF.record, _OF.sealed, _OF.visit_open).where(_PERSON)
_END: Final = (
    update(REPORTS).where(_OF.school == bindparam("of_school"), _OF.visit_open.is_(True)).values(visit_open=False)
)


@dataclass(frozen=True)
class KeptReport:
    """A report as its author's computer keeps it: never its words or names.

    `route` is never shown; it tells whose acknowledgement counts, for no other adult may make a report look read. The
    answers are those it came from: what is added later takes the same way.
    """

    id: str
    body_hash: bytes
    created: datetime
    level: Level
    route: str
    hurt: str | None = None
    adult: str | None = None
    reader: str | None = None

    @property
    def urgent(self) -> bool:
        """Whether an adult has to be told in person until somebody has read it."""
        return self.level in (Level.RED, Level.AMBER)


def add(connection: Connection, parts: Parts, person: bytes, private: Identity, kept: KeptReport) -> bool:
    """Keep a report's line, sealed to its author alone, its visit still open; False where it was sent before."""
    record = row_of(private, "report", bytes.fromhex(kept.id))
    sealed = _sealed(kept, person, private, record)
    row = {"school": parts.school_id, "person": person, "record": record, "visit_open": True, "sealed": sealed}
    return _ADD.run(connection, row).rowcount > 0


def raise_level(
    connection: Connection, parts: Parts, person: bytes, private: Identity, record: str, level: Level
) -> None:
    """Keep that a report is as urgent as this, where it was less so."""
    row = row_of(private, "report", bytes.fromhex(record))
    here = {"of_school": parts.school_id, "of_person": person, "of_record": row}
    found = connection.execute(_FIND, here).first()
    before = None if found is None else _opened(row, bytes(found.sealed), person, private)
    if before is not None and highest(before.level, level) is not before.level:
        sealed = _sealed(replace(before, level=level), person, private, row)
        connection.execute(_RESEAL, here | {"new_sealed": sealed})


def is_sent(connection: Connection, parts: Parts, person: bytes, private: Identity, record: str) -> bool:
    """Return whether this mentor has sent a report with this id."""
    row = row_of(private, "report", bytes.fromhex(record))
    here = {"of_school": parts.school_id, "of_person": person, "of_record": row}
    return connection.execute(_FIND, here).first() is not None


def end_visit(connection: Connection, parts: Parts) -> None:
    """Note that every report here was written in a visit that has ended."""
    connection.execute(_END, {"of_school": parts.school_id})


def of_code(connection: Connection, parts: Parts, person: bytes, private: Identity, code: str) -> KeptReport | None:
    """Return this mentor's newest report with a code as somebody types it, or None."""
    wanted = normalise(code)
    found = [one for one, _ in _kept(connection, parts, person, private) if normalise(report_code(one.id)) == wanted]
    return max(found, key=lambda one: one.created, default=None)


def kept(connection: Connection, parts: Parts, person: bytes, private: Identity) -> list[KeptReport]:
    """Return all that this mentor has sent from this computer, in no order."""
    return [one for one, _visit_open in _kept(connection, parts, person, private)]


def lines(
    connection: Connection,
    parts: Parts,
    person: bytes,
    private: Identity,
    read_at: Mapping[tuple[str, str], datetime | None],
    adults: tuple[Adult, ...],
) -> tuple[ReportLine, ...]:
    """Return a mentor's reports, newest first; `read_at` tells by (role, report id) when an adult has read it."""
    found = _kept(connection, parts, person, private)
    found.sort(key=lambda one: (one[0].created, one[0].id), reverse=True)
    told = []
    for kept, visit_open in found:
        reads = [read_at[role, kept.id] for role in recipients_of(kept.route) if (role, kept.id) in read_at]
        state = _state(connection, parts, kept, visit_open=visit_open, read=bool(reads))
        told.append(
            ReportLine(
                code=report_code(kept.id),
                created=kept.created,
                state=state,
                read_at=min((at for at in reads if at is not None), default=None),
                urgent=kept.urgent,
                tell_now=adults if kept.urgent and state is not ReportState.READ else (),
            )
        )
    return tuple(told)


def _kept(connection: Connection, parts: Parts, person: bytes, private: Identity) -> list[tuple[KeptReport, bool]]:
    return [
        (kept, bool(row.visit_open))
        for row in connection.execute(_ALL, {"of_school": parts.school_id, "of_person": person})
        if (kept := _opened(row.record, row.sealed, person, private)) is not None
    ]


def _state(connection: Connection, parts: Parts, kept: KeptReport, *, visit_open: bool, read: bool) -> ReportState:
    """Return how far a report has come: read by a person's act alone, sent by a store's receipt alone.

    Until the visit ends a report that isn't red shows the first state whatever its route, for one that waits for its
    slot must look like any other.
    """
    if read:
        return ReportState.READ
    if visit_open and kept.level is not Level.RED:
        return ReportState.SAVED
    return ReportState.SENT if parts.feeds.is_receipted(connection, kept.body_hash) else ReportState.SAVED


def _sealed(kept: KeptReport, person: bytes, private: Identity, row: bytes) -> bytes:
    plain = {
        "id": kept.id,
        "body": kept.body_hash.hex(),
        "created": kept.created.isoformat(),
        "level": kept.level.value,
        "route": kept.route,
        "answers": [kept.hurt, kept.adult, kept.reader],
    }
    return seal_own(plain, private, place_of("report", person, row), SMALL)


def _opened(record: bytes, sealed: bytes, person: bytes, private: Identity) -> KeptReport | None:
    def read(kept: dict[str, Any]) -> KeptReport:
        recipients_of(kept["route"])
        created = datetime.fromisoformat(kept["created"])
        # What was kept without its answers goes its way by the route alone.
        answers = kept.get("answers", (None, None, kept["route"]))
        return KeptReport(
            kept["id"], bytes.fromhex(kept["body"]), created, Level(kept["level"]), kept["route"], *answers
        )

    return open_own(sealed, private, place_of("report", person, record), read)
