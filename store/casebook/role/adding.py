"""Adding records to a casebook, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from store.casebook.records.opened_record import OpenedRecord
from store.casebook.role.settling import settle
from store.casebook.rows import numbering
from store.casebook.rows.tables import RECORDS, SOURCES
from store.feeds.prepared import Prepared
from store.scheme.ladder import Level, highest

_OF: Final = RECORDS.c
_NAMES: Final = tuple(one.name for one in fields(OpenedRecord))
_VALUES: Final = attrgetter(*_NAMES)
_JOINED: Final = ("standing", "level", "newer", "report", "mismatch")
_INSERT: Final = Prepared(insert(RECORDS), *_NAMES, "case_id")
_FROM: Final = Prepared(insert(SOURCES).prefix_with("OR IGNORE"), *(one.name for one in SOURCES.c))
_URGENT: Final = frozenset({Level.RED, Level.AMBER})


@dataclass(frozen=True)
class Arrived:
    """One record as it came; `entry` is None for what was just done at this desk."""

    record: OpenedRecord
    entry: bytes | None = None
    part: int = 0
    alarm: int = 0


class Adding:
    """Adds one lot of records, looking up once for all what is known of them."""

    def __init__(self, connection: Connection, arrived: Sequence[Arrived]) -> None:
        self._connection = connection
        self._arrived = arrived
        self._changed = set[str]()
        self._rows = list[dict[str, Any]]()
        self._look_up()

    def run(self) -> set[str]:
        """Add them, returning the cases that change."""
        fresh = list[OpenedRecord]()
        for one in self._arrived:
            record = one.record
            held = self._held.get((record.id, record.digest))
            if held is not None:
                self._join(record, held, is_sent_twice=one.entry is not None)
                continue
            fresh.append(record)
            if record.id in self._cases or record.id in self._told_of:
                # Whatever is about it moves with it: this goes one at a time.
                self._put(record, record.id)
                self._flush()
                self._changed |= settle(self._connection, record.id)
                self._look_up()
                continue
            case_id = record.id if record.about is None else self._cases.get(record.about, record.about)
            self._put(record, case_id)
            # A log alone is in no list of cases.
            if record.report or case_id != record.id:
                self._changed.add(case_id)
        self._flush()
        numbering.came(self._connection, fresh)
        came = [one for one in self._arrived if one.entry is not None]
        _FROM.run_each(
            self._connection,
            [
                {
                    "entry": one.entry,
                    "part": one.part,
                    "record_id": one.record.id,
                    "digest": one.record.digest,
                    "alarm": one.alarm,
                }
                for one in came
            ],
        )
        return self._changed

    def _look_up(self) -> None:
        ids = sorted({one.record.id for one in self._arrived})
        abouts = {one.record.about for one in self._arrived if one.record.about is not None}
        query = select(_OF.id, _OF.digest, _OF.case_id, *(_OF[name] for name in _JOINED))
        self._held: dict[tuple[str, bytes], dict[str, Any]] = {}
        self._cases: dict[str, str] = {}
        for row in self._connection.execute(query.where(_OF.id.in_(sorted(abouts.union(ids))))).mappings():
            self._held[row["id"], row["digest"]] = dict(row)
            self._cases[row["id"]] = row["case_id"]
        told_of = self._connection.execute(select(_OF.about).where(_OF.about.in_(ids)).distinct()).scalars()
        self._told_of = {one for one in told_of if one is not None}

    def _put(self, record: OpenedRecord, case_id: str) -> None:
        row = dict(zip(_NAMES, _VALUES(record), strict=True)) | {"case_id": case_id}
        self._rows.append(row)
        self._held[record.id, record.digest] = {name: row[name] for name in (*_JOINED, "case_id")}
        self._cases[record.id] = case_id
        if record.about is not None:
            self._told_of.add(record.about)

    def _join(self, record: OpenedRecord, held: dict[str, Any], *, is_sent_twice: bool) -> None:
        joined = {
            "standing": max(held["standing"], record.standing),
            "level": str(highest(Level(held["level"]), Level(record.level))),
            "newer": held["newer"] and record.newer,
            "report": held["report"] or record.report,
            "mismatch": held["mismatch"] and record.mismatch,
        }
        case_id = self._cases[record.id]
        if joined != {name: held[name] for name in _JOINED}:
            self._flush()
            here = (_OF.id == record.id) & (_OF.digest == record.digest)
            self._connection.execute(update(RECORDS).where(here).values(**joined))
            held |= joined
            self._changed.add(case_id)
        elif is_sent_twice and record.level in _URGENT:
            # Each entry in which it came is met when it is read.
            self._changed.add(case_id)

    def _flush(self) -> None:
        _INSERT.run_each(self._connection, self._rows)
        self._rows.clear()
