"""The training modules of the school."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from screens.mentor.learning.training_module import TrainingModuleScreen
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.parts.telling import told_date
from screens.text import content, one_line
from screens.widgets.choice import Choice
from store.language import say

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from store.notebook.common.facts import TrainingLine

LOOKING = "Looking."
EMPTY = "Your school has published no training yet."
ABOUT = "What you pass counts on this computer. The teacher who runs the mentors can see that you passed."
DUE = "★ Due"
RAN_OUT = "★ Due again, it ran out on {until}"
PASSED = "● Passed, valid until {until}"
_TITLE_CELLS = 60


class TrainingScreen(MentorScreen[None]):
    """Each module with whether it is due."""

    HEADING = "Training"
    HELP = (
        "Each module is a text, then a few made-up stories to decide on. A wrong answer tells you why, and you choose "
        "again. You can stop with Esc and begin anew. A worry never waits for training: you can always report."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    @dataclass
    class Loaded(Message):
        """The modules are read."""

        lines: tuple[TrainingLine, ...]

    def __init__(self, visit: Visit, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._visit = visit
        self._new_id = new_id
        self._lines: dict[str, TrainingLine] = {}

    def body(self) -> ComposeResult:
        """Return the list's place."""
        yield Static(say(LOOKING), id="about", classes="quiet", markup=False)
        yield VerticalScroll(id="page", can_focus=False)

    def on_screen_resume(self) -> None:
        """Read the modules, also after one was passed."""
        self.in_thread(lambda: self.Loaded(self._visit.training()), group="training", description="read training")

    async def on_training_screen_loaded(self, message: Loaded) -> None:
        """Show the list."""
        message.stop()
        self._lines = {one.page.slug: one for one in message.lines}
        self.query_one("#about", Static).update(content(say(ABOUT if self._lines else EMPTY)))
        at = [choice.highlighted for choice in self.query(Choice)]
        page = self.query_one("#page")
        await page.remove_children()
        if self._lines:
            ways = [
                (slug, one_line(one.page.title, _TITLE_CELLS), told_state(one)) for slug, one in self._lines.items()
            ]
            choice = Choice(ways, id="modules")
            await page.mount(choice)
            choice.highlighted = at[0] if at else 0
            choice.focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Open the module."""
        message.stop()
        self.app.push_screen(TrainingModuleScreen(self._visit, self._lines[message.value].page, self._new_id))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def told_state(line: TrainingLine) -> str:
    """Return how a module stands, in words with a glyph."""
    until: date | None = line.valid_until
    if until is None:
        return say(DUE)
    return say(RAN_OUT if line.is_due else PASSED, until=told_date(until))
