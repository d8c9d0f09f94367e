"""The page on which a pupil writes."""

from __future__ import annotations

import re
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Button, Static, TextArea

from screens.mentor.concerns.concern_page import ConcernPage, PageFacts
from screens.mentor.parts.picture_card import PictureCard
from screens.text import content
from screens.widgets.words_box import WordsBox
from store.language import say

ASK = "Write what you remember, in their words if you can. Guessing is not needed. Don't ask them again."
LINKS = "A link is fine to write down. Don't open it."
QUIET = "Only the line you type is shown. Ctrl+T shows everything."
_LINK_WORDS = re.compile(r"https?://|\bwww\.", re.IGNORECASE)


class WordsPage(ConcernPage):
    """One box, quiet from the start."""

    HELP = (
        "Only the line you are typing is shown; Ctrl+T shows everything. What you type is locked away every few "
        "seconds. Enter starts a new line; F2, or Tab then Enter, goes on."
    )

    def __init__(self, facts: PageFacts) -> None:
        super().__init__(facts)
        self._box = WordsBox(facts.draft.words, quiet=True, id="words")
        self._card = PictureCard()
        self._hint = Static(say(QUIET), id="hint", classes="quiet", markup=False)

    def compose(self) -> ComposeResult:
        """Return the box."""
        yield Static(content(say(ASK)), id="ask", markup=False)
        yield self._box
        yield self._card
        yield self._hint
        yield Button(content(say("Go on")), id="go-on")

    def on_mount(self) -> None:
        """Start writing behind what is there."""
        self._box.focus()
        self._box.action_to_end()

    def changes(self) -> dict[str, Any]:
        """Return the words as they stand."""
        return {"words": self._box.words}

    def refusal(self) -> str | None:
        """Return why the words can't be kept."""
        return self._box.refusal()

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Tell that there is something to save."""
        message.stop()
        self.post_message(self.Typed())

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Go on."""
        message.stop()
        self.answer(**self.changes())

    def tick(self) -> None:
        """Remind where the words are about pictures or links."""
        words = self._box.text
        is_linked = has_link(words)
        self._hint.update(content(say(LINKS if is_linked else QUIET)))
        if self._card.read(words):
            # The box has become smaller: the line that is being typed stays in sight.
            self.call_after_refresh(self._box.scroll_cursor_visible)
        self._hint.display = is_linked or not self._card.display


def has_link(words: str) -> bool:
    """Whether a link stands in the words."""
    return bool(_LINK_WORDS.search(words))
