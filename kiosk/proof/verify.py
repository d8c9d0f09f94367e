"""Checks every feed on this computer from its bytes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from kiosk.home import Home
from kiosk.parts import STORE_NAME, Parts, open_device, open_store
from kiosk.proof.against import verify_against
from kiosk.school.names import person_name
from kiosk.telling import say
from kiosk.welcome_file import read_welcome
from store.errors import KioskError
from store.feeds.confirmed import Known, known
from store.feeds.entry import LANE_NOTICES
from store.feeds.ranges import Interval, difference, told_intervals
from store.feeds.verify import LANE_NAMES, walk
from store.scheme.heads import told_by_desks


def run(given: argparse.Namespace) -> int:
    """Say one line for each feed; exit code 1 unless all are whole."""
    home = Home.found_at(given.home)
    if given.against is not None:
        return verify_against(home, given.against)
    whole = True
    openings: list[tuple[str, Callable[[], Parts | None], Path | None]] = [
        (STORE_NAME, partial(open_store, home), None)
    ]
    openings += [(one.name, partial(open_device, home, one), None) for one in home.desks]
    openings += [(one.name, partial(open_device, home, one), one.welcome) for one in home.kiosks]
    for name, opening, welcome in openings:
        try:
            parts = opening()
            if parts is not None:
                with closing(parts):
                    whole = _verify(parts, welcome) and whole
        except KioskError as error:
            # The others are looked over all the same.
            say(f"{name}: {error}")
            whole = False
    return 0 if whole else 1


def _verify(parts: Parts, welcome: Path | None) -> bool:
    """Say what one database holds, returning whether nothing is missing, forked, quarantined, unreadable.

    With `welcome`, the public facts of a kiosk, it is to hold its own and the notices, not all that desks tell of.
    """
    states = walk(parts.feeds, parts.school.device_name, partial(person_name, parts.school))
    with parts.database.read() as connection:
        told = told_by_desks(connection, parts.school)
        if welcome is not None:
            told = [one for one in told if one.lane == LANE_NOTICES or one.feed == (parts.key.id, *one.feed[1:])]
        heard = known(connection, parts.feeds, told)
    say(f"{parts.name}: {'nothing yet.' if not (states or heard) else f'{len({*heard})} feeds.'}")
    if welcome is not None:
        facts = read_welcome(welcome)
        at = None if facts is None else facts.last_contact
        say(f"  Last contact with the store: {'never' if at is None else f'{at.astimezone():%d %B %Y, %H:%M}'}.")
    whole = True
    for state in states:
        found = heard.pop((state.device, state.lane, state.epoch))
        beyond = tuple(difference(found.missing, state.missing))
        say(f"  {state.sentence} {_told(found, beyond)}")
        whole = whole and state.complete and not (state.missing or state.forks or state.quarantined or beyond)
    for (device, lane, _epoch), found in heard.items():
        say(f"  {parts.school.device_name(device)}, {LANE_NAMES[lane]}: nothing here. {_told(found, found.missing)}")
        whole = False
    return whole


def _told(found: Known, beyond: tuple[Interval, ...]) -> str:
    """Return how far a feed is known to go, also by what desks tell of it."""
    told = f"Written: {found.written}. Checkpointed: {found.checkpointed}."
    return f"{told} Desks tell of {told_intervals(beyond)}, not here." if beyond else told
