"""Whom to ring now: a pure function of what is public, with what was rung before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from store.scheme.routes import CHAIR, COORDINATOR, HEAD, SAFEGUARDING
from store.scheme.school_hours import SchoolHours
from store.service.rings.ladder import (
    People,
    amber_is_due,
    amber_people,
    is_ahead,
    is_open,
    red_is_due,
    red_people,
)
from store.service.rings.people import Team
from store.service.rings.standing_duties import chair_is_due, head_is_due, kiosk_is_due, practice_is_due

# Anybody can claim to be a kiosk that nobody has admitted yet: so these ring once, not more than once a day.
APART: Final = "apart"
_APART_AGAIN: Final = timedelta(days=1)
PRACTICE: Final = "practice"


@dataclass(frozen=True)
class Waiting:
    """A report with an alarm that nobody has acknowledged: its entries, how often it was rung for, when last.

    `apart` is a report in quarantine.
    """

    hashes: tuple[bytes, ...]
    is_red: bool
    step: int = 0
    rung: datetime | None = None
    apart: bool = False


@dataclass(frozen=True)
class Facts:
    """All that a plan goes by; the team holds only people who can be rung.

    `opened` has when the desk of a role was last opened, `heard` when each kiosk was last heard of, `rung` when each
    duty was last rung for. `known` has since when each route is known here, `practised` the day of the newest practice
    report that was acknowledged there.
    """

    now: datetime
    hours: SchoolHours
    team: Team
    reports: Sequence[Waiting] = ()
    opened: Mapping[str, datetime] = field(default_factory=dict)
    heard: Mapping[str, datetime] = field(default_factory=dict)
    rung: Mapping[str, datetime] = field(default_factory=dict)
    silent_days: int = 0
    known: Mapping[str, datetime] = field(default_factory=dict)
    practised: Mapping[str, date | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """Whom to ring, for which entries that is one rung more, for which duties it is noted."""

    people: People = ()
    hashes: tuple[bytes, ...] = ()
    duties: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people)


def plan(facts: Facts) -> Plan:
    """Return whom to ring now; a rung that would reach nobody is not taken, so that it stays due."""
    parts = [
        _ladder(
            [one for one in facts.reports if one.is_red and not one.apart],
            lambda rung: red_is_due(rung, facts.now),
            lambda step: red_people(facts.team, step),
        ),
        _ladder(
            [one for one in facts.reports if not one.is_red and not one.apart],
            lambda rung: amber_is_due(rung, facts.now, facts.hours),
            lambda step: amber_people(facts.team, step, open_now=is_open(facts.now, facts.hours)),
        ),
        _apart(facts),
        *_duties(facts),
    ]
    taken = [one for one in parts if one]
    return Plan(
        tuple(dict.fromkeys(person for one in taken for person in one.people)),
        tuple(hashed for one in taken for hashed in one.hashes),
        tuple(name for one in taken for name in one.duties),
    )


def _ladder(reports: Collection[Waiting], is_due: Callable[[datetime], bool], people: Callable[[int], People]) -> Plan:
    """Return the rung of one level: a new report has its own first one, and does not hold up the ladder of the others.

    A ring says nothing of why, so whoever is called looks at all that waits: it is a rung for every report.
    """
    new = [one for one in reports if one.rung is None]
    climbing = [one for one in reports if one.rung is not None]
    called: dict[str, None] = {}
    counted: list[Waiting] = []
    if new and (first := people(0)):
        called |= dict.fromkeys(first)
        counted += new
    if any(one.rung is not None and is_due(one.rung) for one in climbing) and (
        then := people(max(one.step for one in climbing))
    ):
        called |= dict.fromkeys(then)
        counted = list(reports)
    return Plan(tuple(called), tuple(hashed for one in counted for hashed in one.hashes))


def _apart(facts: Facts) -> Plan:
    new = [one for one in facts.reports if one.apart and one.rung is None]
    last = facts.rung.get(APART)
    if not new or (last is not None and facts.now - last < _APART_AGAIN and not is_ahead(last, facts.now)):
        return Plan()
    return Plan(facts.team.of(SAFEGUARDING), tuple(hashed for one in new for hashed in one.hashes), (APART,))


def _duties(facts: Facts) -> list[Plan]:
    opened, rung, now, hours = facts.opened, facts.rung, facts.now, facts.hours
    found = []
    if HEAD in opened and head_is_due(opened[HEAD], rung.get(HEAD), now, hours):
        found.append(Plan(facts.team.of(HEAD), duties=(HEAD,)))
    if CHAIR in opened and chair_is_due(opened[CHAIR], rung.get(CHAIR), now):
        found.append(Plan(facts.team.of(CHAIR), duties=(CHAIR,)))
    silent = tuple(
        name
        for name, heard in facts.heard.items()
        if kiosk_is_due(heard, rung.get(name), facts.silent_days, now, hours)
    )
    if silent:
        found.append(Plan(facts.team.of(COORDINATOR, SAFEGUARDING), duties=silent))
    if any(
        practice_is_due(since, facts.practised.get(route), rung.get(PRACTICE), now, hours)
        for route, since in facts.known.items()
    ):
        # Whoever runs the scheme has it sent; the ring does not say down which route.
        people = facts.team.of(COORDINATOR) or facts.team.of(SAFEGUARDING)
        found.append(Plan(people, duties=(PRACTICE,)))
    return found
