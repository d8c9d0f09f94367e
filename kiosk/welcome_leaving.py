"""Leaves what a kiosk's welcome shows after an exchange, so that the welcome itself needs no database."""

from __future__ import annotations

import contextlib

from kiosk.home import Device
from kiosk.parts import Parts
from kiosk.welcome_file import read_welcome
from store.clock import SystemClock
from store.errors import KioskError
from store.feeds.by_network.http_trouble import Trouble
from store.notebook.common.public_facts import Surroundings
from store.notebook.of_kiosk import welcome
from store.notebook.of_kiosk.reach import Outcome, Reach


def leave_welcome(device: Device, parts: Parts, outcome: Outcome) -> None:
    """Replace the public file; no trouble with it is trouble with the exchange.

    What is known of the computer stays as the kiosk itself left it at its start or at its last visit.
    """
    before = read_welcome(device.welcome)
    if before is None:
        return
    clock = SystemClock()
    with contextlib.suppress(KioskError):
        reach = reach_of(device).after(outcome, clock.now())
        around = Surroundings(before.keeps, before.may_be_seen, before.high_contrast)
        told = welcome.facts(parts.feeds, parts.school, clock, reach, around)
        if told != before:
            welcome.write(told, device.welcome)


def reach_of(device: Device) -> Reach:
    """Return what was last known of the way to the store."""
    facts = read_welcome(device.welcome)
    if facts is None or facts.trouble not in [one.value for one in Trouble]:
        return Reach()
    return Reach(Trouble(facts.trouble), facts.trouble_since)
