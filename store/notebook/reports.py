"""What a mentor has sent from this computer, with how far each report has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from store.notebook.facts import Adult, ReportLine, ReportState, SentReport
from store.notebook.own_seal import SMALL, open_own, seal_own
from store.notebook.parts import Parts
from store.notebook.tables import REPORTS
from store.scheme.ladder import Level
from store.sealing.xwing import Identity, Recipient
from store.words import report_code

_OF = REPORTS.c


@dataclass(frozen=True)
class KeptReport:
    """A report as its author's computer keeps it: never its words, names or route."""

    id: str
    body_hash: bytes
    created: datetime
    level: Level

    @property
    def urgent(self) -> bool:
        """Whether an adult has to be told in person until somebody has read it."""
        return self.level in (Level.RED, Level.AMBER)


def seal_report(kept: KeptReport, private: Recipient) -> bytes:
    """Return a report's line sealed to its author alone."""
    plain = {
        "id": kept.id,
        "body": kept.body_hash.hex(),
        "created": kept.created.isoformat(),
        "level": kept.level.value,
    }
    return seal_own(plain, private, SMALL)


def add(connection: Connection, parts: Parts, person: bytes, record: str, sealed: bytes) -> None:
    """Keep a report's sealed line; its visit is still open."""
    row = {"school": parts.school_id, "person": person, "record": bytes.fromhex(record)}
    connection.execute(insert(REPORTS), row | {"visit_open": True, "sealed": sealed})


def find(connection: Connection, parts: Parts, person: bytes, record: str, private: Identity) -> KeptReport | None:
    """Return the report with this id, None where it was not sent."""
    here = _here(parts, person) & (_OF.record == bytes.fromhex(record))
    sealed = connection.execute(select(_OF.sealed).where(here)).scalar()
    return None if sealed is None else _opened(bytes(sealed), private)


def end_visit(connection: Connection, parts: Parts) -> None:
    """Note that every report here was written in a visit that has ended."""
    connection.execute(
        update(REPORTS).where(_OF.school == parts.school_id, _OF.visit_open.is_(True)).values(visit_open=False)
    )


def lines(
    connection: Connection,
    parts: Parts,
    person: bytes,
    private: Identity,
    read_at: Mapping[str, datetime],
    adults: tuple[Adult, ...],
) -> tuple[ReportLine, ...]:
    """Return a mentor's reports, newest first; `read_at` tells by report id when an adult said to have read it."""
    rows = connection.execute(select(_OF.sealed, _OF.visit_open).where(_here(parts, person))).all()
    found = [(_opened(bytes(row.sealed), private), bool(row.visit_open)) for row in rows]
    found.sort(key=lambda one: (one[0].created, one[0].id), reverse=True)
    return tuple(
        ReportLine(
            code=report_code(kept.id),
            created=kept.created,
            state=(state := state_of(connection, parts, kept, visit_open=visit_open, read=kept.id in read_at)),
            read_at=read_at.get(kept.id),
            urgent=kept.urgent,
            tell_now=adults if kept.urgent and state is not ReportState.READ else (),
        )
        for kept, visit_open in found
    )


def state_of(connection: Connection, parts: Parts, kept: KeptReport, *, visit_open: bool, read: bool) -> ReportState:
    """Return how far a report has come: read by a person's act alone, sent by a store's receipt alone.

    Until the visit ends a report that isn't red shows the first state whatever its route, for one that waits for its
    slot must look like any other.
    """
    if read:
        return ReportState.READ
    if visit_open and kept.level is not Level.RED:
        return ReportState.SAVED
    return ReportState.SENT if parts.feeds.is_receipted(connection, kept.body_hash) else ReportState.SAVED


def sent_report(connection: Connection, parts: Parts, kept: KeptReport, adults: tuple[Adult, ...]) -> SentReport:
    """Return what a pupil sees right after Send."""
    state = state_of(connection, parts, kept, visit_open=True, read=False)
    return SentReport(report_code(kept.id), state, adults if kept.urgent else (), kept.urgent)


def _here(parts: Parts, person: bytes) -> ColumnElement[bool]:
    return (_OF.school == parts.school_id) & (_OF.person == person)


def _opened(sealed: bytes, private: Identity) -> KeptReport:
    kept = open_own(sealed, private)
    return KeptReport(
        str(kept["id"]),
        bytes.fromhex(kept["body"]),
        datetime.fromisoformat(kept["created"]),
        Level(kept["level"]),
    )
