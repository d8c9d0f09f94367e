"""The casebook of one role, open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, select

from store.casebook import apart, index, pending, record_log, tombstones, work_rows
from store.casebook.apart import Why
from store.casebook.case_facts import read_by
from store.casebook.case_paper import Showing
from store.casebook.database import CasebookFile, move_aside, open_casebook, open_in_spite
from store.casebook.handing import KEPT_BACK, Originals
from store.casebook.index import Listed
from store.casebook.kinds import DEVICE, READ, TRAINING, VAULT
from store.casebook.opening import EPOCH, OpenedRecord, Opener
from store.casebook.pending import PendingAct
from store.casebook.projection import Projection
from store.casebook.tables import CONTACTS
from store.casebook.work_rows import Due
from store.clock import Clock
from store.errors import DamagedDatabase, KioskError
from store.feeds.feeds import Feeds
from store.feeds.ranges import Range, difference
from store.records import Record, from_json
from store.scheme.school import School
from store.sealing.key_file import casebook_key, role_identity, role_signing_key
from store.signed.signing_key import SigningKey

_NAME_LETTERS: Final = 16


class RoleCasebook:
    """One role's view of the feeds with that role's keys, until it is closed; not for two threads at once."""

    def __init__(
        self,
        role: str,
        seed: bytes,
        folder: Path,
        *,
        feeds: Feeds,
        school: School,
        clock: Clock,
        showing: Callable[[str], Showing],
        me: str = "",
        beside: str = "",
    ) -> None:
        self.role = role
        self.me = me
        self.identity = role_identity(seed)
        self.signing: SigningKey = role_signing_key(seed)
        self._feeds = feeds
        self._showing = showing
        self._opener = Opener(school.id.hex(), role, self.identity)
        self._projection = Projection(self._opener, feeds, school, clock, lambda: showing(role))
        # Each key of a role has a file of its own: a new key is no damage to the old one's casebook.
        self.path = folder / f"{role}-{self.signing.public.hex()[:_NAME_LETTERS]}.casebook{beside}"
        self._file, self.was_rebuilt = self._open(self.path, casebook_key(seed))

    def follow(self, told: Callable[[int, int], None] | None = None) -> frozenset[str]:
        """Bring the casebook level with the feeds, a step at a time, returning which cases are new.

        `told` hears how far it is, as an arrival of the newest arrival; what it raises ends it between two steps.
        """
        new = frozenset[str]()
        with self._feeds.database.read() as reading, self._file.write() as casebook:
            self._projection.begin(reading, casebook)
        more = True
        while more:
            with self._feeds.database.read() as reading, self._file.write() as casebook:
                step = self._projection.step(reading, casebook)
                pending.let_go(casebook)
                newest = self._feeds.newest(reading)
            new, more = new | step.new, step.more
            if told is not None:
                told(step.position, newest)
        return new

    def follow_inside(self, reading: Connection) -> None:
        """Bring the casebook level inside a transaction of the feeds, so that nothing comes between."""
        more = True
        while more:
            with self._file.write() as casebook:
                more = self._projection.step(reading, casebook).more
                pending.let_go(casebook)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    # -- reading

    def listed(self, *, closed: bool, offset: int = 0, most: int | None = None) -> list[Listed]:
        """Return cases in the order of the inbox."""
        with self._file.read() as casebook:
            return index.listed(casebook, self.me, closed=closed, offset=offset, most=most)

    def closed_by_age(self, most: int) -> list[tuple[int, str]]:
        """Return (place, id) of the closed cases that came first."""
        with self._file.read() as casebook:
            return index.closed_by_age(casebook, self.me, most)

    def counts(self, *, closed: bool) -> tuple[int, int]:
        """Return how many cases there are, with how many of them nobody has read."""
        with self._file.read() as casebook:
            return index.counts(casebook, self.me, closed=closed)

    def found(self, query: str, most: int) -> tuple[list[tuple[int, str]], int]:
        """Return (place, id) of the newest cases that match, with how many match in all."""
        with self._file.read() as casebook:
            return index.found(casebook, self.me, query, most)

    def records(self, case_ids: Sequence[str]) -> dict[str, list[OpenedRecord]]:
        """Return the records of each of these cases."""
        with self._file.read() as casebook:
            return record_log.of_cases(casebook, case_ids)

    def due(self, *, offset: int = 0, most: int | None = None) -> list[Due]:
        """Return what is to do on cases, the earliest first."""
        with self._file.read() as casebook:
            return work_rows.due(casebook, self.me, offset=offset, most=most)

    def count_due(self, before: int | None = None) -> int:
        """Return how many items there are, or how many of them were due before a day."""
        with self._file.read() as casebook:
            return work_rows.count_due(casebook, self.me, before)

    def linked_to(self, kind: str, target: str) -> list[str]:
        """Return the cases that are linked to a child or to another case."""
        with self._file.read() as casebook:
            return work_rows.linked_to(casebook, self.me, kind, target)

    def is_hidden(self, case_id: str) -> bool:
        """Return whether the person at this desk stepped back from a case."""
        with self._file.read() as casebook:
            return work_rows.is_hidden(casebook, self.me, case_id)

    def of_kind(self, kind: str, since: int | None = None) -> list[OpenedRecord]:
        """Return the records of one kind that count, all of them or those from a time on."""
        with self._file.read() as casebook:
            return list(record_log.of_kind(casebook, kind, since))

    def topics(self, kind: str, since: int) -> tuple[list[tuple[str | None, int, int]], int]:
        """Return by topic how many records of a kind there are with their minutes, then in how many weeks."""
        with self._file.read() as casebook:
            return record_log.topics_of(casebook, kind, since), record_log.weeks_of(casebook, kind, since)

    def newest_acts(self, of: Sequence[str], most: int) -> list[tuple[str, OpenedRecord]]:
        """Return the newest records of these kinds with their cases."""
        with self._file.read() as casebook:
            return record_log.newest_of_kinds(casebook, of, work_rows.hidden_from(self.me), most)

    def count_acts(self, of: Sequence[str]) -> int:
        """Return how many records of these kinds there are."""
        with self._file.read() as casebook:
            return record_log.count_of_kinds(casebook, of, work_rows.hidden_from(self.me))

    def has_same_number(self, record: OpenedRecord) -> bool:
        """Return whether another record bears this record's number of its series."""
        with self._file.read() as casebook:
            return record_log.same_number(casebook, record)

    def apart(self) -> list[OpenedRecord]:
        """Return the records that came only from where they don't count."""
        with self._file.read() as casebook:
            return record_log.apart(casebook, work_rows.hidden_from(self.me))

    def gaps(self) -> list[tuple[tuple[str, str, str], tuple[tuple[int, int], ...]]]:
        """Return by (device, series, readers) the numbers of the reports to this role's readers that have not come."""
        with self._file.read() as casebook:
            erased = tombstones.numbers(casebook)
            gaps = [
                (series, tuple(difference(gone, erased.get(series, ())))) for series, gone in record_log.gaps(casebook)
            ]
            return [(series, gone) for series, gone in gaps if gone]

    def contacts(self) -> dict[bytes, int]:
        """Return when something new of each device last came here, in seconds since 1970."""
        with self._file.read() as casebook:
            return {row.device: row.at for row in casebook.execute(select(CONTACTS))}

    def device_states(self) -> list[OpenedRecord]:
        """Return what devices told of themselves, for those who run the scheme."""
        with self._file.read() as casebook:
            return list(record_log.of_kind(casebook, DEVICE))

    def trainings(self) -> list[OpenedRecord]:
        """Return what mentors and staff have passed."""
        with self._file.read() as casebook:
            return list(record_log.of_kind(casebook, TRAINING))

    def words_changes(self) -> list[OpenedRecord]:
        """Return mentors' changes of words, for those who publish vaults."""
        with self._file.read() as casebook:
            return list(record_log.of_kind(casebook, VAULT))

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
            read = [one for act in record_log.of_kind(casebook, READ) for one in read_by(act)]
            return tuple(sorted(record_log.urgent_entries(casebook, read) | tombstones.met(casebook)))

    # -- erasing

    def entries_of(self, case_id: str) -> tuple[set[bytes], set[bytes]]:
        """Return the entries in which the reports of a case came, with those of them that are slots."""
        with self._file.read() as casebook:
            return record_log.entries_of(casebook, case_id)

    def batches_of(self, case_id: str) -> set[bytes]:
        """Return the batches of several cases in which the reports of a case came, which adults entered at a desk."""
        with self._file.read() as casebook:
            return record_log.batches_of(casebook, case_id)

    def records_beside(self, case_id: str, batches: Sequence[bytes]) -> list[Record]:
        """Return what else these batches hold, as it was written."""
        with self._feeds.database.read() as reading, self._file.read() as casebook:
            own = {one for _entry, one in record_log.sources_of(casebook, case_id)}
            reports = {one.id for one in record_log.of_cases(casebook, [case_id])[case_id] if one.report}
            found = Originals(self._feeds, self.identity).in_entries(reading, batches)
        return [one for one in found if one.id not in own & reports]

    def logs_of(self, kinds: Sequence[str], begins: datetime, ends: datetime) -> set[bytes]:
        """Return the entries of what is only counted, of these kinds, dated in this time."""
        times = (int((one - EPOCH).total_seconds()) for one in (begins, ends))
        with self._file.read() as casebook:
            return record_log.logs_between(casebook, kinds, *times)

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

    # -- acting

    def act(self, act: PendingAct) -> None:
        """Keep an act durably, visible at once, until it goes out."""
        self._keep([act])

    def originals(self, case_id: str) -> list[Record]:
        """Return all that belongs to a case as it was written, but who read or looked at it, oldest first."""
        with self._feeds.database.read() as reading, self._file.read() as casebook:
            come = Originals(self._feeds, self.identity).of_case(reading, casebook, case_id)
            acts = [from_json(one.record.encode("utf-8")) for one in pending.every(casebook) if one.handed is None]
        known = {one.id for one in come}
        case = known | {case_id}
        # What has not gone out is in no entry yet, the report itself where an adult has just entered it.
        own = [one for one in acts if one.id not in known and one.kind not in KEPT_BACK]
        return [*come, *(one for one in own if case & {one.id, one.about or ""})]

    def take_over(self, acts: Sequence[PendingAct]) -> None:
        """Keep acts that wait in another file of this casebook."""
        self._keep(acts)

    def waiting(self) -> list[PendingAct]:
        """Return the acts that have not gone out."""
        with self._file.read() as casebook:
            return pending.every(casebook)

    def gone(self, batched: Iterable[str], posted: Iterable[str]) -> None:
        """Note what has gone out."""
        with self._file.write() as casebook:
            pending.mark_batched(casebook, batched)
            pending.mark_posted(casebook, posted)
            pending.let_go(casebook)

    def _keep(self, acts: Sequence[PendingAct]) -> None:
        showing = self._showing(self.role)
        with self._file.write() as casebook:
            changed = set[str]()
            for act in acts:
                pending.add(casebook, act)
                if act.handed is not None:
                    continue
                record = self._opener.own(from_json(act.record.encode("utf-8")))
                changed |= record_log.add(casebook, record)
            index.index(casebook, changed, role=self.role, hours=showing.hours, names=showing.names)

    # -- opening

    def _open(self, path: Path, key: bytes) -> tuple[CasebookFile, bool]:
        try:
            return open_casebook(path, key), False
        except DamagedDatabase:
            saved = _saved(path, key)
            move_aside(path)
        self._file = open_casebook(path, key)
        # What waited to go out is in no feed yet: it is the one thing that a rebuild would not bring back.
        self._keep(saved)
        return self._file, True


def _saved(path: Path, key: bytes) -> list[PendingAct]:
    try:
        old = open_in_spite(path, key)
    except KioskError:
        return []
    try:
        with old.read() as casebook:
            return pending.every(casebook)
    except KioskError:
        return []
    finally:
        old.close()
