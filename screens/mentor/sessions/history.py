"""A mentor's past sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from screens.mentor.parts.listing import SHOWN, ListingScreen
from screens.mentor.parts.telling import told_day, told_minutes, told_near_day
from screens.mentor.parts.topics import topic_words
from screens.text import one_line
from store.language import say, say_number
from store.notebook.common.facts import SessionLine

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

SEE_AGAIN = "See again on {day}"
ADDED = "You added to it on {day}."
ADDED_OFTEN_ONE = "You added to it {n} time, last on {day}."
ADDED_OFTEN = "You added to it {n} times, last on {day}."
NONE_TO_ADD = "There is no session to add to yet."


class HistoryScreen(ListingScreen):
    """When, with whom, about what, how long, whether it was added to."""

    HEADING = "My history"
    EMPTY = "You have logged no session on this computer."
    HELP: ClassVar[str] = (
        "Your sessions, newest first. What you wrote about them is not shown here. A adds to a session what was wrong "
        "or missing: the first log stays as it is, and what you add stands after it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("a,A", "add", "Add to a session", key_display="A")]

    @dataclass
    class AddAsked(Message):
        """Somebody wants to add to one of these sessions."""

        lines: tuple[SessionLine, ...]

        def __repr__(self) -> str:
            return "AddAsked()"

    def __init__(self, visit: Visit) -> None:
        super().__init__()
        self._visit = visit
        self._sessions: tuple[SessionLine, ...] = ()

    def read(self) -> Message:
        """Return the sessions, newest first."""
        sessions = self._visit.sessions()
        self._sessions = sessions[:SHOWN]
        return self.Loaded(tuple(map(session_text, self._sessions)), len(sessions))

    def action_add(self) -> None:
        """Ask which session."""
        if self._sessions:
            self.post_message(self.AddAsked(self._sessions))
        else:
            self.say(say(NONE_TO_ADD))


def session_text(line: SessionLine) -> Content:
    """Return one session in two lines, with a third where it was added to."""
    told = _about(line)
    if line.see_again is not None:
        told += f". {say(SEE_AGAIN, day=told_near_day(line.see_again))}"
    told += "."
    if (often := len(line.added)) > 0:
        last = told_day(line.added[-1])
        added = say(ADDED, day=last) if often == 1 else say_number(ADDED_OFTEN_ONE, ADDED_OFTEN, often, day=last)
        told += f"\n{added}"
    return Content.assemble(told_day(line.on), "  ", (one_line(line.who, 40), "bold"), f"\n{told}")


def session_line(line: SessionLine) -> str:
    """Return one session in one line."""
    return f"{told_day(line.on)}  {one_line(line.who, 24)}: {_about(line)}"


def _about(line: SessionLine) -> str:
    return f"{topic_words(line.topic)}, {told_minutes(line.minutes)}"
