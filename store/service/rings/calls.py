"""The calls that have to reach an address: kept until they have, given out to one sender at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from store.service.rings.memory import seconds, time_of
from store.service.rings.people import Address
from store.service.tables import RING_CALLS

# How long a sender may take over its calls before another one, or the next start, takes them for lost.
LEASE: Final = timedelta(minutes=3)
_FIRST_AGAIN: Final = timedelta(seconds=30)
_LONGEST_AGAIN: Final = timedelta(minutes=5)
_DOUBLINGS: Final = 10
# With nothing waiting any more, a call that can't be made is given up after so long.
STALE: Final = timedelta(days=1)
_MOST_TOGETHER: Final = 5
_OF: Final = RING_CALLS.c


@dataclass(frozen=True)
class Call:
    """One address that is to be rung, as asked for at a time; `trouble` names why the last try failed."""

    way: str
    mark: bytes
    person: str
    asked: int
    tried: int
    trouble: str

    @property
    def since(self) -> datetime:
        """When it was asked for last."""
        return time_of(self.asked)


class Calls:
    """The calls of one school; every method is given the connection of whoever reads or changes."""

    def __init__(self, school: bytes) -> None:
        self._school = school

    def ask(self, connection: Connection, person: str, addresses: Iterable[Address], now: datetime) -> None:
        """Have these addresses rung; one that waits already is not rung twice, but is tried at once."""
        for address in addresses:
            here = self._is(address.way, address.mark)
            values = {"person": person, "asked": seconds(now), "due": seconds(now)}
            if connection.execute(update(RING_CALLS).where(here).values(**values)).rowcount == 0:
                place = {"school": self._school, "way": address.way, "address": address.mark}
                connection.execute(insert(RING_CALLS), place | values | {"tried": 0, "trouble": ""})

    def pending(self, connection: Connection, way: str | None = None) -> list[Call]:
        """Return every call that has not reached its address, the oldest first."""
        query = select(*_CALL).where(_OF.school == self._school).order_by(_OF.asked)
        return [Call(*row) for row in connection.execute(query if way is None else query.where(_OF.way == way))]

    def has_due(self, connection: Connection, way: str, now: datetime) -> bool:
        """Return whether a call of this way is to be made now."""
        return connection.execute(select(_OF.asked).where(self._due(way, now)).limit(1)).first() is not None

    def claim(self, connection: Connection, way: str, now: datetime) -> Sequence[Call]:
        """Return some calls to be made now, which nobody else is given while they are made."""
        query = select(*_CALL).where(self._due(way, now)).order_by(_OF.tried, _OF.asked).limit(_MOST_TOGETHER)
        calls = [Call(*row) for row in connection.execute(query)]
        for one in calls:
            here = self._is(one.way, one.mark)
            connection.execute(update(RING_CALLS).where(here).values(due=seconds(now + LEASE)))
        return calls

    def take_over(self, connection: Connection, way: str, now: datetime) -> None:
        """Make every call of a way due, also those that a sender has claimed and those that wait for a later try."""
        connection.execute(
            update(RING_CALLS).where(_OF.school == self._school, _OF.way == way).values(due=seconds(now))
        )

    def reached(self, connection: Connection, call: Call) -> None:
        """Forget a call that was made; what was asked for meanwhile is another one."""
        connection.execute(delete(RING_CALLS).where(self._is(call.way, call.mark), _OF.asked == call.asked))

    def missed(self, connection: Connection, call: Call, trouble: str, now: datetime) -> None:
        """Keep a call that could not be made, for a later try."""
        wait = min(_FIRST_AGAIN * 2 ** min(call.tried, _DOUBLINGS), _LONGEST_AGAIN)
        values = {"due": seconds(now + wait), "tried": call.tried + 1, "trouble": trouble}
        connection.execute(update(RING_CALLS).where(self._is(call.way, call.mark)).values(**values))

    def drop(self, connection: Connection, call: Call) -> None:
        """Forget a call whose address nobody has any more."""
        connection.execute(delete(RING_CALLS).where(self._is(call.way, call.mark)))

    def _due(self, way: str, now: datetime) -> ColumnElement[bool]:
        # A clock that was set back leaves times that would not come for years.
        late = or_(_OF.due <= seconds(now), _OF.due > seconds(now + 2 * max(LEASE, _LONGEST_AGAIN)))
        return and_(_OF.school == self._school, _OF.way == way, late)

    def _is(self, way: str, mark: bytes) -> ColumnElement[bool]:
        return and_(_OF.school == self._school, _OF.way == way, _OF.address == mark)


_CALL: Final = (_OF.way, _OF.address, _OF.person, _OF.asked, _OF.tried, _OF.trouble)
