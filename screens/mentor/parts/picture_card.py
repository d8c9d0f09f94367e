"""What to do about a picture that somebody writes of."""

from __future__ import annotations

import re

from textual.widgets import Static

from screens.text import content
from store.language import say

CARD = "Never look at, copy or send such a picture. Tell an adult. Report Remove can help take it down."
_PICTURE_WORDS = re.compile(
    r"\b(?:nudes?|naked|pics?|photos?|pictures?|videos?|selfies?|screenshots?|send\s+me|"
    # The same in Welsh, in which Monday is "dydd Llun", whatever language the kiosk speaks.
    r"(?<!dydd )(?<!nos )ll?un|ll?uniau|hunlun(?:iau)?|fideos?|ffotos?|noeth)\b",
    re.IGNORECASE,
)


class PictureCard(Static):
    """Stands below a box while its words are about sending pictures, or asking for them."""

    DEFAULT_CSS = """
    PictureCard { height: auto; color: $warning; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__(content(f"! {say(CARD)}"), markup=False)
        self.display = False

    def read(self, words: str) -> bool:
        """Show or hide the card for these words; return whether that changed anything."""
        was_shown, self.display = self.display, is_about_pictures(words)
        return self.display != was_shown


def is_about_pictures(words: str) -> bool:
    """Whether the words are about sending pictures, or asking for them."""
    return bool(_PICTURE_WORDS.search(words))
