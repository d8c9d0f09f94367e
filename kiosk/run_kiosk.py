"""Runs the kiosk: one process for each visit under a supervisor, or all in one where this system can't do that."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from kiosk.home import Device, Home
from kiosk.process_lock import ProcessLock
from kiosk.quick_config import quick_kiosk
from kiosk.terminal import can_supervise, need_terminal

if TYPE_CHECKING:
    import argparse

    from screens.mentor.parts.services import Kiosk


def run(given: argparse.Namespace) -> int:
    """Be a kiosk until the program is ended from outside."""
    home = Home.found_at(given.home)
    device = quick_kiosk(home, given.kiosk) or home.kiosk(given.kiosk)
    need_terminal()
    lock = ProcessLock(device.lock, f"The kiosk {device.name}")
    lock.take()
    try:
        if can_supervise():
            from kiosk.visiting.supervisor import supervise

            return supervise(home.folder, device.name)
        return be_one_process(home, device)
    finally:
        lock.release()


def be_one_process(home: Home, device: Device) -> int:
    """Be the plain kiosk: the welcome is painted before the store is imported, the same process holds every visit."""
    from kiosk.welcome_file import read_welcome
    from screens.environment import quick_imports

    with quick_imports(to_draw=True):
        from screens.crash import CrashLog
        from screens.mentor.visit.app import KioskApp
    crash = CrashLog(home.folder, os._exit)
    crash.install()
    KioskApp(read_welcome(device.welcome), lambda: load(home, device), clock=time.monotonic, crash=crash).run()
    return 0


def load(home: Home, device: Device) -> Kiosk:
    """Bring the services of the plain kiosk, which imports the store."""
    from screens.environment import quick_imports

    with quick_imports():
        from kiosk.joining.own_state import tell_state
        from kiosk.kiosk_wiring import start_kiosk

    opened = start_kiosk(home, home.kiosk(device.name), apart=True)
    tell_state(opened, home, device)
    return opened.notebook
