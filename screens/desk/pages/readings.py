"""Who opened, read and acted on which case."""

from __future__ import annotations

from textual.content import Content

from screens.desk.parts.case_list import CaseList
from screens.desk.parts.page_screen import Page, PageScreen
from screens.desk.parts.row_list import RowList
from screens.desk.parts.services import Casework
from screens.desk.parts.telling import MUTED, told_number, told_time
from screens.text import one_line
from store.casebook.pages.readings import ReadingLine, ReadingsPage

_DETAIL_LETTERS = 200
NO_CASE = "This was done on no single case, so there is none to open."


class ReadingsScreen(PageScreen):
    """A page of the acts on all cases, the newest first; Enter opens the case."""

    TITLE_WORDS = "Who read what"
    NOTHING = "Nobody has opened a case yet."
    HELP = (
        "Every act on your role's cases, each opening of a case among them: who, when, which case. Each is a sealed "
        "record in the desks' signed chains, so none can be taken out or changed later. Enter opens the case."
    )

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework

    def read(self, offset: int) -> ReadingsPage:
        """Return a page of acts."""
        return self._casework.readings(offset=offset)

    def count_words(self, page: Page) -> str:
        """Return how many acts there are."""
        return f"{told_number(page.total, 'act', 'acts')}, the newest first."

    def rows(self, page: Page) -> list[tuple[str, Content]]:
        """Return a row for each act, under its case's id."""
        lines = page.lines if isinstance(page, ReadingsPage) else ()
        return [(f"{one.case_id}:{page.offset + place}", _row(one)) for place, one in enumerate(lines)]

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the case, if it was on one."""
        message.stop()
        if isinstance(self.page, ReadingsPage) and not self.page.lines[message.row].code:
            self.say(NO_CASE)
            return
        self.post_message(CaseList.Opened(message.key.partition(":")[0], message.row))


def _row(line: ReadingLine) -> Content:
    code = one_line(line.code or "no case", 24)
    first = f"{told_time(line.at)}  {code}  {one_line(line.by, 40)}"
    return Content.assemble(first, "\n", (f"    {one_line(line.act, _DETAIL_LETTERS)}", MUTED))
