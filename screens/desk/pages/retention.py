"""Which closed cases are due to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from screens.desk.parts.case_list import CaseList
from screens.desk.parts.page_screen import Page, PageScreen
from screens.desk.parts.row_list import RowList
from screens.desk.parts.services import Casework
from screens.desk.parts.telling import MUTED, told_day, told_number
from screens.desk.two_people.erase_forms import EraseModal
from screens.text import one_line
from store.casebook.erasing.erase_wanted import CASE, Wanted
from store.casebook.pages.retention import PUPIL_YEARS, STAFF_YEARS, RetentionLine, RetentionPage


class RetentionScreen(PageScreen):
    """A page of the closed cases, the oldest first; Enter opens one."""

    TITLE_WORDS = "Records: what is due to be looked at"
    NOTHING = "No case is closed yet."
    HELP = (
        "Closed cases, the oldest first. Nothing is erased by itself. The usual rule is 25 years from the date of "
        f"birth, so a case about a pupil is to be looked at {PUPIL_YEARS} years after it was closed, one about staff "
        f"after {STAFF_YEARS}; keep it longer where it may be needed, and say so on the case. Legal hold (m on a case) "
        "keeps it whatever its age. e erases the case under the cursor: two people sign, one of them head or chair. "
        "What was erased, by whom, stays under More, 'Records: what is erased'."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("e", "erase", "Erase")]

    @dataclass
    class Ready(Message):
        """It is known who may sign."""

        case_id: str
        code: str
        people: tuple[tuple[str, str], ...]

    @dataclass
    class Done(Message):
        """It is erased, or asked to be."""

        told: str

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

    def action_erase(self) -> None:
        """Ask for what two people sign."""
        lines = self.page.lines if isinstance(self.page, RetentionPage) else ()
        line = next((one for one in lines if one.case_id == self.query_one(RowList).current), None)
        if line is not None:
            found = line
            self.in_thread(
                lambda: self.Ready(found.case_id, found.code, self._casework.erase_people()),
                group="erase",
                description="look up who may sign",
            )

    def on_retention_screen_ready(self, message: Ready) -> None:
        """Open the form."""
        message.stop()
        wanted, draft = Wanted(CASE, message.case_id), self.drafts(f"erase/{message.case_id}")
        form = EraseModal(draft, message.people, f"Erase the case {one_line(message.code, 24)}")

        def job(typed: dict[str, str]) -> Message:
            told = self._casework.erase(wanted, typed)
            draft.clear()
            return self.Done(told)

        def closed(typed: dict[str, str] | None) -> None:
            if typed is not None and self.in_thread(partial(job, typed), group="erase", description="erase a case"):
                self.say("This takes a moment.")

        self.app.push_screen(form, closed)

    def on_retention_screen_done(self, message: Done) -> None:
        """Say so, show what is left."""
        message.stop()
        self.say(message.told)
        self.load(self.page.offset if self.page else 0)


def _row(line: RetentionLine) -> Content:
    told = "! legal hold: it stays" if line.is_held else "! look at it now" if line.is_due else ""
    first = Content.assemble((one_line(line.code, 24), "bold"), f"  closed {told_day(line.closed.date())}  ")
    return Content.assemble(
        first, (told, "bold $warning"), "\n", (f"    to be looked at from {told_day(line.review)} on", MUTED)
    )
