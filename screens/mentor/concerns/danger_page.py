"""The first page of a concern, which asks whether anyone is in danger now."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from screens.mentor.concerns.concern_page import ConcernPage
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import Danger

QUESTION = "Is anyone in danger now?"
ANSWERS = (
    (Danger.NO.value, "No"),
    (Danger.NOT_SURE.value, "Not sure"),
    (Danger.YES.value, "Yes: someone is in danger now"),
)
UNFINISHED = (
    "If you don't finish, what you have written goes to an adult, today or when this computer next starts, unless "
    "you remove it. You will see who before you write."
)
WITHOUT_NAME = (
    "You did not sign in. If you leave with Esc or F9, or press no key for 4 minutes, what you have written goes to "
    "an adult at once. You will see who before you write. Nobody can answer you here."
)
RESUMED = "You had not finished this. Go on, send it with F5 on one of the next pages, or remove it with F8."


class DangerPage(ConcernPage):
    """One question, with what happens to a report that is not finished."""

    HELP = "If somebody may get hurt today, choose 'Yes'. You do not have to be sure of anything to report."
    MAY_SKIP = False

    def compose(self) -> ComposeResult:
        """Return question and answers."""
        facts = self.facts
        if facts.resumed:
            yield Static(content(say(RESUMED)), classes="notice", markup=False)
        if facts.warning:
            yield Static(content(facts.warning), id="computer", classes="warning", markup=False)
        yield Static(say(QUESTION), classes="question", markup=False)
        yield Choice(say_each(ANSWERS, about=QUESTION), chosen=facts.draft.danger, id="danger")
        yield Static(content(say(UNFINISHED if facts.named else WITHOUT_NAME)), classes="below quiet", markup=False)

    def on_mount(self) -> None:
        """Start on the answers."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Hand the answer over."""
        message.stop()
        self.answer(danger=Danger(message.value))
