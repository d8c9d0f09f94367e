"""Where practising a report begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.mentor.learning.practice_concern import PracticeConcernScreen
from screens.mentor.learning.practice_done import PracticeDoneScreen
from screens.mentor.learning.practice_story import STORY
from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import ConcernDraft, SentReport

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

BANNER = "PRACTICE: nothing of it is kept or sent."
WHAT = (
    "You go through a whole report, as you would with a real worry. Every page says PRACTICE. Write what you would "
    "write; nobody reads it, and it is gone when you leave."
)
REAL = f"Something real? Esc twice, then 2 on the first page. {SHORT}"
WAYS = (("begin", "Begin"), ("back", "Back"))


class PracticeScreen(MentorScreen[None]):
    """The story, then the report, then what a real one would have done."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "practice.tcss"]
    HEADING = "PRACTICE"
    HELP = "Read the story, then choose Begin. F1 shows the story again on every page. Nothing you write here is kept."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    def __init__(self, visit: Visit, new_id: Callable[[], str], clock: Callable[[], float]) -> None:
        super().__init__()
        self._visit = visit
        self._new_id = new_id
        self._clock = clock

    def body(self) -> ComposeResult:
        """Return the story with the ways on."""
        yield Static(content(say(BANNER)), id="practice", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static(content(f"{say(WHAT)}\n\n{say(STORY)}\n"), markup=False)
            yield Choice(say_each(WAYS), spaced=False, id="ways")
            yield Static(content(f"\n{say(REAL)}"), classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Start on Begin."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Begin, or go back."""
        message.stop()
        if message.value == "back":
            self.dismiss(None)
            return
        draft = ConcernDraft(self._new_id())
        self.app.push_screen(PracticeConcernScreen(self._visit.concerns, draft, self._clock), self._practised)

    def _practised(self, report: SentReport | None) -> None:
        if report is not None:
            self.app.push_screen(PracticeDoneScreen(report), self._finished_practice)

    def _finished_practice(self, _none: None) -> None:
        self.dismiss(None)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
