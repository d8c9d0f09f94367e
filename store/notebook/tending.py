"""What a kiosk does by itself while it runs: releases, slots, exchanges."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from store.errors import KioskError
from store.feeds.exchange import Moved
from store.feeds.retry import Backoff
from store.notebook import held, outbox, slots
from store.notebook.parts import Parts
from store.notebook.tables import CONTACTS
from store.records import written_at

SLOT_SECONDS: Final = 4 * 60 * 60.0
EXCHANGE_SECONDS: Final = 30.0
NO_PEER: Final = "This computer has no way to the school office yet. Everything is saved here. Tell an adult."
OUT_OF_REACH: Final = "The school office can't be reached just now. Everything is saved here and goes by itself later."
NO_ANSWER: Final = (
    "What was written here is on its way. The school office has not answered yet. Everything is saved here."
)
LEVEL: Final = "The school office has everything that has left this computer: {sent} sent, {received} received."
_OF = CONTACTS.c
_LAST: Final = select(_OF.at).where(_OF.school == bindparam("of_school"))
_NEW: Final = insert(CONTACTS)
_NOTE: Final = _NEW.on_conflict_do_update(index_elements=[_OF.school], set_={"at": _NEW.excluded.at})


class Tending:
    """Does what is due; every call is quick where nothing is."""

    def __init__(self, parts: Parts, exchange: Callable[[], Moved] | None) -> None:
        self._parts = parts
        self._exchange = exchange
        # Jitter keeps computers of one room apart; it protects nothing.
        self._backoff = Backoff(random.Random(), parts.clock)  # noqa: S311
        self._last_slots = parts.clock.monotonic()
        self._last_exchange: float | None = None
        self._turn = threading.Lock()

    def tend(self) -> None:
        """Release what is due, write slots that are due, exchange when it is time.

        What one of them can't do keeps the others from nothing: a full disk least of all from sending what is saved.
        """
        problem: KioskError | None = None
        for job in (self._release, self._slots):
            try:
                job()
            except KioskError as error:
                problem = problem or error
        if self._exchange is not None and self._is_time() and self._turn.acquire(blocking=False):
            try:
                self._exchange_now(self._exchange)
            except KioskError:
                self._backoff.next_after_failure()
            finally:
                self._turn.release()
        if problem is not None:
            raise problem

    def send_now(self) -> str:
        """Exchange now, return a sentence on what moved."""
        if self._exchange is None:
            return NO_PEER
        with self._turn:
            self._backoff.reset()
            try:
                moved = self._exchange_now(self._exchange)
                with self._parts.database.read() as connection:
                    is_level = outbox.is_level(connection, self._parts)
            except KioskError as error:
                self._backoff.next_after_failure()
                return f"{OUT_OF_REACH} ({error})"
        if is_level:
            return LEVEL.format(sent=moved.sent, received=moved.received)
        return NO_ANSWER if moved.sent or moved.receipts else OUT_OF_REACH

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
        if now - self._last_slots < SLOT_SECONDS:
            return
        with self._parts.database.write() as connection:
            slots.write_pair(connection, self._parts)
        self._last_slots = now

    def _is_time(self) -> bool:
        if not self._backoff.is_due():
            return False
        last = self._last_exchange
        return last is None or self._parts.clock.monotonic() - last >= EXCHANGE_SECONDS

    def _exchange_now(self, exchange: Callable[[], Moved]) -> Moved:
        self._last_exchange = self._parts.clock.monotonic()
        parts, moved = self._parts, None
        try:
            moved = exchange()
        finally:
            # A stick that can't be written to may still have brought new keys or people.
            with parts.database.write() as connection:
                parts.school.follow(connection, parts.feeds)
                if moved is not None and moved.receipts:
                    connection.execute(_NOTE, {"school": parts.school_id, "at": written_at(parts.clock.now())})
        if moved.receipts:
            self._backoff.reset()
        else:
            self._backoff.next_after_failure()
        return moved


def last_contact(parts: Parts) -> str | None:
    """Return when a store's receipt last came, as ISO text."""
    with parts.database.read() as connection:
        at = connection.execute(_LAST, {"of_school": parts.school_id}).scalar()
    return None if at is None else str(at)
