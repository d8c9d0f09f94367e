"""Bodies that this device has let go of for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from store.database import TRACES
from store.feeds.entry import LANE_NOTICES, Entry
from store.feeds.log import EntryLog
from store.feeds.prepared import Prepared, one_by_one
from store.feeds.tables import DROPPED, ENTRIES
from store.feeds.why import Why

_CHUNK: Final = 200
_OF, _ENTRY = DROPPED.c, ENTRIES.c
_OTHER: Final = ENTRIES.alias("other")
_WHY: Final = Prepared(select(_OF.why).where(_OF.school == bindparam("of_school"), _OF.hash == bindparam("of_hash")))
_ANY: Final = Prepared(select(_OF.hash).where(_OF.school == bindparam("of_school")).limit(1))


class Dropping:
    """Lets go of bodies; what two people have erased is never taken again."""

    def __init__(self, log: EntryLog) -> None:
        self._log = log

    def drop(self, connection: Connection, hashes: Iterable[bytes], why: Why) -> None:
        """Let go of the bodies of these entries, which stay in their chains."""
        wanted = list(hashes)
        fresh = set(wanted) - set(self._listed(connection, wanted))
        for chunk in _chunks(wanted):
            here = (_ENTRY.school == self._log.school) & _ENTRY.hash.in_(chunk)
            connection.execute(update(ENTRIES).where(here).values(body=None))
        self._list(connection, sorted(fresh), why, b"")

    def erase(self, connection: Connection, hashes: Sequence[bytes], people: bytes) -> bool:
        """Erase these entries' bodies, now or when they come, returning whether any of them was not named before.

        `people` are the numbers of the two who signed for it, one after the other.
        """
        listed = self._listed(connection, hashes)
        fresh = sorted({one for one in hashes if listed.get(one) != Why.ERASED})
        for chunk in _chunks(fresh):
            connection.execute(delete(DROPPED).where(_OF.school == self._log.school, _OF.hash.in_(chunk)))
        self._list(connection, fresh, Why.ERASED, people)
        self.settle(connection, fresh)
        return bool(fresh)

    def named(self, connection: Connection, hashes: Sequence[bytes]) -> set[bytes]:
        """Return those of these entries that an erase notice names."""
        if len(hashes) > 1 and _ANY.run(connection, {"of_school": self._log.school}).fetchone() is None:
            return set()
        return {one for one, why in self._listed(connection, hashes).items() if why == Why.ERASED}

    def settled(self, connection: Connection, named: Iterable[bytes]) -> set[bytes]:
        """Return those of these named entries that are held, of which no body is taken.

        A half of a slot pair is erased together with its other half alone, or the gap would tell what it was.
        """
        found = set[bytes]()
        for chunk in _chunks(sorted(named)):
            halves = self._halves(connection, chunk)
            erased = self.named(connection, sorted({other for _half, other in halves}))
            whole = {half for half, other in halves if other in erased}
            query = select(_ENTRY.hash, _ENTRY.slot).where(
                _ENTRY.school == self._log.school, _ENTRY.hash.in_(chunk), _ENTRY.lane != LANE_NOTICES
            )
            found |= {row.hash for row in connection.execute(query) if not row.slot or row.hash in whole}
        return found

    def settle(self, connection: Connection, named: Iterable[bytes]) -> None:
        """Drop the bodies of those named entries that are held; each arrives anew, so that every view sees it."""
        wanted = set(named)
        for chunk in _chunks(sorted(wanted)):
            # What came last may be the half for which an earlier one has waited.
            others = sorted({other for _half, other in self._halves(connection, chunk)})
            wanted |= self.named(connection, others)
        settled = sorted(self.settled(connection, wanted))
        self._log.drop_bodies(connection, settled)
        if settled:
            connection.info[TRACES] = True

    def _halves(self, connection: Connection, hashes: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
        """Return each of these slots with each slot that stands before or after it in its chain."""
        of, other = _ENTRY, _OTHER.c
        beside = (
            (other.school == of.school)
            & (other.device == of.device)
            & (other.lane == of.lane)
            & (other.epoch == of.epoch)
            & other.seq.between(of.seq - 1, of.seq + 1)
        )
        linked = or_(other.hash == of.prev, other.prev == of.hash)
        query = select(of.hash, other.hash.label("other")).join(_OTHER, beside)
        query = query.where(of.school == self._log.school, of.hash.in_(hashes), of.slot.is_(True), other.slot.is_(True))
        return [(row.hash, row.other) for row in connection.execute(query.where(linked))]

    def why(self, connection: Connection, hashes: Sequence[bytes]) -> dict[bytes, tuple[int, bytes]]:
        """Return for those of these entries that are listed why, and by which people."""
        found: dict[bytes, tuple[int, bytes]] = {}
        for chunk in _chunks(hashes):
            query = select(_OF.hash, _OF.why, _OF.people).where(_OF.school == self._log.school, _OF.hash.in_(chunk))
            found |= {row.hash: (row.why, row.people) for row in connection.execute(query)}
        return found

    def _listed(self, connection: Connection, hashes: Sequence[bytes]) -> dict[bytes, int]:
        found: dict[bytes, int] = {}
        if one_by_one(connection, len(hashes)):
            for one in hashes:
                row = _WHY.run(connection, {"of_school": self._log.school, "of_hash": one}).fetchone()
                found |= {} if row is None else {one: row[0]}
            return found
        return {hashed: why for hashed, (why, _people) in self.why(connection, hashes).items()}

    def _list(self, connection: Connection, hashes: Iterable[bytes], why: Why, people: bytes) -> None:
        rows = [{"school": self._log.school, "hash": one, "why": int(why), "people": people} for one in hashes]
        if rows:
            connection.execute(insert(DROPPED), rows)


def is_erased_at_once(entry: Entry) -> bool:
    """Return whether a named entry loses its body whatever else is named: a notice never does, a slot with its pair."""
    return entry.lane != LANE_NOTICES and not entry.slot


def _chunks(items: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    return (items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK))
