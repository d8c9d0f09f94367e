"""Runs the kiosk line by line, for a screen reader."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

from kiosk.home import Home
from kiosk.process_lock import ProcessLock
from kiosk.run_kiosk import load
from kiosk.terminal import need_terminal
from kiosk.welcome_file import read_welcome
from screens.environment import quick_imports

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Be a kiosk until the program is ended from outside, or nobody can type any more."""
    home = Home.found_at(given.home)
    device = home.kiosk(given.kiosk)
    need_terminal()
    with quick_imports():
        from screens.crash import CrashLog
        from screens.mentor.entering.loading import Loading
        from screens.mentor.entering.seat import Seat
        from screens.plain.own_terminal import open_terminal
        from screens.plain.program import PlainKiosk
        from screens.plain.tender import Tender
        from screens.plain.terminal import TerminalGone
        from screens.signals import guard_signals

    lock = ProcessLock(device.lock, f"The kiosk {device.name}")
    lock.take()
    loading = Loading(lambda: load(home, device))
    tender = Tender(loading, read_welcome(device.welcome), loads=True)
    with open_terminal() as terminal:

        def leave(code: int) -> None:
            terminal.close()
            os._exit(code)

        CrashLog(home.folder, leave).install()
        guard_signals(lambda number: leave(128 + number), terminal.resume)
        tender.start()
        with contextlib.suppress(TerminalGone):
            PlainKiosk(terminal, Seat(loading), tender, clock=time.monotonic).run()
        tender.close()
    lock.release()
    return 0
