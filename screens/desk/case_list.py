"""A list of cases, two lines each."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from textual.message import Message

from screens.desk.lazy_row import LazyRow
from screens.desk.row_list import RowList
from screens.desk.telling import inbox_row
from store.casebook.case.facts import InboxLine

_LINES = 2


class CaseList(RowList):
    """At most a page of cases in the order given; Enter opens one."""

    @dataclass
    class Opened(Message):
        """A case was chosen to be opened; `row` is its place in the list."""

        case_id: str = field(repr=False)
        row: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._cases: tuple[InboxLine, ...] = ()

    def fill(self, lines: tuple[InboxLine, ...]) -> None:
        """Show these cases, the cursor on the case that it was on."""
        if lines != self._cases:
            self._cases = lines
            self.show_rows([line.id for line in lines], [LazyRow(_LINES, partial(inbox_row, line)) for line in lines])

    def chose(self, key: str, row: int) -> None:
        """Tell that a case was chosen."""
        self.post_message(self.Opened(key, row))
