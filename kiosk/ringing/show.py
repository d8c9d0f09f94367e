"""Says who would be rung, by what, with what is missing."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime

from kiosk.home import Home
from kiosk.parts import Parts, open_device, open_store
from kiosk.ringing.settings import Ringing, ringing_of
from kiosk.telling import say
from store.errors import ConfigurationError
from store.scheme.readers import TITLES
from store.service.rings.calls import Calls
from store.service.rings.people import APPRISE, RUNG_ROLES, Address, Directory
from store.service.rings.troubles import sentence


def run(given: argparse.Namespace) -> int:
    """Say it; exit code 1 if somebody or something is missing."""
    home = Home.found_at(given.home)
    ringing = ringing_of(home)
    parts = known_here(home)
    try:
        directory = ringing.directory(parts.school)
        for line in told(parts, directory):
            say(line)
        findings = [*ringing.problems, *missing(ringing, directory), *pending(home, parts, directory)]
    finally:
        parts.close()
    for finding in findings:
        say(f"! {finding}")
    return 1 if findings else 0


def known_here(home: Home) -> Parts:
    """Return the store here, else the first desk, by which the school is known."""
    parts = open_store(home)
    if parts is None and home.desks:
        parts = open_device(home, home.desks[0])
    if parts is None:
        raise ConfigurationError(
            "There is neither the school's store nor a desk in this folder. Nothing was changed. Say this where the "
            "store is served."
        )
    return parts


def told(parts: Parts, directory: Directory) -> Iterator[str]:
    """Yield a line for each role, then for the out-of-hours list, then what else rings."""
    for role in RUNG_ROLES:
        people = [_reached(one, directory) for one in directory.team.of(role)]
        yield f"{role} ({TITLES[role]}): {'; '.join(people) or 'nobody holds this role yet'}."
    listed = [_reached(one, directory) for one in directory.team.out_of_hours]
    yield f"out of hours: {'; '.join(listed) or 'nobody is listed'}."
    days = parts.school.policy().silent_days
    yield (
        f"A kiosk that was not heard of for {days} school days rings whoever runs peer mentoring and keeps pupils safe."
        if days
        else "A kiosk that is not heard of rings nobody."
    )
    yield (
        "A route of which nobody acknowledged a practice report two weeks into a half-term rings whoever runs peer "
        "mentoring, once a week (`kiosk practice-report` sends one)."
    )


def missing(ringing: Ringing, directory: Directory) -> list[str]:
    """Return what keeps people from being rung, nothing where rings are off altogether."""
    return directory.missing() if ringing.ways else []


def pending(home: Home, parts: Parts, directory: Directory) -> list[str]:
    """Return a sentence for each call that did not reach its address, as the store's rows have it."""
    if home.store is None:
        return []
    with parts.database.read() as connection:
        calls = Calls(parts.school.id).pending(connection)
    late = [one for one in calls if one.tried]
    return [
        f"{directory.names.get(one.person, 'Somebody')} was to be rung at {_time(one.since)} and was not reached: "
        f"{sentence(one.trouble)}."
        for one in late
    ]


def _reached(person: str, directory: Directory) -> str:
    by = ", ".join(_by(one) for one in directory.addresses[person])
    return f"{directory.names[person]}, {by or 'by nothing'}"


def _by(address: Address) -> str:
    # An address of apprise holds its password.
    return "by apprise" if address.way == APPRISE else address.to


def _time(at: datetime) -> str:
    return at.astimezone().strftime("%a %d %b %H:%M") if at > datetime(2000, 1, 1, tzinfo=UTC) else "a time before"
