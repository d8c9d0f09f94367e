"""What is to do on all cases, by the day on which it is due."""

from __future__ import annotations

from textual.content import Content

from screens.desk.pages.practice_lines import awaited_words
from screens.desk.parts.case_list import CaseList
from screens.desk.parts.page_screen import Page, PageScreen
from screens.desk.parts.row_list import RowList
from screens.desk.parts.services import Casework
from screens.desk.parts.telling import due_words, item_row
from store.casebook.case.facts import DuePage


class DueScreen(PageScreen):
    """A page of what is to do, the overdue first; Enter opens its case."""

    TITLE_WORDS = "To do"
    NOTHING = "Nothing is to do. What you record on a case with a day stands here until you end it."
    HELP = (
        "Everything that somebody is to do on a case by a day, and every answer that is waited for, the earliest "
        "first. '! overdue' means that its day is past. Enter opens the case; there m, then Done ends it."
    )

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework

    def read(self, offset: int) -> DuePage:
        """Return a page of what is to do."""
        return self._casework.due(offset=offset)

    def count_words(self, page: Page) -> str:
        """Return how much is to do, how much of it is overdue."""
        if not isinstance(page, DuePage):
            return ""
        awaited = awaited_words(page.practice_due)
        return " ".join(part for part in (due_words(page) if page.total or not awaited else "", awaited) if part)

    def rows(self, page: Page) -> list[tuple[str, Content]]:
        """Return a row for each thing, under its case's id."""
        lines = page.lines if isinstance(page, DuePage) else ()
        return [(f"{one.case_id}:{one.id}", item_row(one)) for one in lines]

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the case."""
        message.stop()
        self.post_message(CaseList.Opened(message.key.partition(":")[0], message.row))
