"""The desk on which reports are read, as the child of its guard."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

from kiosk.backups.daily import DailyBackup
from kiosk.desk_guard import GATE
from kiosk.desk_wiring import start_desk
from kiosk.home import Device, Home
from kiosk.process_lock import ProcessLock
from kiosk.quick_config import quick_home
from kiosk.syncing.folder_watch import FolderCarrier
from kiosk.terminal import need_terminal
from screens.crash import CrashLog
from screens.desk.sitting.app import DeskApp
from store.errors import KioskError


def run(given: argparse.Namespace | SimpleNamespace) -> int:
    """Be a desk until it is closed; `given.kiosk` names it."""
    threading.Thread(target=_end_with_guard, name="gate", daemon=True).start()
    # The real reader of kiosk.toml would stay in memory, five megabytes of it.
    home = quick_home(Home.found_at(given.home))
    device = home.desk(given.kiosk or None)
    need_terminal()
    lock = ProcessLock(device.lock, f"The desk {device.name}")
    lock.take()
    crash = CrashLog(home.folder, os._exit)
    crash.install()
    daily = DailyBackup(home)
    daily.start()
    try:
        show_desk(home, device, crash, os._exit)
    finally:
        daily.stop()
        lock.release()
    return 0


def show_desk(home: Home, device: Device, crash: CrashLog, leave: Callable[[int], object]) -> None:
    """Open the desk, locked, until it is closed."""
    opened = start_desk(home, device)

    def carry() -> None:
        opened.exchange()
        opened.parts.follow()

    carrier = FolderCarrier(home.folders, carry)
    carrier.start()
    try:
        seconds = opened.parts.school.policy().desk_lock_minutes * 60
        DeskApp(opened.unlocking, clock=time.monotonic, lock_after_seconds=seconds, crash=crash, leave=leave).run()
        # What the last lock wrote goes out now; out of reach, it goes with the next exchange.
        with contextlib.suppress(KioskError):
            opened.exchange()
    finally:
        carrier.stop()
        opened.close()


def _end_with_guard() -> None:
    if sys.platform == "win32":
        return
    # Nothing is ever written there. Whoever had this terminal before the guard has it again, so nothing may be drawn.
    with contextlib.suppress(OSError):
        os.read(GATE, 1)
        # To the thread that handles signals, which waits for something to happen.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
