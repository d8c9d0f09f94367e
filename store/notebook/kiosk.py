"""The kiosk's services, wired from the rooms of the notebook."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from store.clock import Clock
from store.database import Database
from store.feeds.exchange import Moved
from store.feeds.feeds import Feeds
from store.notebook import held, outbox, people, tending, visits, welcome
from store.notebook.accounts import Accounts
from store.notebook.concerns import ConcernWriting
from store.notebook.facts import ReportState, SentReport, WelcomeFacts
from store.notebook.parts import Parts
from store.notebook.recording import new_record, roles_of
from store.notebook.visit import MentorVisit, open_visit
from store.scheme.ladder import Level
from store.scheme.routes import HEAD, SAFEGUARDING
from store.scheme.school import School
from store.sealing.sealed import Sealer
from store.words import report_code


class KioskNotebook:
    """Everything that the kiosk's screens ask; `machine` is this computer's number, `welcome_file` the public file."""

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
    ) -> None:
        self._parts = Parts(database, feeds, school, sealer, clock)
        self._machine = machine
        self._welcome_file = welcome_file
        self._accounts = Accounts(self._parts)
        self._tending = tending.Tending(self._parts, exchange)
        self._nameless: ConcernWriting | None = None
        self._shown: WelcomeFacts | None = None

    def start(self) -> None:
        """Bring to its end what an earlier start left behind, then write this start's slots."""
        parts = self._parts
        parts.feeds.start(self._machine)
        with parts.database.write() as connection:
            parts.school.follow(connection, parts.feeds)
            visits.recover(connection, parts)
        self.welcome()

    def welcome(self) -> WelcomeFacts:
        """Return what the welcome screen shows, leaving it in the public file for the next start."""
        told = welcome.facts(self._parts)
        if self._welcome_file is not None and told != self._shown:
            welcome.write(told, self._welcome_file)
            self._shown = told
        return told

    def sign_in(self, name: str, words: str) -> MentorVisit:
        """Open the vault, which is the sign-in."""
        return open_visit(self._parts, self._accounts, name, words, self._begin, self._end)

    def without_name(self) -> ConcernWriting:
        """Return the writing of a concern without sign-in."""
        self._nameless = ConcernWriting(self._parts, None, self._begin)
        return self._nameless

    def find_me(self, first_name: str, place: str, adult: str) -> SentReport:
        """Queue "Ask an adult to find me"."""
        parts = self._parts
        asked = next((one for one in parts.school.staff() if one.person == adult), None)
        # Whoever asks for the head by name may have a reason not to ask the others.
        route = HEAD if asked and HEAD in asked.roles and SAFEGUARDING not in asked.roles else SAFEGUARDING
        text = {"name": first_name, "place": place, "adult": adult}
        record = new_record(parts, "find-me", roles_of(parts, route), text)
        with parts.database.write() as connection:
            self._begin(connection)
            outbox.queue(connection, parts, record, Level.AMBER, route=route)
        return SentReport(report_code(record.id), ReportState.SAVED, people.adults(parts), urgent=True)

    def end_without_name(self) -> None:
        """End a visit without sign-in: what was not sent is released at once."""
        written, self._nameless = self._nameless, None
        concerns = written.written if written else ()
        with self._parts.database.write() as connection:
            for concern in concerns:
                held.release(connection, self._parts, concern)
            visits.end(connection, self._parts)
        for concern in concerns:
            self._parts.held_times.gone(concern)

    def tend(self) -> None:
        """Do what is due by itself."""
        self._tending.tend()

    def send_now(self) -> str:
        """Exchange now, return a sentence on what moved."""
        return self._tending.send_now()

    def _begin(self, connection: Connection) -> None:
        visits.begin(connection, self._parts)

    def _end(self) -> None:
        with self._parts.database.write() as connection:
            visits.end(connection, self._parts)
