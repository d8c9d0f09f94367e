"""What a store remembers of alarms and rings, in rows that all its servers share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from store.feeds.entry import LANE_RECORDS
from store.feeds.tables import ENTRIES
from store.scheme.alarms import Alarm, unmet
from store.scheme.ladder import Level, alarm_of
from store.scheme.tables import CHECKPOINTS
from store.service.rings.plan import Waiting
from store.service.tables import RING_ALARMS, RING_MARKS

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_RED: Final = alarm_of(Level.RED)
_ENTRY: Final = ENTRIES.c
_ALARM: Final = RING_ALARMS.c
_MARK: Final = RING_MARKS.c
_READ: Final = "read"
_COPIED: Final = ("hash", "device", "epoch", "seq", "alarm", "slot")
# Beyond these a flood from computers that nobody admitted would ring no sooner.
_MOST_APART: Final = 50


@dataclass(frozen=True)
class Mark:
    """When something was noted, with a number beside it."""

    at: datetime
    number: int = 0


def seconds(at: datetime) -> int:
    """Return a time as the rows have it; never 0, which is no time."""
    return max(1, int((at - _EPOCH).total_seconds()))


def time_of(number: int) -> datetime:
    """Return the time that stands in a row."""
    return _EPOCH + timedelta(seconds=number)


class RingMemory:
    """The rows of one school; every method is given the connection of whoever reads or changes."""

    def __init__(self, school: bytes) -> None:
        self._school = school

    # -- what the feeds tell

    def read_upto(self, connection: Connection) -> int:
        """Return the last arrival that was looked at."""
        mark = self.marks(connection, [_READ]).get(_READ)
        return 0 if mark is None else mark.number

    def follow(self, connection: Connection, most: int, now: datetime) -> int:
        """Look at the next `most` arrivals for alarms and for signs of life, returning how many are left.

        An entry that leaves the quarantine arrives anew, and is a new alarm.
        """
        newest = connection.execute(
            select(func.coalesce(func.max(_ENTRY.arrival), 0)).where(_ENTRY.school == self._school)
        ).scalar_one()
        after = self.read_upto(connection)
        if after > newest:
            # These are other feeds than last time, such as a backup's: they are read from the beginning.
            after = 0
        last = min(newest, after + most)
        here = (_ENTRY.school == self._school) & (_ENTRY.lane == LANE_RECORDS) & _ENTRY.arrival.between(after + 1, last)
        of = (*(_ENTRY[name] for name in _COPIED), _ENTRY.quarantined.label("apart"))
        found = connection.execute(select(*of).where(here, _ENTRY.alarm > 0)).fetchall()
        for row in found:
            self._keep(connection, row._asdict() | {"school": self._school})
        heard = select(_ENTRY.device).where(here, ~_ENTRY.quarantined).distinct()
        for device in connection.execute(heard).scalars().all():
            self.note(connection, heard_of(device), Mark(now))
        if last != self.read_upto(connection):
            self.note(connection, _READ, Mark(now, last))
        return int(newest - last)

    def has_more(self, connection: Connection) -> bool:
        """Return whether something arrived that was not looked at."""
        newest = connection.execute(
            select(func.coalesce(func.max(_ENTRY.arrival), 0)).where(_ENTRY.school == self._school)
        ).scalar_one()
        return bool(newest != self.read_upto(connection))

    # -- alarms

    def has_alarms(self, connection: Connection) -> bool:
        """Return whether an alarm is known, met or not."""
        here = select(_ALARM.hash).where(_ALARM.school == self._school).limit(1)
        return connection.execute(here).first() is not None

    def waiting(self, connection: Connection, met: Mapping[str, Collection[bytes]]) -> list[Waiting]:
        """Return the reports whose alarms nobody has met, each with what it was rung for so far."""
        rows = {row.hash: row for row in connection.execute(select(RING_ALARMS).where(_ALARM.school == self._school))}
        alarms = [Alarm(one.hash, f"{one.device.hex()}-{one.epoch.hex()}", one.seq, one.slot) for one in rows.values()]
        found = []
        for report in unmet(alarms, met):
            of = [rows[one.hash] for one in report]
            rung = max(one.rung for one in of)
            found.append(
                Waiting(
                    tuple(one.hash for one in of),
                    is_red=any(one.alarm >= _RED for one in of),
                    # The second half of a pair, which may come later, is no report of its own.
                    step=max(one.step for one in of),
                    rung=time_of(rung) if rung else None,
                    apart=all(one.apart for one in of),
                )
            )
        return found

    def let_go(self, connection: Connection, met: Mapping[str, Collection[bytes]]) -> None:
        """Forget the alarms outside of slots that were met, once for ever, with those in quarantine that have rung."""
        connection.execute(delete(RING_ALARMS).where(_ALARM.school == self._school, _ALARM.apart, _ALARM.step > 0))
        waiting = {hashed for one in self.waiting(connection, met) for hashed in one.hashes}
        outside = select(_ALARM.hash).where(_ALARM.school == self._school, _ALARM.slot.is_(False))
        for hashed in connection.execute(outside).scalars().all():
            if hashed not in waiting:
                connection.execute(delete(RING_ALARMS).where(self._is_alarm(hashed)))

    def count_rung(self, connection: Connection, hashes: Iterable[bytes], now: datetime) -> None:
        """Note one rung more for each of these entries."""
        for hashed in hashes:
            values = {"step": _ALARM.step + 1, "rung": seconds(now)}
            connection.execute(update(RING_ALARMS).where(self._is_alarm(hashed)).values(**values))

    # -- marks

    def marks(self, connection: Connection, names: Collection[str] | None = None) -> dict[str, Mark]:
        """Return what was noted under these names, or under all."""
        query = select(_MARK.name, _MARK.at, _MARK.number).where(_MARK.school == self._school)
        if names is not None:
            query = query.where(_MARK.name.in_(list(names)))
        return {name: Mark(time_of(at), number) for name, at, number in connection.execute(query)}

    def note(self, connection: Connection, name: str, mark: Mark) -> None:
        """Note something in place of what was noted under this name before."""
        connection.execute(delete(RING_MARKS).where(_MARK.school == self._school, _MARK.name == name))
        row = {"school": self._school, "name": name, "at": seconds(mark.at), "number": mark.number}
        connection.execute(insert(RING_MARKS), row)

    def checkpointed(self, connection: Connection, roles: Collection[str]) -> dict[str, int]:
        """Return a number for each of these roles that grows with each checkpoint of it."""
        of = CHECKPOINTS.c
        query = select(of.role, func.sum(of.seq)).where(of.school == self._school, of.role.in_(list(roles)))
        return {role: int(total) for role, total in connection.execute(query.group_by(of.role))}

    def _keep(self, connection: Connection, row: dict[str, Any]) -> None:
        """Keep an alarm as a new one, unless it is known and has only come again with its body."""
        here = self._is_alarm(row["hash"])
        known = connection.execute(select(_ALARM.apart).where(here)).scalar()
        if known is not None and known == row["apart"]:
            return
        if row["apart"]:
            apart = select(func.count()).where(_ALARM.school == self._school, _ALARM.apart)
            if connection.execute(apart).scalar_one() >= _MOST_APART:
                return
        connection.execute(delete(RING_ALARMS).where(here))
        connection.execute(insert(RING_ALARMS), row | {"step": 0, "rung": 0})

    def _is_alarm(self, hashed: bytes) -> ColumnElement[bool]:
        return (_ALARM.school == self._school) & (_ALARM.hash == hashed)


def heard_of(device: bytes) -> str:
    """Return the name under which a kiosk's last sign of life is noted."""
    return f"heard {device.hex()}"


def opened_of(role: str) -> str:
    """Return the name under which it is noted when a role's desk was last opened."""
    return f"opened {role}"


def rung_of(duty: str) -> str:
    """Return the name under which it is noted when a duty was last rung for."""
    return f"rung {duty}"


def known_of(route: str) -> str:
    """Return the name under which it is noted since when a route is known here."""
    return f"known {route}"
