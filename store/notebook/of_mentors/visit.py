"""One mentor signed in at the kiosk, until the visit ends."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import Connection

from store.errors import KeyFileError, KioskError, SealingError, StorageError, UnknownReport, WrongWords
from store.notebook.common import guidance, people
from store.notebook.common.facts import (
    ConcernDraft,
    HomeFacts,
    Mentee,
    MessageLine,
    ReportLine,
    ReviewForm,
    SessionDraft,
    SessionForm,
    SessionLine,
    TrainingLine,
)
from store.notebook.common.mail import Mail
from store.notebook.common.parts import Parts
from store.notebook.of_concerns import reports
from store.notebook.of_concerns.concerns import ConcernWriting
from store.notebook.of_mentors import home, messages, reviews, training
from store.notebook.of_mentors.accounts import Accounts
from store.notebook.of_mentors.own_duties import OwnDuties
from store.notebook.of_mentors.own_forms import OwnForms
from store.notebook.of_mentors.own_words import OwnWords
from store.notebook.of_sessions import session_additions, session_drafts, sessions
from store.records import new_id
from store.scheme.guidance import GuidancePage
from store.scheme.vaults import Card, MentorKeys, read_card

NOT_YOURS: Final = "Those words belong to somebody else. Sign in as yourself, or wait for whoever sat here."
GIVEN_ANEW: Final = (
    "An adult has given you new words meanwhile. What you sent is safe. Press F10, then sign in with the new words."
)
# Home comes up often and quickly: it looks through a summer's posts a part at a time.
_HOME_SECONDS: Final = 1.0


class MentorVisit:
    """What a mentor's screens ask."""

    def __init__(
        self,
        parts: Parts,
        accounts: Accounts,
        keys: MentorKeys,
        card: Card,
        begun: Callable[[Connection], None],
        ended: Callable[[], None],
        words: OwnWords,
    ) -> None:
        self._parts = parts
        self._accounts = accounts
        self._keys = keys
        self._card = card
        self._begun = begun
        self._ended = ended
        self._is_over = False
        self._words = words
        self._concerns = ConcernWriting(parts, keys, begun)
        self._forms = OwnForms(parts, keys, begun)
        self._fetching = threading.Lock()
        self._duties = OwnDuties(parts, keys, begun)

    @property
    def concerns(self) -> ConcernWriting:
        """Writing a concern as this mentor."""
        return self._concerns

    @property
    def words(self) -> OwnWords:
        """The words that this mentor signs in with."""
        return self._words

    @property
    def forms(self) -> OwnForms:
        """The forms of several boxes that this mentor writes."""
        return self._forms

    @property
    def duties(self) -> OwnDuties:
        """What the school asks of this mentor."""
        return self._duties

    def home(self) -> HomeFacts:
        """Return what waits for this mentor."""
        self._fetch(seconds=_HOME_SECONDS)
        unfinished = self._concerns.unfinished() is not None
        with self._parts.database.read() as connection:
            self._duties.look(connection)
            return home.facts(connection, self._parts, self._keys, self._card.name, unfinished=unfinished)

    def mentees(self) -> tuple[Mentee, ...]:
        """Return the pupils this mentor meets."""
        return tuple(Mentee(key, label) for key, label in self._card.mentees)

    def log_session(self, record_id: str, form: SessionForm) -> None:
        """Queue one session log."""
        with self._parts.database.write() as connection:
            self._begun(connection)
            sessions.log(connection, self._parts, self._keys.person, self._keys.work, record_id, form)
            session_drafts.drop(connection, self._parts, self._keys.person, self._keys.private, record_id)
            self._duties.look(connection)

    def save_session(self, draft: SessionDraft) -> None:
        """Keep a session that is not logged yet; one that is logged is left alone."""
        with self._parts.database.write() as connection:
            self._begun(connection)
            if not sessions.is_logged(connection, self._parts, self._keys.person, draft.id):
                session_drafts.keep(connection, self._parts, self._keys.person, self._keys.private, draft)

    def unfinished_session(self) -> SessionDraft | None:
        """Return the session to go on with, or None."""
        with self._parts.database.read() as connection:
            return session_drafts.of(connection, self._parts, self._keys.person, self._keys.private)

    def last_session(self) -> SessionLine | None:
        """Return the newest session."""
        return next(iter(self.sessions()), None)

    def sessions(self) -> tuple[SessionLine, ...]:
        """Return this mentor's sessions on this computer, newest first."""
        with self._parts.database.read() as connection:
            past = sessions.lines(connection, self._parts, self._keys.person, self._keys.work)
            added = session_additions.of_sessions(connection, self._parts, self._keys.person, self._keys.work)
        return tuple(replace(one, added=added.get(one.id, ())) for one in past)

    def reports(self) -> tuple[ReportLine, ...]:
        """Return this mentor's reports on this computer, newest first."""
        self._fetch()
        with self._parts.database.read() as connection:
            mail = messages.mail(connection, self._parts, self._keys)
            found = self._reports(connection, mail)
        if told := mail.seen_by_reading_reports():
            with contextlib.suppress(StorageError), self._parts.database.write() as connection:
                for message in told:
                    messages.mark_seen(connection, self._parts, self._keys.person, message)
        return found

    def more_to(self, code: str) -> ConcernDraft:
        """Return a new draft that adds to a report and goes the same way, or raise UnknownReport."""
        with self._parts.database.read() as connection:
            kept = reports.of_code(connection, self._parts, self._keys.person, self._keys.private, code)
        if kept is None:
            raise UnknownReport
        return ConcernDraft(new_id(), hurt=kept.hurt, adult=kept.adult, reader=kept.reader, about_report=kept.id)

    def messages(self) -> tuple[MessageLine, ...]:
        """Return messages to this mentor, newest first."""
        self._fetch()
        with self._parts.database.read() as connection:
            return messages.mail(connection, self._parts, self._keys).lines()

    def mark_seen(self, message_id: str) -> None:
        """Remember that a message was shown."""
        with self._parts.database.write() as connection:
            messages.mark_seen(connection, self._parts, self._keys.person, message_id)

    def check_in(self, record_id: str, mood: int, *, talk: bool) -> None:
        """Queue one check-in."""
        with self._parts.database.write() as connection:
            self._begun(connection)
            sessions.check_in(connection, self._parts, self._keys.person, self._keys.work, record_id, mood, talk=talk)

    def review(self, record_id: str, form: ReviewForm) -> None:
        """Queue one half-termly form."""
        with self._parts.database.write() as connection:
            self._begun(connection)
            reviews.send(connection, self._parts, self._keys.person, self._keys.work, record_id, form)
            self._forms.let_go(connection, "review", record_id)

    def guidance(self) -> tuple[GuidancePage, ...]:
        """Return the school's pages for mentors, training modules among them."""
        return guidance.pages(self._parts)

    def training(self) -> tuple[TrainingLine, ...]:
        """Return the training modules with what this mentor has passed on this computer."""
        with self._parts.database.read() as connection:
            return training.lines(connection, self._parts, self._keys.person, self._keys.work)

    def pass_training(self, record_id: str, module: str, right: int) -> date:
        """Queue that a module was passed, returning until when that is valid."""
        person, work = self._keys.person, self._keys.work
        with self._parts.database.write() as connection:
            self._begun(connection)
            until = training.passed(connection, self._parts, person, work, record_id, module, right)
            self._duties.look(connection)
        return until

    def unlock(self, words: str) -> None:
        """Return after a lock if these are this mentor's words, else raise WrongWords."""
        vault, keys = self._accounts.open(self._card.name, words)
        if vault.person != self._keys.person:
            raise WrongWords(NOT_YOURS)
        if keys.private.recipient != self._keys.private.recipient:
            # What this visit still wrote would be under keys that its mentor never gets back.
            raise KioskError(GIVEN_ANEW)

    def end(self) -> None:
        """End the visit once: write the slot pair; the keys go with this object."""
        if not self._is_over:
            self._ended()
            self._is_over = True

    def _fetch(self, *, seconds: float | None = None) -> None:
        # What is already here can be read on a disk that takes nothing new.
        with self._fetching, contextlib.suppress(StorageError):
            messages.fetch(self._parts, self._keys, seconds=seconds)

    def _reports(self, connection: Connection, mail: Mail) -> tuple[ReportLine, ...]:
        return reports.lines(
            connection, self._parts, self._keys.person, self._keys.private, mail.read_at, people.adults(self._parts)
        )


def open_visit(
    parts: Parts,
    accounts: Accounts,
    name: str,
    words: str,
    begun: Callable[[Connection], None],
    ended: Callable[[], None],
) -> MentorVisit:
    """Sign a mentor in, or raise WrongWords."""
    vault, keys = accounts.open(name, words)
    try:
        card = read_card(vault, keys.work)
    except (SealingError, KeyFileError):
        # A damaged card must not keep anybody from writing: it only names whom they meet.
        card = Card(" ".join(name.split()), ())
    return MentorVisit(parts, accounts, keys, card, begun, ended, OwnWords(parts, vault, keys, begun))
