"""A mentor's past sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.message import Message

from screens.mentor.listing import SHOWN, ListingScreen
from screens.mentor.telling import told_day, told_minutes, told_near_day
from screens.mentor.topics import topic_words
from screens.text import one_line
from store.language import say
from store.notebook.facts import SessionLine

if TYPE_CHECKING:
    from screens.mentor.services import Visit

SEE_AGAIN = "See again on {day}"


class HistoryScreen(ListingScreen):
    """When, with whom, about what, how long."""

    HEADING = "My history"
    EMPTY = "You have logged no session on this computer."
    HELP: ClassVar[str] = "Your sessions, newest first. What you wrote about them is not shown here."

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit

    def read(self) -> Message:
        """Return the sessions, newest first."""
        sessions = self._visit.sessions()
        return self.Loaded(tuple(map(session_text, sessions[:SHOWN])), len(sessions))


def session_text(line: SessionLine) -> Content:
    """Return one session in two lines."""
    told = f"{topic_words(line.topic)}, {told_minutes(line.minutes)}"
    if line.see_again is not None:
        told += f". {say(SEE_AGAIN, day=told_near_day(line.see_again))}"
    return Content.assemble(told_day(line.on), "  ", (one_line(line.who, 40), "bold"), f"\n{told}.")
