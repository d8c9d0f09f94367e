"""The page that asks whether an adult knows already."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from screens.mentor.concerns.concern_page import ConcernPage
from screens.mentor.concerns.now_page import ANOTHER_ADULT
from screens.mentor.parts.telling import told_adult_in_full
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each

QUESTION = "Have you told an adult about this?"
NO_ONE = "no one"
NOT_BY_NAME = ((NO_ONE, "No one yet"), (ANOTHER_ADULT, "Another adult"))
_SHOWN = 5


class ToldPage(ConcernPage):
    """Adults by name, another adult, no one yet: all equal answers."""

    HELP = "'No one yet' is as good an answer as the others. You can still tell somebody later."

    def compose(self) -> ComposeResult:
        """Return question and answers."""
        adults = [(adult.person, told_adult_in_full(adult)) for adult in self.facts.adults[:_SHOWN]]
        no_one, another = say_each(NOT_BY_NAME)
        answers = [no_one, *adults, another]
        yield Static(say(QUESTION), classes="question", markup=False)
        yield Choice(
            [(value, content(label).plain) for value, label in answers], chosen=self.facts.draft.told, id="told"
        )

    def on_mount(self) -> None:
        """Start on the answers."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Hand the answer over."""
        message.stop()
        self.answer(told=message.value)
