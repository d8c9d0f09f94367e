"""A paper on the screen, line by line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from screens.desk.paperwork.papers import MakesPapers
from screens.desk.parts.page_screen import PAGE, Page, PageScreen
from screens.desk.parts.paper_services import Papers
from screens.desk.parts.telling_paper import paper_rows
from store.casebook.papers.asked import Asked, What
from store.casebook.papers.paper import Paper


@dataclass(frozen=True)
class PaperPage:
    """At most 200 rows of a paper."""

    lines: tuple[Content, ...]
    total: int
    offset: int


class PaperScreen(PageScreen, MakesPapers):
    """A paper as rows that can be gone through; what it is for, the screens made from it say."""

    OPENS = False
    NOTHING = "There is nothing in it."
    SAID = "Names are masked. x shows them."
    SAID_NAMES = "! Names are shown. x masks them again."
    HELP = (
        "One case of the sample, all of it, with names that this desk knows masked as [person 1] and so on. x shows "
        "the names, x again masks them. Nicknames and descriptions are not found: look before you show it to somebody. "
        "That you opened it is recorded."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("x", "names", "Names")]

    def __init__(self, papers: Papers, asked: Asked, heading: str) -> None:
        super().__init__()
        self.papers = papers
        self.asked = asked
        self.TITLE_WORDS = heading  # type: ignore[misc]  # one class for all papers
        self._paper: Paper | None = None

    def read(self, offset: int) -> PaperPage:
        """Return a page of rows, the paper itself made once."""
        if self._paper is None:
            self._paper = self.papers.shown(self.asked)
        rows = paper_rows(self._paper)
        return PaperPage(tuple(rows[offset : offset + PAGE]), len(rows), offset)

    def count_words(self, page: Page) -> str:  # noqa: ARG002 - one for all lists
        """Return whether names are shown."""
        return self.SAID_NAMES if self.asked.shows_names else self.SAID

    def rows(self, page: Page) -> list[tuple[str, Content]]:
        """Return the rows."""
        lines = page.lines if isinstance(page, PaperPage) else ()
        return [(str(page.offset + place), line) for place, line in enumerate(lines)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show names where there are any."""
        if action == "names":
            return self.asked.what is What.SAMPLE
        return super().check_action(action, parameters)

    def action_names(self) -> None:
        """Show the names, or mask them again."""
        self.asked = replace(self.asked, shows_names=not self.asked.shows_names)
        self._paper = None
        self.load(0)
