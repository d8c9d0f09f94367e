"""What the school asks of one mentor, and what stands before a session log until it is done."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from sqlalchemy import Connection

from store.errors import StorageError
from store.notebook.common.facts import AgreementLine, CareFacts
from store.notebook.common.parts import Parts
from store.notebook.of_mentors import agreement, care, gates, messages
from store.scheme.vaults import MentorKeys


class OwnDuties:
    """What the screens about agreeing, load, pauses and talks ask; never anything before a report."""

    def __init__(self, parts: Parts, keys: MentorKeys, begun: Callable[[Connection], None]) -> None:
        self._parts = parts
        self._keys = keys
        self._begun = begun
        self._gate = gates.OPEN
        # A disk that refuses lets a session through rather than keep anybody from signing in.
        with contextlib.suppress(StorageError), parts.database.read() as connection:
            self.look(connection)

    @property
    def gate(self) -> str:
        """What a session log waits for, as gates.py names it, "" for nothing; known without looking."""
        return self._gate

    def look(self, connection: Connection) -> None:
        """Look again what a session log waits for."""
        self._gate = gates.gate(connection, self._parts, self._keys)

    def agreement(self) -> AgreementLine | None:
        """Return "What we agreed" with when this mentor agreed to it here, None where the school has published none."""
        with self._parts.database.read() as connection:
            return agreement.line(connection, self._parts, self._keys.person, self._keys.work)

    def agree(self, record_id: str, digest: str) -> None:
        """Queue that this mentor agrees to the page as it was shown."""
        with self._parts.database.write() as connection:
            self._begun(connection)
            agreement.agree(connection, self._parts, self._keys.person, self._keys.work, record_id, digest)
            self.look(connection)

    def care(self) -> CareFacts:
        """Return what the school asks so that mentoring does not become too much, as far as this computer knows."""
        with self._parts.database.read() as connection:
            mail = messages.mail(connection, self._parts, self._keys)
            return care.facts(connection, self._parts, self._keys, mail)

    def talked(self) -> None:
        """Note on this computer that what was sent so far is talked over."""
        with self._parts.database.write() as connection:
            self._begun(connection)
            care.talked(connection, self._parts, self._keys)
