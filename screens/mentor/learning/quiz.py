"""Made-up stories to decide on, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.text import clean, content
from screens.widgets.choice import Choice
from store.language import say

if TYPE_CHECKING:
    from store.scheme.guidance import Scenario

PLACE = "Story {number} of {count}"
ASK = "What do you do?"
RIGHT = "● Right. {why}\nEnter goes on."
WRONG = "! Not this one. {why}\nChoose again."


class QuizScreen(MentorScreen[int]):
    """Says why an answer is right or wrong; dismisses with how many were right at the first try, None for Esc."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "quiz.tcss"]
    HELP = (
        "Choose what you would do, with its number or with the arrows and Enter. A wrong answer tells you why it is "
        "wrong, then you choose again; the first try counts. Esc stops, and nothing is kept of it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "next", "Go on", key_display="Enter"),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    def __init__(self, scenarios: Sequence[Scenario]) -> None:
        super().__init__()
        self._scenarios = scenarios
        self._at = 0
        self._right = 0
        self._is_first_try = True
        self._is_answered = False

    def body(self) -> ComposeResult:
        """Return the places of story, answers, the why."""
        with VerticalScroll(id="story-place", can_focus=False):
            yield Static(id="story", markup=False)
        yield Static(say(ASK), id="ask", markup=False)
        yield VerticalScroll(id="answers", can_focus=False)
        yield Static(id="why", markup=False)

    async def on_mount(self) -> None:
        """Start with the first story."""
        await self._show()

    async def _show(self) -> None:
        scenario = self._scenarios[self._at]
        self._is_first_try, self._is_answered = True, False
        self.head(say(PLACE, number=self._at + 1, count=len(self._scenarios)))
        self.query_one("#story", Static).update(content(scenario.story))
        self._tell("")
        place = self.query_one("#answers")
        await place.remove_children()
        choice = Choice([(str(at), clean(one.text)) for at, one in enumerate(scenario.answers)], spaced=False)
        await place.mount(choice)
        choice.focus()
        self.refresh_bindings()

    def _tell(self, why: str, *, is_wrong: bool = False) -> None:
        told = self.query_one("#why", Static)
        told.update(content(why))
        told.set_class(is_wrong, "error")

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Say why that is right or wrong; the first try counts."""
        message.stop()
        if self._is_answered:
            return
        answer = self._scenarios[self._at].answers[int(message.value)]
        if answer.is_right:
            self._right += self._is_first_try
            self._is_answered = True
            self._tell(say(RIGHT, why=clean(answer.why)))
            self.set_focus(None)
            self.refresh_bindings()
        else:
            self._tell(say(WRONG, why=clean(answer.why)), is_wrong=True)
        self._is_first_try = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to go on once the story is answered."""
        return action != "next" or self._is_answered

    async def action_next(self) -> None:
        """Go to the next story, after the last one back with what was right."""
        if self._at + 1 < len(self._scenarios):
            self._at += 1
            await self._show()
        else:
            self.dismiss(self._right)

    def action_back(self) -> None:
        """Stop."""
        self.dismiss(None)
