"""What the open casebook of one role is asked of the entries that it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from store.casebook.records.opened_record import EPOCH
from store.casebook.role import tombstones
from store.casebook.rows import apart, met_rows, numbering, sources
from store.casebook.rows.apart import Why
from store.casebook.rows.database import CasebookFile
from store.casebook.rows.tables import CONTACTS
from store.feeds.ranges import Range, difference


class RoleEntries:
    """Tells what of the feeds has not come, can't be read, was met or is to be erased, for one role."""

    _file: CasebookFile

    def gaps(self) -> list[tuple[tuple[str, str, str], tuple[tuple[int, int], ...]]]:
        """Return by (device, series, readers) the numbers of the reports to this role's readers that have not come."""
        with self._file.read() as casebook:
            erased = tombstones.numbers(casebook)
            gaps = [
                (series, tuple(difference(gone, erased.get(series, ())))) for series, gone in numbering.gaps(casebook)
            ]
            return [(series, gone) for series, gone in gaps if gone]

    def contacts(self) -> dict[bytes, int]:
        """Return when something new of each device last came here, in seconds since 1970."""
        with self._file.read() as casebook:
            return {row.device: row.at for row in casebook.execute(select(CONTACTS))}

    def quarantined(self) -> int:
        """Return how many entries are kept apart for where they came from."""
        with self._file.read() as casebook:
            return apart.count(casebook, Why.QUARANTINE, Why.NOT_A_DESK)

    def unreadable(self, held: Iterable[Range]) -> tuple[int, frozenset[tuple[bytes, bytes, int]]]:
        """Return how many items this role ought to open and can't, with their places (device, epoch, seq) in lane 0."""
        whole = [one for one in held if one.lane == 0]

        def is_unknown(device: bytes, epoch: bytes, seq: int) -> bool:
            return seq > 0 and not any(
                one.device == device
                and one.epoch == epoch
                and one.first <= seq <= one.last
                and seq not in one.without_body
                for one in whole
            )

        with self._file.read() as casebook:
            places = set(apart.places(casebook, Why.UNREADABLE))
            count = apart.count(casebook, Why.UNREADABLE)
            wrong = apart.wrong_slots(casebook, is_unknown)
        for device, epoch, first in wrong:
            places |= {(device, epoch, first), (device, epoch, first + 1)}
        return count + len(wrong), frozenset(places)

    def met(self) -> tuple[bytes, ...]:
        """Return the red and amber entries that a person of this role has acknowledged, by hash."""
        with self._file.read() as casebook:
            return tuple(sorted(met_rows.every(casebook) | tombstones.met(casebook)))

    def entries_of(self, case_id: str) -> tuple[set[bytes], set[bytes]]:
        """Return the entries that hold records of a case alone, with those of them that are slots."""
        with self._file.read() as casebook:
            return sources.entries_of(casebook, case_id)

    def holds_any(self, entries: Sequence[bytes]) -> bool:
        """Return whether one of these entries holds something of this casebook."""
        with self._file.read() as casebook:
            return sources.any_of(casebook, entries)

    def batches_of(self, case_id: str) -> set[bytes]:
        """Return the batches of several cases in which records of a case came: what adults did on it, or entered."""
        with self._file.read() as casebook:
            return sources.batches_of(casebook, case_id)

    def logs_of(self, kinds: Sequence[str], begins: datetime, ends: datetime) -> set[bytes]:
        """Return the entries of what is only counted, of these kinds, dated in this time."""
        times = (int((one - EPOCH).total_seconds()) for one in (begins, ends))
        with self._file.read() as casebook:
            return sources.logs_between(casebook, kinds, *times)

    def slots_of(self, device: bytes, begins: datetime, ends: datetime) -> set[bytes]:
        """Return both halves of each slot pair of a device of which this role opens one dated in this time."""
        times = (int((one - EPOCH).total_seconds()) for one in (begins, ends))
        with self._file.read() as casebook:
            return apart.pairs_between(casebook, device, *times)

    def tombstones(self, entries: Sequence[bytes], class_: str) -> list[dict[str, Any]]:
        """Return what this role notes of these entries before they are erased."""
        met = self.met()
        with self._file.read() as casebook:
            return list(tombstones.texts_of(casebook, entries, class_, met))
