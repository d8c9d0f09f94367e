"""Checks every feed on this computer from its bytes."""

from __future__ import annotations

import argparse

from kiosk.home import Home
from kiosk.parts import Parts, open_device, open_store
from kiosk.telling import say
from store.feeds.verify import walk


def run(given: argparse.Namespace) -> int:
    """Say one line for each feed; exit code 1 unless all are whole."""
    home = Home.found_at(given.home)
    whole = True
    store = open_store(home)
    for parts in ([store] if store else []) + [open_device(home, one) for one in (*home.desks, *home.kiosks)]:
        try:
            whole = _verify(parts) and whole
        finally:
            parts.close()
    return 0 if whole else 1


def _verify(parts: Parts) -> bool:
    """Say what one database holds, returning whether nothing is missing, forked, quarantined, unreadable."""
    states = walk(parts.feeds, parts.school.device_name)
    say(f"{parts.name}: {'nothing yet.' if not states else f'{len(states)} feeds.'}")
    for state in states:
        say(f"  {state.sentence}")
    return all(
        state.complete and not (state.missing or state.forks or state.quarantined or state.unreadable)
        for state in states
    )
