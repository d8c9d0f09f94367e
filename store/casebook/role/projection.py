"""Following the feeds into a role's casebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, insert

from store.casebook.case.case_paper import Showing
from store.casebook.records.opened_record import EPOCH
from store.casebook.records.openers import Openers
from store.casebook.records.opening import Asked, Opener, Verdict
from store.casebook.role import record_log, redoing
from store.casebook.role.adding import Arrived
from store.casebook.rows import apart, fact_rows, index, sources
from store.casebook.rows.apart import Why
from store.casebook.rows.tables import CONTACTS
from store.clock import Clock
from store.feeds.entry import LANE_CASEWORK, LANE_RECORDS
from store.feeds.feeds import Feeds
from store.feeds.log import StoredEntry
from store.scheme.routes import CHAIR, HEAD, SAFEGUARDING
from store.scheme.school import School
from store.version import PROGRAM

HANDING_ROLES: Final = frozenset({SAFEGUARDING, HEAD})
LANES: Final = (LANE_RECORDS, LANE_CASEWORK)
STEP: Final = 250


@dataclass(frozen=True)
class Step:
    """What one step of following brought: the cases that are new, whether there is more, up to which arrival.

    It took in `taken` entries. It `is_level` when no entry is left, though rows may still be made anew for other hours
    or names.
    """

    new: frozenset[str]
    more: bool
    position: int
    is_level: bool
    taken: int = 0


@dataclass(frozen=True)
class Projection:
    """Takes entries in order of arrival; which order that is makes no difference to the casebook."""

    opener: Opener = field(repr=False)
    feeds: Feeds
    school: School
    clock: Clock
    showing: Callable[[], Showing]

    def begin(self, reading: Connection, casebook: Connection, openers: Openers) -> None:
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
            self._look_again(reading, casebook, openers)
        redoing.begin(casebook, self.opener.role, self.showing())

    def position(self, casebook: Connection) -> int:
        """Return the arrival up to which the casebook has followed."""
        return int(fact_rows.read(casebook, fact_rows.POSITION).partition(":")[0] or "0")

    def unopened(self, reading: Connection, casebook: Connection, besides: bytes | None = None) -> int:
        """Return how many entries are still to be taken in, those of the device `besides` left out."""
        return self.feeds.count_after(reading, after=self.position(casebook), lanes=LANES, besides=besides)

    def is_far_behind(self, reading: Connection, casebook: Connection, many: int) -> bool:
        """Return whether so many entries have arrived since, more of them to be followed than one step takes."""
        position = self.position(casebook)
        if self.feeds.newest(reading) - position < many:
            return False
        return self.feeds.count_after(reading, after=position, lanes=LANES) >= STEP

    def step(self, reading: Connection, casebook: Connection, openers: Openers) -> Step:
        """Take the next entries, returning which cases are new; where there are none, make some rows anew."""
        position = self.position(casebook)
        entries = self.feeds.entries(reading, after=position, lanes=LANES, limit=STEP)
        if not entries:
            more = redoing.step(casebook, self.opener.role, self.showing())
            return Step(frozenset(), more=more, position=position, is_level=True)
        if openers.are_many:
            openers.ahead(entries, self._asked(entries))
            following = self.feeds.entries(reading, after=entries[-1].arrival, lanes=LANES, limit=STEP)
            openers.ahead(following, self._asked(following))
        new = self._take(casebook, entries, openers)
        if fact_rows.read(casebook, fact_rows.TRACES):
            index.wipe(casebook)
            fact_rows.keep(casebook, fact_rows.TRACES, "")
        last = entries[-1]
        fact_rows.keep(casebook, fact_rows.POSITION, f"{last.arrival}:{last.hash.hex()}")
        is_level = len(entries) < STEP
        more = not is_level or redoing.is_due(casebook)
        return Step(new, more=more, position=last.arrival, is_level=is_level, taken=len(entries))

    def _take(self, casebook: Connection, entries: Sequence[StoredEntry], openers: Openers) -> frozenset[str]:
        changed, arrived = set[str](), list[Arrived]()
        apart.take_back(casebook, entries)
        for entry, asked in zip(entries, self._asked(entries), strict=True):
            opening = openers.opened(entry, asked)
            is_desk = asked.is_desk_of_role or opening.handed
            self._keep_apart(casebook, entry, opening.verdict, is_desk=is_desk)
            if opening.verdict is Verdict.NO_BODY:
                # What came before it in this step may be in it.
                changed |= record_log.add(casebook, arrived)
                arrived.clear()
                if erased := record_log.drop_source(casebook, entry.hash):
                    changed |= erased
                    fact_rows.keep(casebook, fact_rows.TRACES, "in the search")
            alarm = entry.alarm
            if entry.lane == LANE_CASEWORK:
                alarm = sources.HANDED if opening.handed else sources.IN_BATCH
            arrived += [Arrived(one, entry.hash, part, alarm) for part, one in enumerate(opening.records)]
        changed |= record_log.add(casebook, arrived)
        self._note_contacts(casebook, entries)
        showing = self.showing()
        return index.index(casebook, changed, role=self.opener.role, hours=showing.hours, names=showing.names)

    def _asked(self, entries: Sequence[StoredEntry]) -> list[Asked]:
        """Return of each entry what opening it must know of where it came from."""
        return [
            Asked(
                is_desk_of_role=entry.lane == LANE_CASEWORK and self._is_desk_of_role(entry.device),
                may_hand=entry.lane == LANE_CASEWORK and self._is_desk(entry.device),
            )
            for entry in entries
        ]

    def _note_contacts(self, casebook: Connection, entries: Sequence[StoredEntry]) -> None:
        at = int((self.clock.now() - EPOCH).total_seconds())
        for device in {one.device for one in entries if not one.quarantined and one.body is not None}:
            casebook.execute(insert(CONTACTS).prefix_with("OR REPLACE").values(device=device, at=at))

    def _keep_apart(self, casebook: Connection, entry: StoredEntry, verdict: Verdict, *, is_desk: bool) -> None:
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

    def _look_again(self, reading: Connection, casebook: Connection, openers: Openers) -> None:
        for arrival, hashed in apart.arrivals(casebook, Why.NOT_A_DESK):
            found = self.feeds.entries(reading, after=arrival - 1, lanes=LANES, limit=1)
            if found and found[0].hash == hashed:
                self._take(casebook, found, openers)
