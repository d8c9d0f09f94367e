"""What is read for the inbox, in whatever thread it is asked to."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from screens.desk.services import Casework
from store.casebook.case.facts import Completeness, InboxPage


@dataclass
class PageRead(Message):
    """A page, by the number of its reading; `alone`: what stands above it is not wanted."""

    serial: int
    page: InboxPage
    closed: bool
    alone: bool

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


def facts_of(casework: Casework) -> FactsRead:
    """Return what stands above the page; this may block."""
    return FactsRead(casework.completeness(), len(casework.apart()))
