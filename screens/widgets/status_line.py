"""One line that tells how far a report has come."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from screens.text import clean

# A word beside each glyph: colour alone tells nothing to some people.
GLYPHS = {
    "saved": ("○", "Saved"),
    "sent": ("◐", "Sent"),
    "read": ("●", "Read"),
    "new": ("★", "New"),
    "in progress": ("◐", "In progress"),
    "waiting": ("…", "Waiting"),
    "closed": ("■", "Closed"),
    "red": ("▲", "Red"),
    "amber": ("◆", "Amber"),
    "blue": ("●", "Blue"),
    "grey": ("○", "Grey"),
    "problem": ("!", "Problem"),
}


def glyph_and_word(state: str) -> str:
    """Return "● Read" for a state's name, the name alone for one that this version does not know."""
    glyph, word = GLYPHS.get(state, ("?", clean(state)))
    return f"{glyph} {word}"


class StatusLine(Static):
    """A glyph with a word for a state, then a sentence if there is one."""

    DEFAULT_CSS = """
    StatusLine { width: 100%; height: auto; }
    """

    def __init__(
        self,
        state: str = "saved",
        sentence: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(_line(state, sentence), id=id, classes=classes, markup=False)
        self.state = state

    def show(self, state: str, sentence: str = "") -> None:
        """Show another state."""
        self.state = state
        self.update(_line(state, sentence))


def _line(state: str, sentence: str) -> Content:
    told = clean(sentence, multiline=True)
    return Content(f"{glyph_and_word(state)}  {told}" if told else glyph_and_word(state))
