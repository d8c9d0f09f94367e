"""The ends of visits, by which slots are written, found also where a power cut made them."""

from __future__ import annotations

import contextlib
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from store.errors import KioskError
from store.notebook.common import slots
from store.notebook.common.parts import Parts
from store.notebook.common.tables import OPEN_VISITS
from store.notebook.of_concerns import held, reports

_OF = OPEN_VISITS.c
_HERE: Final = _OF.school == bindparam("of_school")
_BEGIN: Final = insert(OPEN_VISITS).on_conflict_do_nothing()
_IS_OPEN: Final = select(_OF.school).where(_HERE)
_END: Final = delete(OPEN_VISITS).where(_HERE)


class Visits:
    """Notes on the disk that somebody sits there, so that each visit ends with its slots whatever happens in it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._is_noted = False

    def sit_down(self) -> None:
        """Note that a visit has begun, be anything written in it or not.

        A disk that refuses keeps nobody out: whatever is saved later notes it again, in its own transaction.
        """
        with contextlib.suppress(KioskError), self._parts.database.write() as connection:
            self.begin(connection)
        with contextlib.suppress(KioskError), self._parts.database.read() as connection:
            self._is_noted = self._is_open(connection)

    def begin(self, connection: Connection) -> None:
        """Note that a visit has begun, inside the transaction of what is saved in it."""
        if not self._is_noted:
            connection.execute(_BEGIN, {"school": self._parts.school_id})

    def end(self, connection: Connection) -> None:
        """Write the slot pair of a visit, which every visit writes whatever happened in it."""
        self._is_noted = False
        slots.write_pair(connection, self._parts)
        reports.end_visit(connection, self._parts)
        connection.execute(_END, {"of_school": self._parts.school_id})

    def go_on(self, connection: Connection) -> None:
        """Bring to its end a visit that the process before this one did not."""
        if self._is_open(connection):
            self.end(connection)

    def recover(self, connection: Connection) -> None:
        """Bring to its end what an earlier start left behind, then write this start's slot pair."""
        held.release_all(connection, self._parts)
        if self._is_open(connection):
            self.end(connection)
        slots.write_pair(connection, self._parts)

    def _is_open(self, connection: Connection) -> bool:
        return connection.execute(_IS_OPEN, {"of_school": self._parts.school_id}).first() is not None
