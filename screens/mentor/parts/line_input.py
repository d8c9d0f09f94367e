"""One line of text that people write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from screens.text import clean, looks_like_image
from screens.widgets.words_box import PICTURE
from store.language import say

TOO_LONG = "That is too long for this line. What you wrote is still here."
LINE_LETTERS = 120


class LineInput(Input):
    """An Input that refuses pictures, and whatever is too long, whole; `line` is what to keep."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,super+c,ctrl+x,super+x,ctrl+v", "no_clipboard", show=False),
    ]

    @dataclass
    class Refused(Message):
        """Text was not taken, for the reason in `sentence`."""

        sentence: str

    def __init__(
        self,
        value: str = "",
        *,
        letters: int = LINE_LETTERS,
        password: bool = False,
        restrict: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(
            clean(value), max_length=letters, password=password, restrict=restrict, select_on_focus=False, id=id
        )
        self._letters = letters

    @property
    def line(self) -> str:
        """The text as it is to be kept."""
        return clean(self.value).strip()

    def refusal(self) -> str | None:
        """Return the sentence that says why the text can't be kept, or None."""
        return say(PICTURE) if looks_like_image(self.value) else None

    def _on_paste(self, event: events.Paste) -> None:
        text = clean(event.text)
        sentence = None
        if looks_like_image(event.text):
            sentence = say(PICTURE)
        elif len(self.value) + len(text) > self._letters:
            sentence = say(TOO_LONG)
        if sentence is not None:
            event.prevent_default()
            event.stop()
            self.post_message(self.Refused(sentence))
            return
        event.text = text

    def action_no_clipboard(self) -> None:
        """Do nothing: a clipboard outlives the visit."""
