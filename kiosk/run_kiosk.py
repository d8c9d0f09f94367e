"""Runs the kiosk: the welcome is painted before the store is imported."""

from __future__ import annotations

import os
import re
import time
from typing import TYPE_CHECKING, Final

from kiosk.home import Device, Home
from kiosk.process_lock import ProcessLock
from kiosk.terminal import need_terminal
from kiosk.welcome_file import read_welcome
from screens.environment import quick_imports

if TYPE_CHECKING:
    import argparse

    from screens.mentor.services import Kiosk

# What `init` writes; anything else is left to the real reader, which takes longer to import.
_VERSION: Final = re.compile(r"^version = 1$", re.MULTILINE)
_KIOSK: Final = re.compile(r'^\[\[kiosks\]\]\nname = "([^"\\]+)"\nfolder = "([^"\\]+)"$', re.MULTILINE)


def run(given: argparse.Namespace) -> int:
    """Be a kiosk until the program is ended from outside."""
    home = Home.found_at(given.home)
    device = _found_quickly(home, given.kiosk) or home.kiosk(given.kiosk)
    need_terminal()
    with quick_imports():
        from screens.crash import CrashLog
        from screens.mentor.app import KioskApp
    lock = ProcessLock(device.lock, f"The kiosk {device.name}")
    lock.take()
    crash = CrashLog(home.folder, os._exit)
    crash.install()
    KioskApp(read_welcome(device.welcome), lambda: load(home, device), clock=time.monotonic, crash=crash).run()
    lock.release()
    return 0


def load(home: Home, device: Device) -> Kiosk:
    """Bring the kiosk's services, which imports the store."""
    with quick_imports():
        from kiosk.kiosk_wiring import start_kiosk

    return start_kiosk(home, home.kiosk(device.name)).notebook


def _found_quickly(home: Home, name: str | None) -> Device | None:
    """Return the kiosk as `init` wrote it down, None for any doubt; `load` reads the whole file."""
    try:
        text = home.config_path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    if _VERSION.search(text) is None:
        return None
    for found in _KIOSK.finditer(text):
        if name is None or found[1].casefold() == name.casefold():
            return Device(found[1], home.folder / found[2])
    return None
