"""Choosing the four digits that bring a hidden visit back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.mentor.entering.sign_in import NO_CODE
from screens.mentor.parts.quick_code import QuickCode, is_code
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from store.language import say

if TYPE_CHECKING:
    from screens.plain.sitting import Sitting

ASK: Final = "4 digits to come back with after hiding, in this visit alone (not shown as you type). Enter alone: none."
HELP: Final = "They bring you back after 'hide' without your words, for three tries. Your words always do."
CHOSEN: Final = "Your digits bring you back after hiding."
NONE: Final = "Your words alone bring you back after hiding."


def choose_digits(sitting: Sitting) -> None:
    """Ask for them; none at all is an answer."""
    while True:
        try:
            typed = sitting.talk.ask(say(ASK), Manner(say(HELP), secret=True))
        except Back:
            return
        if not typed or is_code(typed):
            sitting.code = QuickCode(typed) if typed else None
            sitting.talk.say(say(CHOSEN if typed else NONE))
            return
        sitting.talk.say(say(NO_CODE))
