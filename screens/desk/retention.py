"""Which closed cases are due to be looked at."""

from __future__ import annotations

from textual.content import Content

from screens.desk.case_list import CaseList
from screens.desk.page_screen import Page, PageScreen
from screens.desk.row_list import RowList
from screens.desk.services import Casework
from screens.desk.telling import MUTED, told_day, told_number
from screens.text import one_line
from store.casebook.retention import PUPIL_YEARS, STAFF_YEARS, RetentionLine, RetentionPage


class RetentionScreen(PageScreen):
    """A page of the closed cases, the oldest first; Enter opens one."""

    TITLE_WORDS = "Records: what is due to be looked at"
    NOTHING = "No case is closed yet."
    HELP = (
        "Closed cases, the oldest first. Nothing is erased by itself. The usual rule is 25 years from the date of "
        f"birth, so a case about a pupil is to be looked at {PUPIL_YEARS} years after it was closed, one about staff "
        f"after {STAFF_YEARS}; keep it longer where it may be needed, and say so on the case. Legal hold (m on a case) "
        "keeps it whatever its age. Two people erase: kiosk erase, with both their words; a tombstone stays."
    )

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework

    def read(self, offset: int) -> RetentionPage:
        """Return a page of closed cases."""
        return self._casework.retention(offset=offset)

    def count_words(self, page: Page) -> str:
        """Return how many closed cases there are."""
        return f"{told_number(page.total, 'closed case', 'closed cases')}, the oldest first."

    def rows(self, page: Page) -> list[tuple[str, Content]]:
        """Return a row for each case, under its id."""
        lines = page.lines if isinstance(page, RetentionPage) else ()
        return [(one.case_id, _row(one)) for one in lines]

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the case."""
        message.stop()
        self.post_message(CaseList.Opened(message.key, message.row))


def _row(line: RetentionLine) -> Content:
    told = "! legal hold: it stays" if line.is_held else "! look at it now" if line.is_due else ""
    first = Content.assemble((one_line(line.code, 24), "bold"), f"  closed {told_day(line.closed.date())}  ")
    return Content.assemble(
        first, (told, "bold $warning"), "\n", (f"    to be looked at from {told_day(line.review)} on", MUTED)
    )
