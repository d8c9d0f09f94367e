"""A list of cases, two lines each, of which those are read that are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from textual.geometry import Size
from textual.message import Message

from screens.desk.parts.lazy_row import LazyRow, Piece
from screens.desk.parts.row_list import RowList
from screens.desk.parts.telling import inbox_row
from store.casebook.case.facts import InboxLine

_LINES = 2
_UNREAD: Sequence[Sequence[Piece]] = ((),) * _LINES


def first_seen(screen: Size) -> slice:
    """Return the rows that are in view when a list is shown on a screen of this size."""
    return slice(0, screen.height // _LINES + 1)


def case_row(line: Callable[[], InboxLine | None]) -> LazyRow:
    """Return the row of the case whose line this is once it is read."""
    return LazyRow(_LINES, lambda: _UNREAD if (read := line()) is None else inbox_row(read))


class CaseList(RowList):
    """At most a page of cases in the order given; Enter opens one."""

    @dataclass
    class Opened(Message):
        """A case was chosen to be opened; `row` is its place in the list."""

        case_id: str = field(repr=False)
        row: int

    @dataclass
    class Wanted(Message):
        """The lines of cases are wanted that are seen now, or by the next key."""

        case_ids: tuple[str, ...] = field(repr=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines_of: dict[str, InboxLine] = {}
        self._asked: set[str] = set()

    @property
    def seen(self) -> slice:
        """The rows in view."""
        first, many = int(self.scroll_y) // _LINES, first_seen(self.app.size).stop
        return slice(first, first + many)

    def fill(self, lines: Iterable[InboxLine], ids: tuple[str, ...] | None = None) -> None:
        """Show these cases, the cursor on the case that it was on; lines of other `ids` are asked for when seen."""
        self._lines_of = {line.id: line for line in lines}
        self._asked.clear()
        self.show_keys(tuple(self._lines_of) if ids is None else ids, self._new_row)
        self.call_after_refresh(self._want)

    def put(self, lines: Iterable[InboxLine]) -> None:
        """Show lines that were asked for."""
        self._lines_of = {line.id: line for line in lines} | self._lines_of
        self.draw_again()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what comes into view."""
        super().watch_scroll_y(old_value, new_value)
        self._want()

    def chose(self, key: str, row: int) -> None:
        """Tell that a case was chosen."""
        self.post_message(self.Opened(key, row))

    def _new_row(self, number: int) -> LazyRow:
        return case_row(lambda: self._lines_of.get(self._keys[number]))

    def _want(self) -> None:
        """Ask for the lines in view, of a screen before and of one behind them, but once."""
        seen = self.seen
        many = seen.stop - seen.start
        near = self._keys[max(0, seen.start - many) : seen.stop + many]
        wanted = tuple(one for one in near if one not in self._lines_of and one not in self._asked)
        if wanted:
            self._asked.update(wanted)
            self.post_message(self.Wanted(wanted))
