"""A list of cases, two lines each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.desk.telling import inbox_row
from store.casebook.facts import InboxLine


class CaseList(OptionList):
    """At most a page of cases in the order given; Enter opens one."""

    DEFAULT_CSS = """
    CaseList {
        height: 1fr;
        border: none;
        background: $background;
        padding: 0;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &:focus { border: none; }
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-highlighted { background: $panel; color: $foreground; text-style: none; }
        &:focus > .option-list--option-highlighted {
            background: $primary 22%; color: $foreground; text-style: none;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Open", key_display="Enter")]

    @dataclass
    class Opened(Message):
        """A case was chosen to be opened; `row` is its place in the list."""

        case_id: str = field(repr=False)
        row: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._cases: tuple[InboxLine, ...] = ()

    @property
    def current(self) -> str | None:
        """The id of the case under the cursor."""
        at = self.highlighted
        return self._cases[at].id if at is not None and at < len(self._cases) else None

    def fill(self, lines: tuple[InboxLine, ...]) -> None:
        """Show these cases, the cursor on the case that it was on."""
        if lines == self._cases:
            return
        before, row = self.current, self.highlighted
        self._cases = lines
        self.clear_options()
        self.add_options([Option(inbox_row(line)) for line in lines])
        if lines:
            ids = [line.id for line in lines]
            self.highlighted = ids.index(before) if before in ids else min(row or 0, len(ids) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell which case instead of its place."""
        event.stop()
        self.post_message(self.Opened(self._cases[event.option_index].id, event.option_index))
