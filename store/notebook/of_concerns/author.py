"""Whoever writes a concern: a mentor, whose drafts are kept, or somebody without a name, of whom nothing is."""

from __future__ import annotations

from sqlalchemy import Connection

from store.notebook.common.parts import Parts
from store.notebook.of_concerns import drafts, reports
from store.notebook.of_concerns.drafts import KeptDraft
from store.notebook.of_concerns.reports import KeptReport
from store.scheme.ladder import Level
from store.scheme.vaults import MentorKeys


class Author:
    """What this computer keeps for one author; `keys` is None without sign-in, where nothing can come back later."""

    def __init__(self, parts: Parts, keys: MentorKeys | None) -> None:
        self._parts = parts
        self._keys = keys

    @property
    def number(self) -> str | None:
        """The author's number as records have it."""
        return None if self._keys is None else self._keys.person.hex()

    def newest_draft(self) -> KeptDraft | None:
        """Return the draft to go on with."""
        if self._keys is None:
            return None
        with self._parts.database.read() as connection:
            return drafts.newest(connection, self._parts, self._keys.person, self._keys.private)

    def keep_draft(self, connection: Connection, kept: KeptDraft) -> None:
        """Keep a draft in the place of the one before."""
        if self._keys is not None:
            drafts.keep(connection, self._parts, self._keys.person, self._keys.private, kept)

    def drop_draft(self, connection: Connection, concern: str) -> None:
        """Take away a draft."""
        if self._keys is not None:
            drafts.drop(connection, self._parts, self._keys.person, self._keys.private, concern)

    def add_report(self, connection: Connection, kept: KeptReport) -> bool:
        """Keep a report's line; False where it was sent before."""
        if self._keys is None:
            return True
        return reports.add(connection, self._parts, self._keys.person, self._keys.private, kept)

    def raise_report(self, connection: Connection, concern: str, level: Level) -> None:
        """Keep that a report is as urgent as this."""
        if self._keys is not None:
            reports.raise_level(connection, self._parts, self._keys.person, self._keys.private, concern, level)

    def has_sent(self, connection: Connection, concern: str) -> bool:
        """Return whether this concern was sent, be it in an earlier visit."""
        if self._keys is None:
            return False
        return reports.is_sent(connection, self._parts, self._keys.person, self._keys.private, concern)
