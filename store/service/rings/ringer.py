"""Looks what is public of one school, then asks for the calls that are due."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date, tzinfo
from typing import Final

from sqlalchemy import Connection

from store.clock import Clock
from store.database import Database
from store.feeds.checkpoint import Checkpoint
from store.scheme.alarms import MEETING_ROLES
from store.scheme.checkpoints import checkpoints_of
from store.scheme.practised import last_marked
from store.scheme.routes import CHAIR, HEAD, ROUTES
from store.scheme.school import School
from store.scheme.school_hours import SchoolHours
from store.service.rings.calls import STALE, Calls
from store.service.rings.ladder import is_ahead
from store.service.rings.memory import Mark, RingMemory, heard_of, known_of, opened_of, rung_of
from store.service.rings.people import Directory
from store.service.rings.plan import APART, PRACTICE, Facts, Plan, plan

# So many at a time, for the service waits while it is looked.
_MOST: Final = 2000
_BREATH_SECONDS: Final = 0.005
_DUTIES: Final = (HEAD, CHAIR)


class Ringer:
    """The rings of one school as a pure plan, kept in the store's rows; several servers may look at the same time.

    `directory` returns who can be rung by the school as it is now; `zone` None is the time zone of this computer.
    """

    def __init__(
        self,
        database: Database,
        school: School,
        directory: Callable[[School], Directory],
        clock: Clock,
        *,
        zone: tzinfo | None = None,
    ) -> None:
        self._database = database
        self._school = school
        self._directory = directory
        self._clock = clock
        self._zone = zone
        self._memory = RingMemory(school.id)
        self._calls = Calls(school.id)
        self._met: tuple[Mapping[str, int], Mapping[str, frozenset[bytes]]] | None = None
        self._days: tuple[Mapping[str, frozenset[bytes]], date, Mapping[str, date | None]] | None = None

    def look(self) -> bool:
        """Note what came, ask for the calls that are due, returning whether there are any."""
        with self._database.read() as connection:
            more = self._memory.has_more(connection)
        while more:
            # A moment for whoever waits to write: a store of many years is read in hundreds of steps.
            time.sleep(_BREATH_SECONDS)
            more = bool(self._database.change(lambda one: self._memory.follow(one, _MOST, self._clock.now())))
        with self._database.read() as connection:
            if not self._has_changes(connection):
                return False
        return self._database.change(self._ring)

    def directory(self) -> Directory:
        """Return who can be rung now."""
        with self._database.read() as connection:
            self._school.refresh(connection)
        return self._directory(self._school)

    def _has_changes(self, connection: Connection) -> bool:
        """Return whether there is anything to write down; most looks find nothing, and hold up nobody."""
        self._school.refresh(connection)
        if self._news(connection) or self._plan(connection):
            return True
        stale = self._clock.now() - STALE
        return any(one.since < stale for one in self._calls.pending(connection))

    def _ring(self, connection: Connection) -> bool:
        self._school.refresh(connection)
        now = self._clock.now()
        for name, mark in self._news(connection).items():
            self._memory.note(connection, name, mark)
        found = self._plan(connection)
        directory = self._directory(self._school)
        for person in found.people:
            self._calls.ask(connection, person, directory.addresses[person], now)
        self._memory.count_rung(connection, found.hashes, now)
        for duty in found.duties:
            self._memory.note(connection, rung_of(duty), Mark(now))
        met = self._met_now(connection)
        self._memory.let_go(connection, met)
        if not self._memory.waiting(connection, met):
            for call in self._calls.pending(connection):
                if call.since < now - STALE:
                    self._calls.drop(connection, call)
        return bool(found)

    def _plan(self, connection: Connection) -> Plan:
        directory = self._directory(self._school)
        marks = {name: one.at for name, one in self._memory.marks(connection).items()}
        policy = self._school.policy()
        hours = SchoolHours(policy.starts, policy.ends, self._zone, policy.holidays)
        now = self._clock.now()
        kiosks = [heard_of(device) for device in self._school.kiosks()]
        waiting = []
        if self._memory.has_alarms(connection):
            waiting = self._memory.waiting(connection, self._met_now(connection))
        return plan(
            Facts(
                now,
                hours,
                directory.team.only(directory.addresses),
                waiting,
                {role: marks[opened_of(role)] for role in _DUTIES if opened_of(role) in marks},
                {name: marks[name] for name in kiosks if name in marks},
                {duty: marks[rung_of(duty)] for duty in (*_DUTIES, APART, PRACTICE, *kiosks) if rung_of(duty) in marks},
                policy.silent_days,
                {route: marks[known_of(route)] for route in ROUTES if known_of(route) in marks},
                self._practised(connection, hours.local(now).date()),
            )
        )

    def _news(self, connection: Connection) -> dict[str, Mark]:
        """Return what has to be noted: desks that were opened, desks and kiosks whose time begins now."""
        now = self._clock.now()
        marks = self._memory.marks(connection)
        told = self._memory.checkpointed(connection, _DUTIES)
        news = {}
        for role in _DUTIES:
            mark = marks.get(opened_of(role))
            if self._school.has_role(role) and (mark is None or mark.number != told.get(role, 0)):
                news[opened_of(role)] = Mark(now, told.get(role, 0))
        routes = [known_of(route) for route in ROUTES if self._school.has_role(route)]
        for name in (*routes, *(heard_of(device) for device in self._school.kiosks())):
            mark = marks.get(name)
            if mark is None or is_ahead(mark.at, now):
                news[name] = Mark(now)
        return news

    def _practised(self, connection: Connection, today: date) -> Mapping[str, date | None]:
        """Return the day of the newest practice report that was acknowledged on each route, looked for once a day."""
        met = self._met_now(connection)
        if self._days is None or self._days[0] is not met or self._days[1] != today:
            found = {route: last_marked(met[route], self._school.id, route, today) for route in ROUTES}
            self._days = met, today, found
        return self._days[2]

    def _met_now(self, connection: Connection) -> Mapping[str, frozenset[bytes]]:
        """Return what a person of each role has acknowledged, read again when one of its desks wrote a checkpoint."""
        told = self._memory.checkpointed(connection, MEETING_ROLES)
        if self._met is None or self._met[0] != told:
            of = {role: checkpoints_of(connection, self._school.id, role) for role in MEETING_ROLES}
            self._met = told, {role: _met_in(checkpoints) for role, checkpoints in of.items()}
        return self._met[1]


def _met_in(checkpoints: list[Checkpoint]) -> frozenset[bytes]:
    return frozenset(hashed for one in checkpoints for hashed in one.met)
