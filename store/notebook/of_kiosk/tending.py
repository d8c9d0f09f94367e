"""What a kiosk does by itself while it runs: releases, slots, its loop of exchanges."""

from __future__ import annotations

from typing import Final

from store.errors import KioskError
from store.notebook.common import slots
from store.notebook.common.parts import Parts
from store.notebook.of_concerns import held
from store.notebook.of_kiosk.reach import Loop, Reach

SLOT_SECONDS: Final = 4 * 60 * 60.0


class Tending:
    """Does what is due; every call is quick where nothing is.

    `reach` is what an earlier start left behind, `slots_at` what an earlier process of this one did.
    """

    def __init__(self, parts: Parts, loop: Loop, reach: Reach, slots_at: float | None = None) -> None:
        self._parts = parts
        self.loop = loop
        self._reach = reach
        self.slots_at = parts.clock.monotonic() if slots_at is None else slots_at
        """When slots were last written because it was time."""

    def tend(self) -> None:
        """Release what is due, write slots that are due, have the loop do its part.

        What one of them can't do keeps the others from nothing: a full disk least of all from sending what is saved.
        """
        problem: KioskError | None = None
        for job in (self._release, self._slots, self.loop.tend):
            try:
                job()
            except KioskError as error:
                problem = problem or error
        if problem is not None:
            raise problem

    def reach(self) -> Reach:
        """Return what keeps this kiosk from its store."""
        newest = self.loop.newest
        if newest is not None:
            self._reach = self._reach.after(newest, self._parts.clock.now())
        return self._reach

    def _release(self) -> None:
        parts, problem = self._parts, None
        with parts.database.read() as connection:
            due = held.due(connection, parts)
        for concern in due:
            try:
                with parts.database.write() as connection:
                    # It may have been sent meanwhile, or typed on: then it is not due any more.
                    if concern in held.due(connection, parts):
                        held.release(connection, parts, concern)
            except KioskError as error:
                problem = error
        if problem is not None:
            raise problem

    def _slots(self) -> None:
        now = self._parts.clock.monotonic()
        if now - self.slots_at < SLOT_SECONDS:
            return
        with self._parts.database.write() as connection:
            slots.write_pair(connection, self._parts)
        self.slots_at = now
