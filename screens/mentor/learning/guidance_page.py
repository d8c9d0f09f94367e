"""One page of the school's guidance."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.mentor.learning.guidance_text import only_in, page_text, source_text
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.text import one_line

if TYPE_CHECKING:
    from store.scheme.guidance import GuidancePage

_TITLE_CELLS = 60


def page_body(page: GuidancePage) -> ComposeResult:
    """Yield a page to scroll, with where it comes from below it."""
    with VerticalScroll(id="page"):
        if (told := only_in(page)) is not None:
            yield Static(told, classes="quiet", markup=False)
            yield Static("", markup=False)
        yield Static(page_text(page.text), markup=False)
        yield Static("", markup=False)
        yield Static(source_text(page.source, page.checked), classes="quiet", markup=False)


class GuidancePageScreen(MentorScreen[None]):
    """Text, source, the day on which it was last checked; addresses are words, nothing here opens one."""

    HELP = (
        "Use the arrows to read on. Below the page stands where it comes from, and when an adult last checked it. "
        "The adults in school can tell you more."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter", "back", "Back", key_display="Esc")]

    def __init__(self, page: GuidancePage) -> None:
        super().__init__()
        self._page = page

    def body(self) -> ComposeResult:
        """Return the page."""
        yield from page_body(self._page)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.head(one_line(self._page.title, _TITLE_CELLS))
        self.query_one("#page").focus()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
