"""Signing in: opening a vault, with a growing wait after wrong words."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from operator import itemgetter
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from store.errors import KeyFileError, WrongWords
from store.notebook.common.parts import Parts
from store.notebook.common.tables import ACCOUNTS
from store.records import without_surrogates
from store.scheme import published_vaults
from store.scheme.vaults import MentorKeys, Vault, lookup_of, open_vault
from store.sealing.costs import burn

FREE_TRIES: Final = 3
FIRST_WAIT: Final = 5.0
LONGEST_WAIT: Final = 300.0
_MOST_WAITS: Final = 64
# One sentence, whether the name is unknown or the words are wrong.
WRONG: Final = "That name and those words don't fit together. Look at your card, then try again."
WAIT: Final = "That was wrong a few times. Wait until the count is over, then try again."
_OF = ACCOUNTS.c


class Accounts:
    """Opens vaults; failures are counted on disk before the words are tried, waits run on the steady clock."""

    def __init__(self, parts: Parts, waits: Mapping[bytes, float] | None = None) -> None:
        self._parts = parts
        self._turn = threading.Lock()
        self._until: dict[bytes, float] = dict(waits or {})
        self._known: set[bytes] = set(self._until)

    @property
    def waits(self) -> dict[bytes, float]:
        """Until when the accounts wait that were tried with wrong words last, in seconds of the steady clock.

        Any other one waits as after a restart.
        """
        return dict(sorted(self._until.items(), key=itemgetter(1))[-_MOST_WAITS:])

    def open(self, name: str, words: str) -> tuple[Vault, MentorKeys]:
        """Return the vault of a name with its keys, or raise WrongWords, which says how long to wait."""
        name, words = without_surrogates(name), without_surrogates(words)
        lookup = lookup_of(self._parts.school.lookup_key, name)
        with self._turn:
            self._refuse_early(lookup)
            failures = self._count(lookup)
            try:
                opened = self._try(lookup, words)
            except WrongWords:
                wait = wait_after(failures)
                self._until[lookup] = self._parts.clock.monotonic() + wait
                raise WrongWords(WRONG, wait) from None
            with self._parts.database.write() as connection:
                connection.execute(delete(ACCOUNTS).where(self._here(lookup)))
            self._until.pop(lookup, None)
            return opened

    def _refuse_early(self, lookup: bytes) -> None:
        if lookup not in self._known:
            # A restart does not shorten a wait: it begins again.
            with self._parts.database.read() as connection:
                wait = wait_after(self._failures(connection, lookup))
            self._until.setdefault(lookup, self._parts.clock.monotonic() + wait)
            self._known.add(lookup)
        left = self._until.get(lookup, 0.0) - self._parts.clock.monotonic()
        if left > 0:
            raise WrongWords(WAIT, left)

    def _count(self, lookup: bytes) -> int:
        with self._parts.database.write() as connection:
            failures = self._failures(connection, lookup) + 1
            changed = connection.execute(update(ACCOUNTS).where(self._here(lookup)).values(failures=failures))
            if not changed.rowcount:
                row = {"school": self._parts.school_id, "lookup": lookup, "failures": failures}
                connection.execute(insert(ACCOUNTS), row)
        return failures

    def _failures(self, connection: Connection, lookup: bytes) -> int:
        return int(connection.execute(select(_OF.failures).where(self._here(lookup))).scalar() or 0)

    def _try(self, lookup: bytes, words: str) -> tuple[Vault, MentorKeys]:
        with self._parts.database.read() as connection:
            found = published_vaults.to_try(connection, self._parts.school_id, lookup)
        if found is None:
            burn(self._parts.school.policy().vault_costs)
            raise WrongWords(WRONG)
        vault, is_theirs = found
        if not is_theirs:
            # As much work as for a known name, its outcome looked at by nobody.
            with contextlib.suppress(WrongWords, KeyFileError):
                open_vault(vault, words)
            raise WrongWords(WRONG)
        return vault, open_vault(vault, words)

    def _here(self, lookup: bytes) -> ColumnElement[bool]:
        return (_OF.school == self._parts.school_id) & (_OF.lookup == lookup)


def wait_after(failures: int) -> float:
    """Return the seconds to wait after this many failures in a row: none at first, then doubled up to five minutes."""
    if failures < FREE_TRIES:
        return 0.0
    return float(min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 10)))
