"""What is to do on all cases, by the day on which it is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from screens.desk.case_list import CaseList
from screens.desk.desk_screen import DeskScreen
from screens.desk.row_list import RowList
from screens.desk.services import Casework
from screens.desk.telling import due_words, item_row
from store.casebook.facts import DuePage

PAGE = 200
NOTHING = "Nothing is to do. What you record on a case with a day stands here until you end it."


class DueScreen(DeskScreen[None]):
    """A page of what is to do, the overdue first; Enter opens its case."""

    CSS_PATH = "due.tcss"
    HELP = (
        "Everything that somebody is to do on a case by a day, and every answer that is waited for, the earliest "
        "first. '! overdue' means that its day is past. Enter opens the case; there m, then Done ends it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("left", "page(-1)", "Page", key_display="←", priority=True),
        Binding("right", "page(1)", "Page", key_display="→", priority=True),
    ]

    @dataclass
    class Loaded(Message):
        """A page."""

        page: DuePage

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework
        self._page: DuePage | None = None

    def body(self) -> ComposeResult:
        """Return the count with the list."""
        yield Static("Looking", id="count", classes="quiet", markup=False)
        yield RowList(id="items")
        yield Static(NOTHING, id="empty", markup=False)

    def on_mount(self) -> None:
        """Show the first page."""
        self.head("To do")
        self.query_one("#empty").display = False
        self.query_one(RowList).focus()

    def on_screen_resume(self) -> None:
        """Show what a case changed."""
        self._load(self._page.offset if self._page else 0)

    def _load(self, offset: int) -> None:
        work = self._casework
        self.in_thread(
            lambda: self.Loaded(work.due(offset=offset)), group="due", description="read what is to do", alone=False
        )

    def on_due_screen_loaded(self, message: Loaded) -> None:
        """Show the page, or the one before where the last thing on it is done."""
        message.stop()
        page = self._page = message.page
        if not page.lines and page.total and page.offset:
            self._load(max(0, page.total - 1) // PAGE * PAGE)
            return
        self.query_one("#count", Static).update(due_words(page))
        rows = self.query_one(RowList)
        rows.show_rows([f"{one.case_id}:{one.id}" for one in page.lines], [item_row(one) for one in page.lines])
        rows.display = bool(page.lines)
        self.query_one("#empty").display = not page.lines
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the case."""
        message.stop()
        self.post_message(CaseList.Opened(message.key.partition(":")[0], message.row))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the pages that there are."""
        if action != "page":
            return True
        page = self._page
        if page is None:
            return False
        return page.offset + len(page.lines) < page.total if parameters == (1,) else page.offset > 0

    def action_page(self, step: int) -> None:
        """Turn the page."""
        if self._page is not None:
            self._load(max(0, self._page.offset + step * PAGE))

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.dismiss(None)
