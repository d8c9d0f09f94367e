"""A screen with a list of cases whose lines are read as they come into view."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from screens.desk.parts.case_list import CaseList
from screens.desk.parts.desk_screen import DeskScreen
from screens.desk.parts.services import Casework
from store.casebook.case.facts import InboxLine


class ListsCases(DeskScreen[None]):
    """Reads the lines that its list asks for in a thread."""

    @dataclass
    class LinesRead(Message):
        """Lines that were asked for."""

        lines: tuple[InboxLine, ...]

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework

    def on_case_list_wanted(self, message: CaseList.Wanted) -> None:
        """Read them."""
        message.stop()
        work, wanted = self._casework, message.case_ids
        self.in_thread(
            lambda: self.LinesRead(work.lines(wanted)), group="lines", description="read cases in view", alone=False
        )

    def on_lists_cases_lines_read(self, message: LinesRead) -> None:
        """Show them."""
        message.stop()
        self.query_one(CaseList).put(message.lines)
