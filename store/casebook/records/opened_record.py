"""A record as a casebook keeps it, once it is out of its entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from store.casebook.records import kinds
from store.errors import BrokenFile
from store.feeds.entry import LANE_CASEWORK, LANE_RECORDS
from store.scheme.ladder import Level, highest
from store.scheme.routes import RECOVERY_ROLES

if TYPE_CHECKING:
    from store.records import Record

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_VERSION: Final = 1
# One day inside the years 1 to 9999, so that every time zone can show it.
_FIRST: Final = int((datetime(1, 1, 2, tzinfo=UTC) - EPOCH).total_seconds())
_LAST: Final = int((datetime(9999, 12, 31, tzinfo=UTC) - EPOCH).total_seconds())
_ALARM_LEVELS: Final = {2: Level.RED, 1: Level.AMBER}
_ALWAYS: Final = {
    kinds.DANGER: Level.RED,
    kinds.FIND_ME: Level.AMBER,
    kinds.UNFINISHED: Level.AMBER,
    kinds.PRACTICE: Level.AMBER,
}


@dataclass(frozen=True)
class OpenedRecord:
    """One record out of an entry, as it is kept; `standing` is 1 where it may count, 0 where it is kept apart."""

    id: str
    digest: bytes
    kind: str
    newer: bool
    about: str | None
    author: str | None
    device: str
    at: int
    series: str | None
    nth: int | None
    readers: str
    level: str
    standing: int
    report: bool
    mismatch: bool
    text: str = field(repr=False)

    @cached_property
    def said(self) -> dict[str, Any]:
        """What the record says, by name."""
        return plain_json(self.text)


def opened_record(record: Record, lane: int, *, standing: int, alarm: int, mismatch: bool) -> OpenedRecord:
    """Return a record as it is kept, out of one lane."""
    # A member of staff passes training at a desk.
    known = kinds.ACTS | {kinds.TRAINING} if lane == LANE_CASEWORK else kinds.LOGS
    newer = record.v > _VERSION or record.kind not in known | kinds.REPORTS
    level = _level(record, newer=newer, alarm=alarm)
    nth = record.nth
    return OpenedRecord(
        record.id,
        digest_of(record),
        record.kind,
        newer,
        record.about,
        record.author,
        record.device,
        seconds_of(record.created),
        # What was handed over is numbered where it was written, for those who read it there.
        None if nth is None or lane == LANE_CASEWORK else str(nth[0]),
        None if nth is None or lane == LANE_CASEWORK else int(nth[1]),
        ",".join(sorted(set(record.to) - RECOVERY_ROLES)),
        str(level),
        standing,
        _is_report(record.kind, level, lane),
        mismatch,
        json.dumps(record.text, ensure_ascii=False),
    )


def digest_of(record: Record) -> bytes:
    """Return what tells two bodies of one record id apart, whatever their keys' order and spaces."""
    plain = json.dumps(record.model_dump(mode="json", by_alias=True), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()


def plain_json(data: bytes | str) -> dict[str, Any]:
    """Return a JSON object, or raise BrokenFile."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise BrokenFile("This item holds something that no program of ours wrote. It was kept as it is.") from None
    if not isinstance(found, dict):
        raise BrokenFile("This item holds something other than a record. It was kept as it is.")
    return found


def seconds_of(created: str) -> int:
    """Return a record's own date in seconds since 1970, 0 where it is none: nothing but what is shown rests on it."""
    try:
        at = datetime.fromisoformat(created)
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        return min(max(int((at - EPOCH).total_seconds()), _FIRST), _LAST)
    except (ValueError, OverflowError, TypeError):
        return 0


def date_of(at: int) -> datetime:
    """Return seconds since 1970 as a date."""
    return EPOCH + timedelta(seconds=at)


def _is_report(kind: str, level: Level, lane: int) -> bool:
    """Return whether an adult must read this: what nobody here knows counts, unless a desk wrote it as an act."""
    if kind == kinds.CHECK_IN:
        return level in (Level.RED, Level.AMBER)
    return kind in kinds.REPORTS or (lane == LANE_RECORDS and kind not in kinds.LOGS)


def _level(record: Record, *, newer: bool, alarm: int) -> Level:
    """Return the highest level that anything says."""
    told = [_ALARM_LEVELS.get(alarm, Level.GREY), _ALWAYS.get(record.kind, Level.GREY), _written(record.text)]
    if newer:
        told.append(Level.BLUE)
    if record.kind == kinds.CONCERN and _written(record.text) is Level.GREY and "level" not in record.text:
        told.append(Level.AMBER)
    if record.kind == kinds.REMOVED:
        told.append(Level.BLUE if record.text.get("safe") is True else Level.AMBER)
    if record.kind == kinds.CHECK_IN and record.text.get("talk") is True:
        told.append(Level.AMBER)
    return highest(*told)


def _written(text: Mapping[str, Any]) -> Level:
    level = text.get("level")
    return Level(level) if isinstance(level, str) and level in set(Level) else Level.GREY
