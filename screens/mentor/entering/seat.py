"""Who sits at the kiosk: at most one visit is open, also when leaving crosses signing in."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from store.errors import KioskError

if TYPE_CHECKING:
    from screens.mentor.entering.loading import Loading
    from screens.mentor.parts.services import Concerns, Visit
    from store.notebook.common.facts import SentReport

LEFT = "The sign-in was stopped. Nothing was lost. Please sign in again."


class Seat:
    """Opens visits, signed in or not, then ends what it opened; every call may block."""

    def __init__(self, loading: Loading) -> None:
        self._loading = loading
        self._turn = threading.Lock()
        self._end: Callable[[], None] | None = None
        self._ticket = 0

    @property
    def ticket(self) -> int:
        """The number of whoever stands at the kiosk now."""
        return self._ticket

    def leave(self) -> None:
        """Whoever stood here has gone: a sign-in of theirs that is still under way opens nothing. Never blocks."""
        self._ticket += 1

    def sign_in(self, ticket: int, name: str, words: str) -> Visit:
        """Open the visit of this mentor, unless they left meanwhile."""
        kiosk = self._loading.kiosk()
        with self._turn:
            self._end_last()
            if ticket != self._ticket:
                raise KioskError(LEFT)
            visit = kiosk.sign_in(name, words)
            self._end = visit.end
            if ticket != self._ticket:
                self._end_last()
                raise KioskError(LEFT)
            return visit

    def without_name(self) -> Concerns:
        """Open a visit of somebody who does not say who they are."""
        kiosk = self._loading.kiosk()
        with self._turn:
            self._end_last()
            self._end = kiosk.end_without_name
            return kiosk.without_name()

    def find_me(self, first_name: str, place: str, adult: str) -> SentReport:
        """Ask an adult to come, from within a visit or without one."""
        kiosk = self._loading.kiosk()
        with self._turn:
            if self._end is None:
                self._end = kiosk.end_without_name
            return kiosk.find_me(first_name, place, adult)

    def end(self) -> None:
        """End the open visit, also one that a sign-in now under way opens; after an error it is still open."""
        with self._turn:
            if self._end is not None:
                self._end()
                self._end = None

    def drop(self) -> None:
        """End what is open although nobody waits for it."""
        with self._turn:
            self._end_last()

    def _end_last(self) -> None:
        # What would not end must not keep the next person out; the next start releases what it held.
        end, self._end = self._end, None
        if end is not None:
            with contextlib.suppress(KioskError):
                end()
