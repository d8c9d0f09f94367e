"""A mentor's screen that saves what is typed on it while it is typed."""

from __future__ import annotations

from typing import Final, TypeVar

from screens.mentor.parts.autosave import Autosave
from screens.mentor.parts.mentor_screen import MentorScreen
from store.language import say

Result = TypeVar("Result")

NOT_SAVED: Final = "{sentence} What you typed is still on this page."


class KeepingScreen(MentorScreen[Result]):
    """Says when a save went wrong, until one works again."""

    is_save_bad = False

    def save_ended(self, autosave: Autosave, problem: str) -> None:
        """Say what went wrong, take the sentence away when it works again."""
        autosave.end(saved=not problem)
        if problem:
            self.say(say(NOT_SAVED, sentence=problem), problem=True)
        elif self.is_save_bad:
            self.say("")
        self.is_save_bad = bool(problem)
