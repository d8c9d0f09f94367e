"""The pages of a concern for practice, each marked as that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from screens.mentor.concerns.concern import REMOVE, REMOVES, ConcernScreen, Start
from screens.mentor.concerns.draft_keeper import DraftKeeper
from screens.mentor.learning.practice_concerns import PracticeConcerns
from screens.mentor.learning.practice_story import STORY
from screens.mentor.parts.ask import AskModal
from screens.mentor.parts.help import HelpModal
from screens.mentor.parts.mentor_screen import SHEET
from screens.text import content
from store.language import say, say_each
from store.notebook.common.facts import ConcernDraft

if TYPE_CHECKING:
    from screens.mentor.parts.services import Concerns

PRACTICE = "PRACTICE."
BANNER = "PRACTICE: a made-up story. Nothing is kept or sent. F1 shows the story."
DANGER = "PRACTICE: in a real report this computer has now told the school. First a person, all the same."
FIND_ME = "PRACTICE: in a real report you can now say where you are, so that an adult comes to you."


class PracticeConcernScreen(ConcernScreen):
    """The same pages, which write to nothing; what would leave this screen for the real thing stops here."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        SHEET,
        "../concerns/concern.tcss",
        "practice.tcss",
    ]
    HEADING = "PRACTICE report"

    def __init__(self, real: Concerns, draft: ConcernDraft, clock: Callable[[], float]) -> None:
        super().__init__(lambda: PracticeConcerns(real), Start(draft), clock)

    def body(self) -> ComposeResult:
        """Return the banner above the page's place."""
        yield Static(content(say(BANNER)), id="practice", markup=False)
        yield from super().body()

    def on_draft_keeper_danger_told(self, message: DraftKeeper.DangerTold) -> None:
        """Say what a real report would have done by now."""
        message.stop()
        message.prevent_default()
        self._keeper.danger.end(told=True)
        self.say(say(DANGER))

    def on_concern_screen_find_me_asked(self, message: Message) -> None:
        """Say what a real report would offer now."""
        message.stop()
        self.say(say(FIND_ME))

    def action_remove(self) -> None:
        """Ask as a real report does."""
        self.app.push_screen(AskModal(f"{say(PRACTICE)} {say(REMOVE)}", say_each(REMOVES)), self._removing)

    def action_help(self) -> None:
        """Show the story, then what this page is for."""
        page = self._pages.drawn
        self.app.push_screen(HelpModal(f"{say(PRACTICE)} {say(STORY)}\n\n{say(page.HELP) if page is not None else ''}"))
