"""One visit's process: walled in, warm, let in, gone."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kiosk.home import Device, Home
from kiosk.machine import note_machine
from kiosk.quick_config import quick_kiosk
from kiosk.visiting import lines
from kiosk.visiting.gate import Gate
from kiosk.visiting.spawn import TERMINAL
from kiosk.visiting.walls import wall_in
from screens.environment import quick_imports

if TYPE_CHECKING:
    from types import SimpleNamespace

    from kiosk.kiosk_wiring import OpenKiosk
    from screens.mentor.parts.services import Kiosk


def run(given: SimpleNamespace) -> int:
    """Show the welcome when the supervisor says so, with one person's visit after it."""
    note_machine()
    wall_in()
    _draw_on_terminal()
    gate = Gate()
    home = Home.found_at(given.home)
    device = quick_kiosk(home, given.kiosk or None) or home.kiosk(given.kiosk or None)
    with quick_imports(to_draw=True):
        import shutil  # noqa: F401 - comes with the driver, which is made when this block is left

        import textual.drivers.linux_driver  # noqa: F401 - so does this

        from kiosk.visiting.app import OneVisitApp
        from kiosk.welcome_file import read_welcome
        from screens.crash import CrashLog
    gate.say(lines.WARM)
    before = gate.wait() if gate.is_let_in() else None
    visit = Visiting(home, device, gate, before or b"")
    crash = CrashLog(home.folder, os._exit)
    crash.install()
    look = partial(read_welcome, device.welcome)
    app = OneVisitApp(
        look(),
        visit.load,
        clock=time.monotonic,
        crash=crash,
        gate=gate,
        before=before,
        look=look,
        kept=visit.kept,
    )
    visit.told = app.look_soon
    # Until the welcome is painted: what is made for it stays, so looking for what may go would only take longer.
    gc.disable()

    def let_in(left: bytes) -> None:
        visit.before = left
        app.let_in(left)

    gate.watch(visit.hear, let_in if before is None else None)
    app.run()
    return 1


class Visiting:
    """Brings the services of one visit, `before` being what the visit process before this one left."""

    def __init__(self, home: Home, device: Device, gate: Gate, before: bytes) -> None:
        self._home = home
        self._device = device
        self._gate = gate
        self.before = before
        self._opened: OpenKiosk | None = None
        self._told = b""
        self.told: Callable[[], None] = lambda: None
        """Called with each news that come while the services are not there."""

    def load(self) -> Kiosk:
        """Open the notebook, which imports the store."""
        with quick_imports():
            from kiosk.joining.own_state import tell_state
            from kiosk.kiosk_wiring import start_kiosk
            from kiosk.visiting.loop_apart import LoopApart
            from store.notebook.of_kiosk.going_on import GoingOn

        left = GoingOn.read(self.before)
        device, loop = self._home.kiosk(self._device.name), partial(LoopApart, self._gate)
        opened = start_kiosk(self._home, device, loop=loop, left=left)
        if left is None:
            tell_state(opened, self._home, self._device)
        self._opened = opened
        self.hear(self._told)
        return opened.notebook

    def hear(self, line: bytes) -> None:
        """Take what came of an exchange; who asks before the services are there asks for the newest."""
        self._told = line
        if self._opened is not None and self._opened.loop is not None:
            self._opened.loop.hear(line)
        else:
            self.told()

    def kept(self) -> bytes | None:
        """Return what the next visit process is to know, None where this one knows nothing itself."""
        return None if self._opened is None else self._opened.notebook.left()


def _draw_on_terminal() -> None:
    """Have Textual draw on the terminal that nothing else of this process writes on."""
    terminal = open(TERMINAL, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 - for good
    # Where Textual looks for the size of the terminal, and where it writes.
    sys.__stdout__ = sys.__stderr__ = terminal  # type: ignore[misc]
