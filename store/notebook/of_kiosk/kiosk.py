"""The kiosk's services, wired from the rooms of the notebook."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from store.clock import Clock
from store.database import Database
from store.errors import KioskError
from store.feeds.exchange import Moved
from store.feeds.feeds import Feeds
from store.notebook.common.facts import SentReport, WelcomeFacts
from store.notebook.common.held_times import HeldTimes
from store.notebook.common.parts import Parts
from store.notebook.common.public_facts import Surroundings
from store.notebook.of_concerns import finding, held
from store.notebook.of_concerns.concerns import ConcernWriting
from store.notebook.of_kiosk import device_record, forgetting, welcome
from store.notebook.of_kiosk.device_record import OwnState
from store.notebook.of_kiosk.going_on import GoingOn
from store.notebook.of_kiosk.loop import LoopHere
from store.notebook.of_kiosk.reach import Loop, Reach
from store.notebook.of_kiosk.tending import Tending
from store.notebook.of_kiosk.visits import Visits
from store.notebook.of_mentors.accounts import Accounts
from store.notebook.of_mentors.visit import MentorVisit, open_visit
from store.scheme.school import School
from store.sealing.sealed import Sealer

_ORDINARY: Final = Surroundings()


class KioskNotebook:
    """Everything that the kiosk's screens ask; `machine` is this computer's number, `welcome_file` the public file.

    It exchanges by `exchange` in this process, or by a `loop` that has a process of its own; `reach` is what an earlier
    start knew of the way to the store, `going_on` what the process before this one left of this very start, `around`
    what is known of the computer.
    """

    def __init__(
        self,
        database: Database,
        feeds: Feeds,
        school: School,
        sealer: Sealer,
        clock: Clock,
        exchange: Callable[[], Moved] | None = None,
        *,
        machine: bytes,
        welcome_file: Path | None = None,
        loop: Loop | None = None,
        reach: Reach | None = None,
        going_on: GoingOn | None = None,
        around: Surroundings = _ORDINARY,
    ) -> None:
        self._goes_on = going_on is not None
        going_on = going_on or GoingOn(HeldTimes())
        self._parts = Parts(database, feeds, school, sealer, clock, going_on.held_times)
        self._machine = machine
        self._welcome_file = welcome_file
        self._around = around
        self._accounts = Accounts(self._parts, going_on.waits)
        self._visits = Visits(self._parts)
        self._tending = Tending(
            self._parts, loop or LoopHere(self._parts, exchange), reach or Reach(), going_on.slots_at
        )
        self._nameless: ConcernWriting | None = None
        self._shown: WelcomeFacts | None = None

    def start(self) -> None:
        """Bring to its end what an earlier start left behind, then write this start's slots; or go on with it."""
        parts = self._parts
        parts.feeds.start(self._machine)
        with parts.database.write() as connection:
            forgetting.follow(connection, parts.feeds, parts.school)
            if self._goes_on:
                self._visits.go_on(connection)
            else:
                self._visits.recover(connection)
        self.welcome()

    def left(self) -> bytes:
        """Return what the next process of this start is to know, so that it takes nothing for left behind."""
        return GoingOn(self._parts.held_times, self._accounts.waits, self._tending.slots_at).written()

    def welcome(self) -> WelcomeFacts:
        """Return what the welcome screen shows, leaving it in the public file for the next start."""
        parts = self._parts
        told = welcome.facts(parts.feeds, parts.school, parts.clock, self._tending.reach(), self._around)
        if self._welcome_file is not None and told != self._shown:
            welcome.write(told, self._welcome_file)
            self._shown = told
        return told

    def sign_in(self, name: str, words: str) -> MentorVisit:
        """Open the vault, which is the sign-in."""
        visit = open_visit(self._parts, self._accounts, name, words, self._visits.begin, self._end)
        self._visits.sit_down()
        return visit

    def without_name(self) -> ConcernWriting:
        """Return the writing of a concern without sign-in."""
        if self._nameless is not None:
            # Whoever wrote before without a name has gone: nobody can come back to what they began. A disk that
            # refuses releases it later, but keeps nobody from writing now.
            with contextlib.suppress(KioskError):
                self.end_without_name()
        self._visits.sit_down()
        self._nameless = ConcernWriting(self._parts, None, self._visits.begin)
        return self._nameless

    def find_me(self, first_name: str, place: str, adult: str) -> SentReport:
        """Queue "Ask an adult to find me"."""
        return finding.find_me(self._parts, first_name, place, adult, self._visits.begin)

    def end_without_name(self) -> None:
        """End a visit without sign-in: what was not sent is released at once."""
        saved = self._nameless.saved if self._nameless else ()
        with self._parts.database.write() as connection:
            for concern in saved:
                held.release(connection, self._parts, self._parts.held_times.row_of(concern))
            self._visits.end(connection)
        self._nameless = None
        self._tending.loop.wake()

    def tell_state(self, state: OwnState) -> bool:
        """Queue what this kiosk tells of itself; False while nobody could read it."""
        with self._parts.database.write() as connection:
            return device_record.tell(connection, self._parts, state)

    def tend(self) -> None:
        """Do what is due by itself."""
        self._tending.tend()

    def send_now(self) -> str:
        """Exchange now, return a sentence on what moved."""
        return self._tending.loop.send_now()

    def _end(self) -> None:
        with self._parts.database.write() as connection:
            self._visits.end(connection)
        self._tending.loop.wake()
