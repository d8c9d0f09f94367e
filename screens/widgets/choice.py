"""A vertical list of big options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.text import clean


class Choice(OptionList):
    """Big options, chosen by arrows with Enter, by a number key or by mouse.

    `options` are (value, label) or (value, label, detail); `chosen` is the value that was chosen before, if any.
    """

    DEFAULT_CSS = """
    Choice {
        height: auto;
        max-height: 100%;
        border: none;
        background: $background;
        padding: 0;
        &:focus { border: none; }
        & > .option-list--option { padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)
    ]

    @dataclass
    class Chosen(Message):
        """An option was chosen."""

        choice: Choice
        value: str

        @property
        def control(self) -> Choice:
            """The list it was chosen from."""
            return self.choice

    def __init__(
        self,
        options: Sequence[tuple[str, str] | tuple[str, str, str]],
        *,
        chosen: str | None = None,
        spaced: bool = True,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
        disabled: bool = False,
    ) -> None:
        self._values = [option[0] for option in options]
        self._before = chosen
        self._spaced = spaced
        last = len(options)
        prompts = [Option(self._prompt(number, last, *option)) for number, option in enumerate(options, 1)]
        super().__init__(*prompts, id=id, classes=classes, disabled=disabled, markup=False)

    def _prompt(self, number: int, last: int, value: str, label: str, detail: str = "") -> Content:
        mark = "●" if value == self._before else "○"
        key = str(number) if number <= 9 else " "
        text = f"{key} {mark} {clean(label)}"
        if detail:
            text += f"\n    {clean(detail)}"
        if self._spaced and number < last:
            text += "\n"
        return Content(text)

    def reword(self, options: Sequence[tuple[str, str] | tuple[str, str, str]]) -> None:
        """Show other words for the same values."""
        for number, option in enumerate(options, 1):
            self.replace_option_prompt_at_index(number - 1, self._prompt(number, len(options), *option))

    @property
    def values(self) -> tuple[str, ...]:
        """The values in the order of the list."""
        return tuple(self._values)

    def on_mount(self) -> None:
        """Start on what was chosen before, else on the first."""
        self.highlighted = self._values.index(self._before) if self._before in self._values else 0

    def action_choose(self, number: int) -> None:
        """Choose the option with this number."""
        if number <= len(self._values):
            self.highlighted = number - 1
            self.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the value instead of the option's place."""
        event.stop()
        self.post_message(self.Chosen(self, self._values[event.option_index]))

    # A short list has no pages of its own: the keys for those move the page around it, which may be longer.

    def action_page_down(self) -> None:
        """Read on."""
        if (page := self._page_around()) is None:
            super().action_page_down()  # type: ignore[no-untyped-call]
        else:
            page.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Read what was before."""
        if (page := self._page_around()) is None:
            super().action_page_up()  # type: ignore[no-untyped-call]
        else:
            page.scroll_page_up(animate=False)

    def _page_around(self) -> Widget | None:
        if self.allow_vertical_scroll:
            return None
        # Else the page that stands beside it.
        pages = (*self.ancestors, *self.screen.query(VerticalScroll))
        return next((one for one in pages if isinstance(one, Widget) and one.allow_vertical_scroll), None)

    def on_key(self, event: events.Key) -> None:
        """Choose with the space bar, too."""
        if event.key == "space":
            event.stop()
            self.action_select()
