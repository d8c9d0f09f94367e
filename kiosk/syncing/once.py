"""One exchange of one kiosk in a process that is gone after it, so that none of what it needs stays in memory."""

from __future__ import annotations

import contextlib
import gc
import importlib
import sys
from typing import TYPE_CHECKING

from kiosk.home import Device, Home
from kiosk.quick_config import quick_home
from kiosk.syncing.isolated import watch_gate
from kiosk.syncing.lines import to_line
from store.clock import SystemClock
from store.errors import KioskError
from store.notebook.of_kiosk.reach import Outcome

if TYPE_CHECKING:
    from types import SimpleNamespace


def run(given: SimpleNamespace) -> int:
    """Exchange once, telling what came of it in one line."""
    watch_gate()
    home = quick_home(Home.found_at(given.home))
    # All of this stays until the end, which is near: to look among it for what can be thrown away would be in vain.
    gc.disable()
    _import_all(home)
    gc.freeze()
    gc.enable()
    sys.stdout.buffer.write(to_line(exchanged(home, given.kiosk)))
    sys.stdout.buffer.flush()
    return 0


def exchanged(home: Home, name: str) -> Outcome:
    """Exchange with every peer of a kiosk, whatever kept it from any of them being the outcome."""
    from store.feeds.by_network.http_trouble import trouble_of

    try:
        return _exchanged(home, home.kiosk(name))
    except KioskError as error:
        return Outcome(trouble=trouble_of(error))


def _exchanged(home: Home, device: Device) -> Outcome:
    from kiosk.parts import open_device
    from kiosk.syncing.exchanges import KIOSK_LANES, DeviceExchange
    from kiosk.welcome_leaving import leave_welcome
    from store.feeds.by_network.http_trouble import trouble_of
    from store.notebook.of_kiosk.contact import exchange_once

    parts = open_device(home, device)
    exchange = DeviceExchange(home, parts, KIOSK_LANES)
    try:
        try:
            outcome = exchange_once(parts.feeds, parts.school, SystemClock(), exchange)
        except KioskError as error:
            outcome = Outcome(trouble=trouble_of(error))
        leave_welcome(device, parts, outcome)
        return outcome
    finally:
        exchange.close()
        parts.close()


def _import_all(home: Home) -> None:
    needed = ["kiosk.parts", "kiosk.syncing.exchanges", "store.notebook.of_kiosk.contact"]
    # A home that can't be read is told about by whoever reads it next.
    with contextlib.suppress(KioskError):
        needed += ["kiosk.syncing.network"] if home.store is None else []
    for name in needed:
        importlib.import_module(name)
