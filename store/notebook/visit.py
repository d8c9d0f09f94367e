"""One mentor signed in at the kiosk, until the visit ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from store.errors import WrongWords
from store.notebook import drafts, messages, people, reports, sessions
from store.notebook.accounts import Accounts
from store.notebook.concerns import ConcernWriting
from store.notebook.facts import HomeFacts, Mentee, MessageLine, ReportLine, SessionForm, SessionLine
from store.notebook.parts import Parts
from store.scheme.vaults import Card, MentorKeys, read_card

NOT_YOURS: Final = "Those words belong to somebody else. Sign in as yourself, or wait for whoever sat here."


class MentorVisit:
    """What a mentor's screens ask; the keys are dropped at the end."""

    def __init__(
        self,
        parts: Parts,
        accounts: Accounts,
        keys: MentorKeys,
        card: Card,
        begun: Callable[[Connection], None],
        ended: Callable[[], None],
    ) -> None:
        self._parts = parts
        self._accounts = accounts
        self._keys = keys
        self._card = card
        self._begun = begun
        self._ended = ended
        self._concerns = ConcernWriting(parts, keys, begun)

    @property
    def concerns(self) -> ConcernWriting:
        """Writing a concern as this mentor."""
        return self._concerns

    def home(self) -> HomeFacts:
        """Return what waits for this mentor."""
        messages.fetch(self._parts, self._keys.person, self._keys.private)
        today = self._parts.clock.now().astimezone().date()
        with self._parts.database.read() as connection:
            mail = messages.mail(connection, self._parts, self._keys.person, self._keys.private)
            unfinished = drafts.has_any(connection, self._parts, self._keys.person)
            past = sessions.lines(connection, self._parts, self._keys.person, self._keys.work)
        return HomeFacts(
            name=self._card.name,
            unread_messages=sum(not line.seen for line in mail.lines()),
            unfinished=unfinished,
            reports_to_read=mail.newly_read,
            see_again_today=tuple(dict.fromkeys(one.who for one in past if one.see_again == today)),
        )

    def mentees(self) -> tuple[Mentee, ...]:
        """Return the pupils this mentor meets."""
        return tuple(Mentee(key, label) for key, label in self._card.mentees)

    def log_session(self, record_id: str, form: SessionForm) -> None:
        """Queue one session log."""
        with self._parts.database.write() as connection:
            self._begun(connection)
            work = self._keys.work.recipient
            sessions.log(connection, self._parts, self._keys.person, work, record_id, form)

    def last_session(self) -> SessionLine | None:
        """Return the newest session."""
        return next(iter(self.sessions()), None)

    def sessions(self) -> tuple[SessionLine, ...]:
        """Return this mentor's sessions on this computer, newest first."""
        with self._parts.database.read() as connection:
            return sessions.lines(connection, self._parts, self._keys.person, self._keys.work)

    def reports(self) -> tuple[ReportLine, ...]:
        """Return this mentor's reports on this computer, newest first."""
        messages.fetch(self._parts, self._keys.person, self._keys.private)
        with self._parts.database.read() as connection:
            mail = messages.mail(connection, self._parts, self._keys.person, self._keys.private)
            found = reports.lines(
                connection,
                self._parts,
                self._keys.person,
                self._keys.private,
                mail.read_at,
                people.adults(self._parts),
            )
        if mail.newly_read:
            # That a report was read has been shown now; what an adult wrote stays new until it is opened.
            told = [message.id for message, seen in mail.messages if message.read and not seen and not message.text]
            with self._parts.database.write() as connection:
                for message in told:
                    messages.mark_seen(connection, self._parts, self._keys.person, message)
        return found

    def messages(self) -> tuple[MessageLine, ...]:
        """Return messages to this mentor, newest first."""
        messages.fetch(self._parts, self._keys.person, self._keys.private)
        with self._parts.database.read() as connection:
            return messages.mail(connection, self._parts, self._keys.person, self._keys.private).lines()

    def mark_seen(self, message_id: str) -> None:
        """Remember that a message was shown."""
        with self._parts.database.write() as connection:
            messages.mark_seen(connection, self._parts, self._keys.person, message_id)

    def check_in(self, record_id: str, mood: int, *, talk: bool) -> None:
        """Queue one check-in."""
        with self._parts.database.write() as connection:
            self._begun(connection)
            sessions.check_in(connection, self._parts, self._keys.person, self._keys.work, record_id, mood, talk=talk)

    def unlock(self, words: str) -> None:
        """Return after a lock if these are this mentor's words, else raise WrongWords."""
        vault, _keys = self._accounts.open(self._card.name, words)
        if vault.person != self._keys.person:
            raise WrongWords(NOT_YOURS)

    def end(self) -> None:
        """End the visit: write the slot pair, let go of the keys."""
        self._ended()


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
    return MentorVisit(parts, accounts, keys, read_card(vault, keys.work), begun, ended)
