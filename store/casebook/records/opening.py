"""Opening an entry of a feed with a role's key."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, opened_record, plain_json
from store.errors import BrokenFile, NotForThisKey
from store.feeds.entry import LANE_CASEWORK, LANE_RECORDS
from store.records import from_json
from store.sealing.sealed import open_sealed
from store.sealing.xwing import Identity

if TYPE_CHECKING:
    from store.records import Record


class Verdict(StrEnum):
    """What came of trying to open an entry."""

    OPENED = "opened"
    FOR_OTHERS = "for others"
    BROKEN = "broken"
    NO_BODY = "no body"


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


def _is_shared(tombstone: OpenedRecord) -> bool:
    """Return whether it speaks of nothing but numbers that are counted for several roles, who all know of them."""
    numbers = tombstone.said.get("numbers")
    told = numbers if isinstance(numbers, list) else []
    return bool(told) and all(isinstance(one, list) and len(one) == 4 and "," in str(one[2]) for one in told)
