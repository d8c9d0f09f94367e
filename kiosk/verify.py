"""Checks every feed on this computer from its bytes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from functools import partial

from kiosk.against import verify_against
from kiosk.home import Home
from kiosk.parts import STORE_NAME, Parts, open_device, open_store
from kiosk.telling import say
from store.errors import KioskError
from store.feeds.verify import walk


def run(given: argparse.Namespace) -> int:
    """Say one line for each feed; exit code 1 unless all are whole."""
    home = Home.found_at(given.home)
    if given.against is not None:
        return verify_against(home, given.against)
    whole = True
    openings: list[tuple[str, Callable[[], Parts | None]]] = [(STORE_NAME, partial(open_store, home))]
    openings += [(one.name, partial(open_device, home, one)) for one in (*home.desks, *home.kiosks)]
    for name, opening in openings:
        try:
            parts = opening()
            if parts is not None:
                with closing(parts):
                    whole = _verify(parts) and whole
        except KioskError as error:
            # The others are looked over all the same.
            say(f"{name}: {error}")
            whole = False
    return 0 if whole else 1


def _verify(parts: Parts) -> bool:
    """Say what one database holds, returning whether nothing is missing, forked, quarantined, unreadable."""
    staff = {bytes.fromhex(one.person): one.name for one in parts.school.staff()}

    def person_name(person: bytes) -> str:
        return staff.get(person, f"person {person.hex()[:8]}")

    states = walk(parts.feeds, parts.school.device_name, person_name)
    say(f"{parts.name}: {'nothing yet.' if not states else f'{len(states)} feeds.'}")
    for state in states:
        say(f"  {state.sentence}")
    return all(
        state.complete and not (state.missing or state.forks or state.quarantined or state.unreadable)
        for state in states
    )
