"""A list of at most a page of rows, each of which stands for something with a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.desk.lazy_row import LazyRow


class RowList(OptionList):
    """At most a page of rows in the order given; Enter opens one unless there is nothing to open."""

    DEFAULT_CSS = """
    RowList {
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
    class Chosen(Message):
        """A row was chosen; `row` is its place in the list."""

        key: str = field(repr=False)
        row: int

    def __init__(self, *, id: str | None = None, opens: bool = True) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._opens = opens
        self._keys: tuple[str, ...] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer Enter where a row opens something."""
        return self._opens or action != "select"

    @property
    def current(self) -> str | None:
        """The key of the row under the cursor."""
        at = self.highlighted
        return self._keys[at] if at is not None and at < len(self._keys) else None

    def show_rows(self, keys: Sequence[str], rows: Sequence[Content | LazyRow]) -> None:
        """Show these rows, the cursor on the one that it was on."""
        before, row = self.current, self.highlighted
        self._keys = tuple(keys)
        self.clear_options()
        self.add_options([Option(one) for one in rows])
        if self._keys:
            self.highlighted = self._keys.index(before) if before in self._keys else min(row or 0, len(self._keys) - 1)

    def draw_again(self) -> None:
        """Draw the rows again, for what they show has changed."""
        self._clear_caches()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the key of the row instead of its place."""
        event.stop()
        self.chose(self._keys[event.option_index], event.option_index)

    def chose(self, key: str, row: int) -> None:
        """Tell that a row was chosen."""
        self.post_message(self.Chosen(key, row))
