"""A list of guidance pages to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.mentor.learning.guidance_page import GuidancePageScreen
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.text import content, one_line
from screens.widgets.choice import Choice
from store.language import say

if TYPE_CHECKING:
    from store.scheme.guidance import GuidancePage

EMPTY = "Your school has published no page here yet. The adults in school can tell you more."
_TITLE_CELLS = 60


class GuidanceListScreen(MentorScreen[None]):
    """Titles, each of which opens its page."""

    HELP = "Choose a page with its number, or with the arrows and Enter. Esc goes back."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    def __init__(self, heading: str, pages: Sequence[GuidancePage]) -> None:
        super().__init__()
        self._title = heading
        self._pages = {one.slug: one for one in pages}

    def body(self) -> ComposeResult:
        """Return the titles."""
        with VerticalScroll(can_focus=False):
            if self._pages:
                titles = [(slug, one_line(one.title, _TITLE_CELLS)) for slug, one in self._pages.items()]
                yield Choice(titles, spaced=False, id="pages")
            else:
                yield Static(content(say(EMPTY)), markup=False)

    def on_mount(self) -> None:
        """Start on the first page."""
        self.head(self._title)
        for choice in self.query(Choice):
            choice.focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Open the page."""
        message.stop()
        self.app.push_screen(GuidancePageScreen(self._pages[message.value]))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
