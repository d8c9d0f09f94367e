"""Following the feeds into a role's casebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, insert

from store.casebook import apart, fact_rows, index, record_log, sources
from store.casebook.apart import Why
from store.casebook.case_paper import Showing
from store.casebook.opening import EPOCH, Opener, Verdict
from store.casebook.tables import CONTACTS
from store.clock import Clock
from store.feeds.entry import LANE_CASEWORK, LANE_RECORDS
from store.feeds.feeds import Feeds
from store.feeds.log import StoredEntry
from store.scheme.routes import CHAIR, HEAD, SAFEGUARDING
from store.scheme.school import School
from store.version import PROGRAM

HANDING_ROLES: Final = frozenset({SAFEGUARDING, HEAD})
LANES: Final = (LANE_RECORDS, LANE_CASEWORK)
STEP: Final = 100


@dataclass(frozen=True)
class Step:
    """What one step of following brought: the cases that are new, whether there is more, up to which arrival."""

    new: frozenset[str]
    more: bool
    position: int


@dataclass(frozen=True)
class Projection:
    """Takes entries in order of arrival; which order that is makes no difference to the casebook."""

    opener: Opener = field(repr=False)
    feeds: Feeds
    school: School
    clock: Clock
    showing: Callable[[], Showing]

    def begin(self, reading: Connection, casebook: Connection) -> None:
        """Look again at what other keys, hours or names may have changed; begin anew where the feeds are others."""
        position, _, hashed = fact_rows.read(casebook, fact_rows.POSITION).partition(":")
        if position and not self._is_here(reading, int(position), hashed):
            fact_rows.keep(casebook, fact_rows.POSITION, "")
        if fact_rows.read(casebook, fact_rows.RELEASE) != PROGRAM:
            fact_rows.keep(casebook, fact_rows.RELEASE, PROGRAM)
            self._read_anew(casebook)
        keys = self.school.keys
        version = "" if keys is None else keys.hash.hex()
        if fact_rows.read(casebook, fact_rows.KEYS) != version:
            fact_rows.keep(casebook, fact_rows.KEYS, version)
            self._look_again(reading, casebook)
        showing = self.showing()
        told = showing.fingerprint
        if fact_rows.read(casebook, fact_rows.SHOWING) != told:
            fact_rows.keep(casebook, fact_rows.SHOWING, told)
            index.reindex(casebook, role=self.opener.role, hours=showing.hours, names=showing.names)

    def step(self, reading: Connection, casebook: Connection) -> Step:
        """Take the next entries, returning which cases are new."""
        position = fact_rows.read(casebook, fact_rows.POSITION).partition(":")[0] or "0"
        entries = self.feeds.entries(reading, after=int(position), lanes=LANES, limit=STEP)
        if not entries:
            return Step(frozenset(), more=False, position=int(position))
        new = self._take(casebook, entries)
        if fact_rows.read(casebook, fact_rows.TRACES):
            index.wipe(casebook)
            fact_rows.keep(casebook, fact_rows.TRACES, "")
        last = entries[-1]
        fact_rows.keep(casebook, fact_rows.POSITION, f"{last.arrival}:{last.hash.hex()}")
        return Step(new, more=len(entries) == STEP, position=last.arrival)

    def _take(self, casebook: Connection, entries: Sequence[StoredEntry]) -> frozenset[str]:
        changed = set[str]()
        for entry in entries:
            changed |= self._take_one(casebook, entry)
        showing = self.showing()
        return index.index(casebook, changed, role=self.opener.role, hours=showing.hours, names=showing.names)

    def _take_one(self, casebook: Connection, entry: StoredEntry) -> frozenset[str]:
        is_desk = entry.lane == LANE_CASEWORK and self._is_desk_of_role(entry.device)
        is_any_desk = entry.lane == LANE_CASEWORK and self._is_desk(entry.device)
        opening = self.opener.open(entry, is_desk_of_role=is_desk, may_hand=is_any_desk)
        self._keep_apart(casebook, entry, opening.verdict, is_desk=is_desk or opening.handed)
        if not entry.quarantined and entry.body is not None:
            at = int((self.clock.now() - EPOCH).total_seconds())
            casebook.execute(insert(CONTACTS).prefix_with("OR REPLACE").values(device=entry.device, at=at))
        changed = set[str]()
        if opening.verdict is Verdict.NO_BODY and (erased := record_log.drop_source(casebook, entry.hash)):
            changed |= erased
            fact_rows.keep(casebook, fact_rows.TRACES, "in the search")
        for part, record in enumerate(opening.records):
            changed |= record_log.add(casebook, record)
            alarm = entry.alarm
            if entry.lane == LANE_CASEWORK:
                alarm = sources.HANDED if opening.handed else sources.IN_BATCH
            record_log.add_source(casebook, entry.hash, part, record, alarm)
        return frozenset(changed)

    def _keep_apart(self, casebook: Connection, entry: StoredEntry, verdict: Verdict, *, is_desk: bool) -> None:
        apart.take_back(casebook, entry)
        if entry.quarantined:
            apart.put(casebook, entry, Why.QUARANTINE)
        elif entry.lane == LANE_CASEWORK and verdict is Verdict.OPENED and not is_desk:
            apart.put(casebook, entry, Why.NOT_A_DESK)
        elif self._is_alarm(entry, verdict, is_desk=is_desk):
            apart.put(casebook, entry, Why.UNREADABLE)
        elif entry.slot and self.opener.role in (HEAD, CHAIR) and verdict is not Verdict.NO_BODY:
            apart.put_slot(casebook, entry, opened=verdict is Verdict.OPENED)

    def _is_alarm(self, entry: StoredEntry, verdict: Verdict, *, is_desk: bool) -> bool:
        """Return whether this role ought to have opened what it can't open."""
        if verdict not in (Verdict.FOR_OTHERS, Verdict.BROKEN):
            return False
        if entry.lane == LANE_CASEWORK:
            return is_desk and verdict is Verdict.BROKEN
        return self.opener.role == SAFEGUARDING and not entry.slot

    def _is_desk_of_role(self, device: bytes) -> bool:
        """Return whether what is in this device's casework is believed: nothing is read because a kiosk says so."""
        keys = self.school.keys
        desk = None if keys is None else keys.desk(device)
        return desk is not None and self.opener.role in desk.roles

    def _is_desk(self, device: bytes) -> bool:
        """Return whether a case may be handed over from this device: by a desk of one of the roles that read."""
        keys = self.school.keys
        desk = None if keys is None else keys.desk(device)
        return desk is not None and not HANDING_ROLES.isdisjoint(desk.roles)

    def _is_here(self, reading: Connection, position: int, hashed: str) -> bool:
        if self.feeds.newest(reading) < position:
            return False
        # An entry that arrived anew has left its number, so that the next one stands there.
        found = self.feeds.entries(reading, after=position - 1, limit=1)
        return not found or found[0].arrival != position or found[0].hash.hex() == hashed

    def _read_anew(self, casebook: Connection) -> None:
        """Begin anew where there is something that an earlier release of the program could not read."""
        newer = record_log.let_go_of_newer(casebook)
        if newer or apart.count(casebook, Why.UNREADABLE):
            showing = self.showing()
            index.index(casebook, newer, role=self.opener.role, hours=showing.hours, names=showing.names)
            fact_rows.keep(casebook, fact_rows.POSITION, "")

    def _look_again(self, reading: Connection, casebook: Connection) -> None:
        for arrival, hashed in apart.arrivals(casebook, Why.NOT_A_DESK):
            found = self.feeds.entries(reading, after=arrival - 1, lanes=LANES, limit=1)
            if found and found[0].hash == hashed:
                self._take(casebook, found)
