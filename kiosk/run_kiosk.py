"""Runs the kiosk: the welcome is painted before the store is imported."""

from __future__ import annotations

import argparse
import os
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.home import Device, Home
from kiosk.process_lock import ProcessLock
from kiosk.terminal import need_terminal
from kiosk.welcome_file import read_welcome
from screens.crash import CrashLog
from screens.mentor.app import KioskApp

if TYPE_CHECKING:
    from screens.mentor.services import Kiosk


def run(given: argparse.Namespace) -> int:
    """Be a kiosk until the program is ended from outside."""
    home = Home.found_at(given.home)
    device = _found_quickly(home, given.kiosk) or home.kiosk(given.kiosk)
    need_terminal()
    lock = ProcessLock(device.lock, f"The kiosk {device.name}")
    lock.take()
    crash = CrashLog(home.folder, os._exit)
    crash.install()
    KioskApp(read_welcome(device.welcome), lambda: load(home, device), clock=time.monotonic, crash=crash).run()
    lock.release()
    return 0


def load(home: Home, device: Device) -> Kiosk:
    """Bring the kiosk's services, which imports the store."""
    from kiosk.wiring import start_kiosk

    return start_kiosk(home, home.kiosk(device.name)).notebook


def _found_quickly(home: Home, name: str | None) -> Device | None:
    """Return the kiosk with the standard library alone, None for any doubt; `load` checks the whole file."""
    try:
        with home.config_path.open("rb") as file:
            found = tomllib.load(file)
        for part in found["kiosks"]:
            if name is None or str(part["name"]).casefold() == name.casefold():
                folder = Path(part["folder"])
                return Device(str(part["name"]), home.folder / folder) if found["version"] == 1 else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None
