"""Reading a page of the inbox, in whatever thread it is asked to."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from screens.desk.services import Casework
from store.casebook.case.facts import Behind, Completeness, InboxPage


@dataclass
class InboxRead(Message):
    """A page with the sentences above it, None where they stay; `new` is set after an exchange.

    Where the desk was `behind` when the page was read, there may be more than it shows.
    """

    serial: int
    page: InboxPage
    facts: Completeness | None
    strangers: int
    new: int | None
    behind: Behind | None = None


class InboxReading:
    """One reading of a page, as it was asked for."""

    def __init__(
        self, casework: Casework, serial: int, offset: int, *, closed: bool, exchange: bool, alone: bool
    ) -> None:
        self._casework = casework
        self._serial = serial
        self._offset = offset
        self._show_closed = closed
        self._exchange = exchange
        self._alone = alone

    def __call__(self) -> InboxRead:
        """Return what stands in the inbox; this may block."""
        new = self._casework.refresh() if self._exchange else None
        # Asked for first: what is level then can only be more so when the page is read.
        behind = self._casework.behind
        page = self._casework.inbox(offset=self._offset, closed=self._show_closed)
        if self._alone:
            return InboxRead(self._serial, page, None, 0, new, behind)
        facts, strangers = self._casework.completeness(), len(self._casework.apart())
        return InboxRead(self._serial, page, facts, strangers, new, behind)
