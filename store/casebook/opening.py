"""Opening an entry of a feed with a role's key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, NamedTuple, Protocol

from store.casebook import kinds
from store.errors import BrokenFile, NotForThisKey
from store.feeds.entry import LANE_CASEWORK, LANE_RECORDS
from store.records import Record, from_json
from store.scheme.ladder import Level, highest
from store.scheme.routes import RECOVERY_ROLES
from store.sealing.sealed import open_sealed
from store.sealing.xwing import Identity

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


class Verdict(StrEnum):
    """What came of trying to open an entry."""

    OPENED = "opened"
    FOR_OTHERS = "for others"
    BROKEN = "broken"
    NO_BODY = "no body"


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


@dataclass(frozen=True)
class Opening:
    """What an entry held for one role; `handed`: a case that another role's desk handed over."""

    verdict: Verdict
    records: tuple[OpenedRecord, ...] = ()
    handed: bool = False


class Sealed(Protocol):
    """What of a stored entry is needed to open it."""

    @property
    def body(self) -> bytes | None:
        """The sealed bytes."""

    @property
    def lane(self) -> int:
        """The lane."""

    @property
    def device(self) -> bytes:
        """The device that signed it."""

    @property
    def alarm(self) -> int:
        """How urgent it says to be."""

    @property
    def slot(self) -> bool:
        """Whether it is half a slot."""

    @property
    def quarantined(self) -> bool:
        """Whether it is kept apart for where it came from."""


class Asked(NamedTuple):
    """What an opener must know of the device that wrote an entry."""

    is_desk_of_role: bool
    may_hand: bool = False


@dataclass(frozen=True)
class Opener:
    """Opens entries for one role of one school."""

    school: str
    role: str
    identity: Identity = field(repr=False)

    def open(self, entry: Sealed, asked: Asked) -> Opening:
        """Return what the entry holds for this role; nothing that it may hold makes this raise."""
        if entry.body is None:
            return Opening(Verdict.NO_BODY)
        try:
            plain = open_sealed(entry.body, [self.identity])
            if entry.lane == LANE_CASEWORK:
                batch = plain_json(plain)
                if asked.may_hand and isinstance(batch.get("handed"), str):
                    return Opening(Verdict.OPENED, self._handed(batch, entry), handed=True)
                return Opening(Verdict.OPENED, self._batch(batch, entry, is_desk_of_role=asked.is_desk_of_role))
            record = from_json(plain)
        except NotForThisKey:
            return Opening(Verdict.FOR_OTHERS)
        except BrokenFile:
            return Opening(Verdict.BROKEN)
        standing = 0 if entry.quarantined or record.kind in kinds.ACTS else 1
        return Opening(Verdict.OPENED, (self._record(record, entry, standing),))

    def own(self, record: Record) -> OpenedRecord:
        """Return an act that was just done at this desk as it will come back out of the feed."""
        return opened_record(record, LANE_CASEWORK, standing=1, alarm=0, mismatch=False)

    def _handed(self, batch: dict[str, Any], entry: Sealed) -> tuple[OpenedRecord, ...]:
        """Return what belongs to the one case that is handed over; nobody reads for another role."""
        ids, found = {batch["handed"]}, list[OpenedRecord]()
        for record in self._batch(batch, entry, is_desk_of_role=True):
            if record.kind == kinds.READ or not ids & {record.id, record.about or ""}:
                continue
            if record.kind == kinds.TOMBSTONE and not _is_shared(record):
                continue
            ids.add(record.id)
            found.append(record)
        return tuple(found)

    def _batch(self, batch: dict[str, Any], entry: Sealed, *, is_desk_of_role: bool) -> tuple[OpenedRecord, ...]:
        listed = batch.get("records")
        if not isinstance(listed, list):
            raise BrokenFile("This casework is not in the shape that desks write. It was kept as it is.")
        standing = int(is_desk_of_role and not entry.quarantined and batch.get("role") == self.role)
        opened = []
        for each in listed:
            try:
                record = from_json(json.dumps(each, ensure_ascii=False).encode("utf-8", "surrogatepass"))
            except BrokenFile:
                # One record that can't be read keeps none of the others back; the batch itself stays in the feed.
                continue
            opened.append(self._record(record, entry, standing))
        return tuple(opened)

    def _record(self, record: Record, entry: Sealed, standing: int) -> OpenedRecord:
        matches = entry.lane != LANE_RECORDS or (
            record.school == self.school and record.device == entry.device.hex() and self.role in record.to
        )
        # The alarm of a slot tells nothing of its two halves.
        alarm = 0 if entry.slot else entry.alarm
        return opened_record(record, entry.lane, standing=standing, alarm=alarm, mismatch=not matches)


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


def _is_shared(tombstone: OpenedRecord) -> bool:
    """Return whether it speaks of nothing but numbers that are counted for several roles, who all know of them."""
    numbers = tombstone.said.get("numbers")
    told = numbers if isinstance(numbers, list) else []
    return bool(told) and all(isinstance(one, list) and len(one) == 4 and "," in str(one[2]) for one in told)


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
