"""Has a kiosk tell the desks its version with what its doctor finds, once after each change."""

from __future__ import annotations

import contextlib
import json
import os
import platform
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from kiosk.doctor import devices, machine
from kiosk.doctor.answer import State
from kiosk.doctor.computer import Computer
from kiosk.doctor.surroundings import look
from kiosk.home import Device, Home
from kiosk.kiosk_wiring import OpenKiosk
from store.clock import SystemClock
from store.errors import KioskError
from store.notebook.of_kiosk.device_record import OwnState
from store.version import PROGRAM

NOTE: Final = "told.json"
_LARGEST: Final = 1 << 12


def tell_state(opened: OpenKiosk, home: Home, device: Device) -> None:
    """Tell the desks at a start, outside of any visit; no trouble with it keeps a kiosk from starting."""
    path = device.folder / NOTE
    with contextlib.suppress(KioskError, OSError):
        state = own_state(home, device, SystemClock().now())
        plain = json.dumps({"version": state.version, "system": state.system, "findings": list(state.findings)})
        if _read(path) != plain and opened.notebook.tell_state(state):
            half = path.with_suffix(".half")
            half.write_text(plain, encoding="ascii")
            half.replace(path)


def own_state(home: Home, device: Device, now: datetime) -> OwnState:
    """Return what there is to tell: constant names, no path, no word of a person."""
    return OwnState(PROGRAM, platform.system() or "unknown", tuple(_findings(home, device, now)))


def _findings(home: Home, device: Device, now: datetime) -> Iterator[str]:
    checks: dict[str, Callable[[], Iterable[str]]] = {
        "clock": lambda: machine.clock(now),
        "room": lambda: machine.room(home.folder),
        "writing": lambda: machine.writing(home.folder),
        "swap": machine.swap,
        "key": lambda: devices.key_is_private(device.key),
    }
    for name, check in checks.items():
        if any(check()):
            yield name
    for answer in look(home, Computer.this()):
        if answer.state is State.WARNING:
            yield answer.check


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return os.fsdecode(file.read(_LARGEST))
    except OSError:
        return ""
