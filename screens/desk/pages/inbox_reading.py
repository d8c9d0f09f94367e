"""What is read for the inbox, in whatever thread it is asked to."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from screens.desk.parts.services import Casework
from store.casebook.case.facts import Behind, Completeness, InboxPage


@dataclass
class PageRead(Message):
    """A page, by the number of its reading; `alone`: what stands above it is not wanted.

    Where the desk was `behind` when the page was read, there may be more than it shows.
    """

    serial: int
    page: InboxPage
    closed: bool
    alone: bool
    behind: Behind | None

    @property
    def place(self) -> tuple[int, bool]:
        """Which page it is."""
        return self.page.offset, self.closed


@dataclass
class NearRead(Message):
    """The pages beside the one of a reading."""

    serial: int
    pages: list[PageRead]


@dataclass
class FactsRead(Message):
    """What stands above the page."""

    facts: Completeness
    strangers: int


@dataclass
class Exchanged(Message):
    """An exchange ended, which brought so many new cases."""

    new: int


def page_of(casework: Casework, serial: int, offset: int, seen: slice, *, closed: bool, alone: bool) -> PageRead:
    """Return the page from `offset` on, with the lines that are seen of it; this may block."""
    # Asked for first: what is level then can only be more so when the page is read.
    behind = casework.behind
    return PageRead(serial, casework.inbox(offset=offset, closed=closed, seen=seen), closed, alone, behind)


def facts_of(casework: Casework) -> FactsRead:
    """Return what stands above the page; this may block."""
    return FactsRead(casework.completeness(), len(casework.apart()))
