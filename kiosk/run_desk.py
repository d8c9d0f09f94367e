"""Runs the desk on which reports are read."""

from __future__ import annotations

import argparse
import contextlib
import os
import time
from collections.abc import Callable

from kiosk import rebuild_desk
from kiosk.backups.daily import DailyBackup
from kiosk.desk_wiring import start_desk
from kiosk.home import Device, Home
from kiosk.process_lock import ProcessLock
from kiosk.syncing.folder_watch import FolderCarrier
from kiosk.terminal import need_terminal
from screens.crash import CrashLog
from screens.desk.app import DeskApp
from store.errors import KioskError


def run(given: argparse.Namespace) -> int:
    """Be a desk until it is closed, or make its casebooks anew."""
    if given.act == "rebuild":
        return rebuild_desk.run(given)
    home = Home.found_at(given.home)
    device = home.desk(given.desk)
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
