"""The kiosk's own work while somebody talks to it."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Final

from store.errors import KioskError

if TYPE_CHECKING:
    from screens.mentor.entering.loading import Loading
    from store.notebook.common.public_facts import WelcomeFacts

_TEND_SECONDS: Final = 5.0
_LOAD_AGAIN_SECONDS: Final = 30.0
_PATIENCE_SECONDS: Final = 10.0


class Tender:
    """Tends the kiosk every 5 seconds in a thread, loads it first where `loads`; `facts` are the newest known."""

    def __init__(self, loading: Loading, facts: WelcomeFacts | None, *, loads: bool) -> None:
        self.facts = facts
        self.problem = ""
        self._loading = loading
        self._loads = loads
        self._is_over = False
        self._sends_at_once = False
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tend", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def send_at_once(self) -> None:
        """Exchange as soon as nothing else goes on."""
        self._sends_at_once = True
        self._woken.set()

    def close(self) -> None:
        """End, waiting a little for what goes on."""
        self._is_over = True
        self._woken.set()
        self._thread.join(_PATIENCE_SECONDS)

    def _run(self) -> None:
        while not self._is_over:
            try:
                self._once()
                self.problem = ""
            except KioskError as error:
                self.problem = str(error)
            is_failing = self._loads and not self._loading.is_ready
            self._woken.wait(_LOAD_AGAIN_SECONDS if is_failing else _TEND_SECONDS)
            self._woken.clear()

    def _once(self) -> None:
        if not self._loading.is_ready:
            if not self._loads:
                return
            self.facts = self._loading.run().welcome()
            return
        kiosk = self._loading.kiosk()
        sends, self._sends_at_once = self._sends_at_once, False
        try:
            if sends:
                kiosk.send_now()
            else:
                kiosk.tend()
        finally:
            with contextlib.suppress(KioskError):
                self.facts = kiosk.welcome()
