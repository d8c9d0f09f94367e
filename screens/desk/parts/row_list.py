"""A list of at most a page of rows, each of which stands for something with a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.desk.parts.lazy_row import LazyRow


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
        # Looking for links in each row takes time, and there is none.
        self.auto_links = False
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

    def show_rows(self, keys: Sequence[str], rows: Sequence[Content]) -> None:
        """Show these rows, the cursor on the one that it was on."""
        place = self._place_of_cursor(keys)
        self._keys = tuple(keys)
        self.clear_options()
        self.add_options([Option(one) for one in rows])
        self.highlighted = place

    def show_keys(self, keys: Sequence[str], new_row: Callable[[int], LazyRow]) -> None:
        """Do the same with rows that are made out of their places when they are seen."""
        place = self._place_of_cursor(keys)
        self._keys = tuple(keys)
        if self.option_count != len(keys):
            self.clear_options()
            self.add_options([Option(new_row(number)) for number in range(len(keys))])
        self.draw_again()
        self.highlighted = place

    def draw_again(self) -> None:
        """Draw the rows again, for what they show has changed."""
        self._option_render_cache.clear()
        self.refresh()

    def _get_option_render(self, option: Option, style: Style) -> list[Strip]:
        """Draw a row that is made when it is seen in one step."""
        if not isinstance(option.prompt, LazyRow):
            return super()._get_option_render(option, style)
        padding = self.get_component_styles("option-list--option").padding
        drawn = self._option_render_cache.get((option, style, padding))
        if drawn is None:
            width, place = self.scrollable_content_region.width, self._option_to_index[option]
            drawn = option.prompt.strips(width, style, self._get_style, around=padding.left, place=place)
            self._option_render_cache[option, style, padding] = drawn
        return drawn

    def _place_of_cursor(self, keys: Sequence[str]) -> int | None:
        """Return where the cursor is to stand among other rows."""
        before, row = self.current, self.highlighted
        if not keys:
            return None
        return keys.index(before) if before in keys else min(row or 0, len(keys) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the key of the row instead of its place."""
        event.stop()
        self.chose(self._keys[event.option_index], event.option_index)

    def chose(self, key: str, row: int) -> None:
        """Tell that a row was chosen."""
        self.post_message(self.Chosen(key, row))
