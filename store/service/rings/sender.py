"""Makes the calls of one way, keeping those that fail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sqlalchemy import Connection

from store.clock import Clock
from store.database import Database
from store.service.counts import note_fault
from store.service.rings.calls import Call, Calls
from store.service.rings.people import Directory
from store.service.rings.troubles import Trouble
from store.service.rings.words import RING


class Way(Protocol):
    """How a ring reaches an address."""

    @property
    def name(self) -> str:
        """What addresses of this way are called."""

    def deliver(self, addresses: Sequence[str], words: str) -> Mapping[str, Trouble | None]:
        """Return for each address what kept the words from it, None where they were taken; it raises nothing."""


@dataclass(frozen=True)
class Sent:
    """How many addresses were reached, how many were not, why."""

    reached: int = 0
    missed: int = 0
    troubles: tuple[str, ...] = ()


class Sender:
    """Takes calls that are due until there are none; what was claimed, then lost in a crash, is due again by itself.

    Its first look takes over whatever waits: whoever had claimed it before this start was most likely killed, and a
    ring that comes twice, where another server was about to make it, is better than one that comes late.
    """

    def __init__(
        self, database: Database, school: bytes, way: Way, directory: Callable[[], Directory], clock: Clock
    ) -> None:
        self._database = database
        self._calls = Calls(school)
        self._way = way
        self._directory = directory
        self._clock = clock
        self._has_begun = False

    def send_due(self) -> Sent:
        """Make every call that is due, returning what came of it."""
        if not self._has_begun:
            self._take_over()
        reached, missed, troubles = 0, 0, dict[str, None]()
        while claimed := self._claim():
            directory = self._directory()
            to = {one: directory.find(one.way, one.mark) for one in claimed}
            addresses = [address.to for address in to.values() if address is not None]
            outcome = self._delivered(addresses)
            # An address that is nobody's any more is not rung again.
            came = {one: outcome.get(address.to) for one, address in to.items() if address is not None}
            gone = [one for one, address in to.items() if address is None]
            self._database.change(partial(self._note, came, gone))
            reached += sum(trouble is None for trouble in came.values())
            missed += sum(trouble is not None for trouble in came.values())
            troubles |= {str(trouble): None for trouble in came.values() if trouble is not None}
        return Sent(reached, missed, tuple(troubles))

    def _delivered(self, addresses: Sequence[str]) -> Mapping[str, Trouble | None]:
        try:
            return self._way.deliver(addresses, RING) if addresses else {}
        except Exception as error:  # noqa: BLE001 - whatever a library raises, the calls are not lost
            note_fault(error)
            return dict.fromkeys(addresses, Trouble.BUSY)

    def _take_over(self) -> None:
        with self._database.read() as connection:
            waiting = self._calls.pending(connection, self._way.name)
        if waiting:
            now = self._clock.now()
            self._database.change(lambda connection: self._calls.take_over(connection, self._way.name, now))
        self._has_begun = True

    def _claim(self) -> Sequence[Call]:
        now = self._clock.now()
        with self._database.read() as connection:
            if not self._calls.has_due(connection, self._way.name, now):
                return ()
        return self._database.change(lambda connection: self._calls.claim(connection, self._way.name, now))

    def _note(self, came: Mapping[Call, Trouble | None], gone: Sequence[Call], connection: Connection) -> None:
        for call, trouble in came.items():
            if trouble is None:
                self._calls.reached(connection, call)
            else:
                self._calls.missed(connection, call, trouble, self._clock.now())
        for call in gone:
            self._calls.drop(connection, call)
