"""Rings beside the service, in threads of their own, so that nothing of them holds it up or ends it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, TypeVar

from kiosk.ringing.settings import Ringing
from store.clock import Clock, SystemClock
from store.database import Database
from store.errors import KioskError
from store.scheme.school import School
from store.service.counts import LOG, note_fault
from store.service.rings.ringer import Ringer
from store.service.rings.sender import Sender, Sent
from store.service.rings.troubles import sentence

LOOK_SECONDS: Final = 5.0
_PATIENCE_SECONDS: Final = 20.0
_SHOWN: Final = 8
_Result = TypeVar("_Result")


class RingTask:
    """Looks every few seconds what is due for one school, while each way sends in a thread of its own."""

    def __init__(
        self,
        database: Database,
        school: School,
        ringing: Ringing,
        clock: Clock | None = None,
        every: float = LOOK_SECONDS,
    ) -> None:
        clock = clock or SystemClock()
        self._school = school.id.hex()[:_SHOWN]
        self._every = every
        self._end = threading.Event()
        self._asked = {way.name: threading.Event() for way in ringing.ways}
        self._told: dict[str, tuple[str, ...]] = {}
        self._ringer = Ringer(database, school, ringing.directory, clock, zone=ringing.zone)
        self._senders = {
            way.name: Sender(database, school.id, way, self._ringer.directory, clock) for way in ringing.ways
        }
        self._threads = [threading.Thread(target=self._look, name="rings", daemon=True)]
        self._threads += [
            threading.Thread(target=self._send, args=(name,), name=f"rings by {name}", daemon=True)
            for name in self._senders
        ]

    def start(self) -> None:
        """Begin; without a way to ring there is nothing to do."""
        for thread in self._threads if self._senders else ():
            thread.start()

    def stop(self) -> None:
        """End; a call that is being made is waited for a little, then made again by the next start."""
        self._end.set()
        for event in self._asked.values():
            event.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(_PATIENCE_SECONDS)

    def _look(self) -> None:
        while not self._end.is_set():
            if self._guarded(self._ringer.look):
                for event in self._asked.values():
                    event.set()
            self._end.wait(self._every)

    def _send(self, name: str) -> None:
        while not self._end.is_set():
            sent = self._guarded(self._senders[name].send_due)
            if sent is not None:
                self._tell(name, sent)
            self._asked[name].wait(self._every)
            self._asked[name].clear()

    def _guarded(self, act: Callable[[], _Result]) -> _Result | None:
        """Return what `act` returns; what goes wrong is logged without a word of what it is about, and tried again."""
        try:
            return act()
        except KioskError as error:
            LOG.warning("rings school=%s error=%s", self._school, type(error).__name__)
        except Exception as error:  # noqa: BLE001 - a ring that ends for good would be silence
            note_fault(error)
        return None

    def _tell(self, name: str, sent: Sent) -> None:
        if sent.reached or sent.missed:
            LOG.info("rings school=%s way=%s reached=%d missed=%d", self._school, name, sent.reached, sent.missed)
        if (sent.reached or sent.missed) and sent.troubles != self._told.get(name, ()):
            self._told[name] = sent.troubles
            for trouble in sent.troubles:
                LOG.warning("rings school=%s: %s. It is tried again by itself.", self._school, sentence(trouble))
