"""One training module: its text, its quiz, whether it was passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from screens.mentor.learning.guidance_page import page_body
from screens.mentor.learning.quiz import QuizScreen
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.parts.telling import told_date
from screens.text import one_line
from store.language import say

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from store.scheme.guidance import GuidancePage

BEGIN = "Then {count} made-up stories. {needed} right at the first try are a pass. F2 begins."
PASSED = "● Passed: {right} of {count} right at the first try. It is valid until {until}."
NOT_YET = (
    "{right} of {count} right at the first try; {needed} are a pass. Read the page once more if you want to, then F2 "
    "begins again. Nobody is told of this."
)
SAVING = "Saving."
_TITLE_CELLS = 60


class TrainingModuleScreen(MentorScreen[None]):
    """Text to read, then the quiz, then what came of it."""

    HELP = (
        "Use the arrows to read on. F2 begins the questions. Only a pass is told to the teacher who runs the mentors, "
        "not which answers you chose."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+f", "begin", "Begin", key_display="F2/^F", priority=True),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    @dataclass
    class Kept(Message):
        """The pass is saved."""

        right: int
        until: date

    def __init__(self, visit: Visit, page: GuidancePage, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._visit = visit
        self._page = page
        self._new_id = new_id

    def body(self) -> ComposeResult:
        """Return the text."""
        yield from page_body(self._page)

    def on_mount(self) -> None:
        """Let the arrows scroll, say what follows."""
        self.head(one_line(self._page.title, _TITLE_CELLS))
        self.query_one("#page").focus()
        if (quiz := self._page.quiz) is not None:
            self.say(say(BEGIN, count=len(quiz.scenarios), needed=quiz.pass_mark))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to begin while nothing else goes on."""
        return action != "begin" or (self.is_active and "pass" not in self._jobs)

    def action_begin(self) -> None:
        """Ask the questions."""
        if self._page.quiz is not None:
            self.app.push_screen(QuizScreen(self._page.quiz.scenarios), self._asked)

    def _asked(self, right: int | None) -> None:
        quiz = self._page.quiz
        if right is None or quiz is None:
            return
        if right < quiz.pass_mark:
            self.say(say(NOT_YET, right=right, count=len(quiz.scenarios), needed=quiz.pass_mark))
            return
        visit, slug, record_id = self._visit, self._page.slug, self._new_id()
        self.say(say(SAVING))
        self.in_thread(
            lambda: self.Kept(right, visit.pass_training(record_id, slug, right)),
            group="pass",
            description="save a training",
        )

    def on_training_module_screen_kept(self, message: Kept) -> None:
        """Say that it is passed, until when that is valid."""
        message.stop()
        count = len(self._page.quiz.scenarios) if self._page.quiz else 0
        self.say(say(PASSED, right=message.right, count=count, until=told_date(message.until)))
        self.refresh_bindings()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
