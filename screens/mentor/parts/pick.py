"""A list that stays on the page, with a mark on what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import OptionList

from screens.widgets.choice import Choice


class Pick(Choice):
    """A Choice among other fields: `value` is what is chosen so far."""

    def __init__(
        self,
        options: Sequence[tuple[str, str] | tuple[str, str, str]],
        *,
        chosen: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        self._options_given = options
        super().__init__(options, chosen=chosen, spaced=False, id=id)

    @property
    def value(self) -> str | None:
        """The chosen value, None before the first choice."""
        return self._before if self._before in self._values else None

    def put(self, value: str | None) -> None:
        """Choose this value without a message; None chooses nothing."""
        before, self._before = self._before, value
        last = len(self._options_given)
        for number, option in enumerate(self._options_given, 1):
            if option[0] in (before, value):
                self.replace_option_prompt_at_index(number - 1, self._prompt(number, last, *option))
        if value in self._values:
            self.highlighted = self._values.index(value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Move the mark, then tell the value."""
        event.prevent_default().stop()
        value = self._values[event.option_index]
        self.put(value)
        self.post_message(self.Chosen(self, value))
