"""Sends the half-termly practice report from a kiosk, down each route."""

from __future__ import annotations

import argparse

from kiosk.home import Home
from kiosk.machine import machine_id
from kiosk.parts import open_device
from kiosk.syncing.sync import sync_home, told
from kiosk.telling import say
from store.clock import SystemClock
from store.notebook.common.parts import Parts
from store.notebook.of_concerns.practice_report import send_practice
from store.sealing import xwing
from store.sealing.sealed import Sealer


def run(given: argparse.Namespace) -> int:
    """Queue it, also while the kiosk runs, then exchange; exit code 1 where a route can't be used or nothing left."""
    home = Home.found_at(given.home)
    device = home.kiosk(given.kiosk)
    xwing.self_test()
    opened = open_device(home, device)
    try:
        opened.feeds.start(machine_id(device.folder))
        opened.follow()
        routes = send_practice(Parts(opened.database, opened.feeds, opened.school, Sealer.start(), SystemClock()))
    finally:
        opened.close()
    for route, is_open in routes:
        say(
            f"{route}: a practice report is on its way."
            if is_open
            else f"! {route}: nobody can read reports there yet."
        )
    say("Those about staff leave as real ones do: with the next end of a visit, within 4 hours while this kiosk runs.")
    failures = [one for one in sync_home(home) if one.failure]
    for one in failures:
        say(told(one))
    return 0 if all(is_open for _, is_open in routes) and not failures else 1
