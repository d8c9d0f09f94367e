"""What the desk's lists share: a page of rows at a time, read in a thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.desk.parts.desk_screen import DeskScreen
from screens.desk.parts.row_list import RowList

PAGE = 200


class Page(Protocol):
    """At most 200 lines of a list, from `offset` on."""

    @property
    def lines(self) -> Sequence[object]:
        """The lines."""
        ...

    @property
    def total(self) -> int:
        """How many there are in all."""
        ...

    @property
    def offset(self) -> int:
        """The place of the first."""
        ...


class PageScreen(DeskScreen[None]):
    """A list of which one page is here at a time; what it lists is for the screens made from it to say."""

    # By its whole path: Textual looks for others beside the module of a subclass.
    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("page_screen.tcss")
    TITLE_WORDS: ClassVar[str] = ""
    NOTHING: ClassVar[str] = ""
    OPENS: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("left", "page(-1)", "Page", key_display="←", priority=True),
        Binding("right", "page(1)", "Page", key_display="→", priority=True),
    ]

    @dataclass
    class Loaded(Message):
        """A page."""

        page: Page

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None

    def read(self, offset: int) -> Page:
        """Return a page; may block."""
        raise NotImplementedError  # for each list to say: Textual's metaclass leaves no room for abc's

    def count_words(self, page: Page) -> str:
        """Return how much there is."""
        raise NotImplementedError

    def rows(self, page: Page) -> list[tuple[str, Content]]:
        """Return the key of each row with the row."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """Return the count with the list."""
        yield Static("Looking", id="count", classes="quiet", markup=False)
        yield RowList(id="rows", opens=self.OPENS)
        yield Static(content=self.NOTHING, id="empty", markup=False)

    def on_mount(self) -> None:
        """Start in the list."""
        self.head(self.TITLE_WORDS)
        self.query_one("#empty").display = False
        self.query_one(RowList).focus()

    def on_screen_resume(self) -> None:
        """Show what another screen changed."""
        self.load(self.page.offset if self.page else 0)

    def load(self, offset: int) -> None:
        """Read a page in a thread."""
        self.in_thread(
            lambda: self.Loaded(self.read(offset)), group="page", description="read a page of a list", alone=False
        )

    def on_page_screen_loaded(self, message: Loaded) -> None:
        """Show the page, or the one before where nothing is left of it."""
        message.stop()
        page = self.page = message.page
        if not page.lines and page.total and page.offset:
            self.load(max(0, page.total - 1) // PAGE * PAGE)
            return
        told = self.count_words(page)
        if page.total > len(page.lines) and page.lines:
            told += f" Shown: {page.offset + 1} to {page.offset + len(page.lines)}."
        self.query_one("#count", Static).update(told)
        rows = self.rows(page)
        listed = self.query_one(RowList)
        listed.show_rows([key for key, _ in rows], [row for _, row in rows])
        listed.display = bool(rows)
        self.query_one("#empty").display = not rows
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the pages that there are."""
        if action != "page":
            return True
        page = self.page
        if page is None:
            return False
        return page.offset + len(page.lines) < page.total if parameters == (1,) else page.offset > 0

    def action_page(self, step: int) -> None:
        """Turn the page."""
        if self.page is not None:
            self.load(max(0, self.page.offset + step * PAGE))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
