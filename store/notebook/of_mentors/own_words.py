"""A mentor's words: what is to be told of those they signed in with, a change to four others."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from store import words as word_list
from store.errors import KioskError
from store.notebook.common import outbox
from store.notebook.common.facts import WordsNews
from store.notebook.common.parts import Parts
from store.notebook.common.recording import log_readers, new_record
from store.notebook.common.tables import TOLD_WORDS
from store.records import written_at
from store.scheme import own_vaults
from store.scheme.ladder import Level
from store.scheme.own_words import digest_of_words, make_change, same_keys, under_new_words
from store.scheme.vaults import VAULT_WORDS, MentorKeys, Vault

_OF = TOLD_WORDS.c
_VAULT: Final = "vault"
_NOT_TOLD: Final = b""
GIVEN_ANEW: Final = (
    "An adult has given you new words, so these can't be changed any more. Nothing was changed. "
    "Sign out, then sign in with the new ones."
)


class OwnWords:
    """The words of whoever is signed in; `news` is what to tell them first, None where there is nothing new."""

    def __init__(self, parts: Parts, vault: Vault, keys: MentorKeys, begun: Callable[[Connection], None]) -> None:
        self._parts = parts
        self._vault = vault
        self._keys = keys
        self._begun = begun
        self.news = self._news()

    def offer(self) -> str:
        """Return four new words, which open nothing yet."""
        return word_list.generate(VAULT_WORDS)

    def take(self, words: str) -> None:
        """Open with these words from now on, here at once, at other kiosks once a desk has published it."""
        parts = self._parts
        made_at, costs = written_at(parts.clock.now()), parts.school.policy().vault_costs
        new = under_new_words(self._vault, self._keys, words, made_at=made_at, costs=costs)
        with parts.database.write() as connection:
            published = parts.school.vault_of(new.person.hex(), connection)
            if published is None or not same_keys(published, new):
                raise KioskError(GIVEN_ANEW)
            self._begun(connection)
            replaces = {digest_of_words(published), digest_of_words(self._vault)}
            change = make_change(new, tuple(sorted(replaces)), self._keys.work)
            own_vaults.keep(connection, parts.school_id, new)
            record = new_record(parts, _VAULT, log_readers(parts), change.to_text(), author=new.person.hex())
            outbox.queue(connection, parts, record, Level.GREY)
            self._note(connection, new, digest_of_words(new))
        self._vault, self.news = new, None

    def keep(self) -> None:
        """Go on with the words as they were given: nothing more is said of them here."""
        self._noted(digest_of_words(self._vault))
        self.news = None

    def later(self) -> None:
        """Be asked again at the next sign-in, without being told again what can't be opened any more."""
        self._noted(_NOT_TOLD)

    def _news(self) -> WordsNews | None:
        # What keeps this from being read keeps nobody from signing in.
        with contextlib.suppress(KioskError), self._parts.database.read() as connection:
            told = connection.execute(select(TOLD_WORDS).where(self._here())).first()
            lost_reports = told is not None and bytes(told.private) != _digest(self._vault.private_public)
            lost_sessions = told is not None and bytes(told.work) != _digest(self._vault.work_public)
            # Words that the mentor got on another kiosk are no news to them.
            is_own = self._vault.made_by == self._vault.person and not lost_reports
            if is_own or (told is not None and bytes(told.words) == digest_of_words(self._vault)):
                return None
            return WordsNews(self._giver(), _date(self._vault.made_at), lost_reports, lost_sessions)
        return None

    def _giver(self) -> str:
        wanted = self._vault.made_by.hex()
        return next((one.name for one in self._parts.school.staff() if one.person == wanted), "")

    def _noted(self, words: bytes) -> None:
        with self._parts.database.write() as connection:
            self._note(connection, self._vault, words)

    def _note(self, connection: Connection, vault: Vault, words: bytes) -> None:
        connection.execute(delete(TOLD_WORDS).where(self._here()))
        row = {"school": self._parts.school_id, "person": vault.person, "words": words}
        keys = {"private": _digest(vault.private_public), "work": _digest(vault.work_public)}
        connection.execute(insert(TOLD_WORDS), row | keys)

    def _here(self) -> ColumnElement[bool]:
        return (_OF.school == self._parts.school_id) & (_OF.person == self._vault.person)


def _digest(public: bytes) -> bytes:
    return hashlib.sha256(public).digest()


def _date(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
