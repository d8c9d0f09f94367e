"""Leaves what a kiosk's welcome shows after an exchange, so that the welcome itself needs no database."""

from __future__ import annotations

import contextlib

from kiosk.doctor.computer import Computer
from kiosk.doctor.surroundings import in_short
from kiosk.home import Device, Home
from kiosk.parts import Parts
from kiosk.welcome_file import read_welcome
from store.clock import SystemClock
from store.errors import KioskError
from store.feeds.http_trouble import Trouble
from store.notebook import welcome
from store.notebook.reach import Outcome, Reach


def leave_welcome(home: Home, device: Device, parts: Parts, outcome: Outcome) -> None:
    """Replace the public file; no trouble with it is trouble with the exchange."""
    clock = SystemClock()
    with contextlib.suppress(KioskError):
        reach = reach_of(device).after(outcome, clock.now())
        told = welcome.facts(parts.feeds, parts.school, clock, reach, in_short(home, Computer.this()))
        if told != read_welcome(device.welcome):
            welcome.write(told, device.welcome)


def reach_of(device: Device) -> Reach:
    """Return what was last known of the way to the store."""
    facts = read_welcome(device.welcome)
    if facts is None or facts.trouble not in [one.value for one in Trouble]:
        return Reach()
    return Reach(Trouble(facts.trouble), facts.trouble_since)
