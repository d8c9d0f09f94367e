"""The children to whom cases are linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from screens.desk.pages.child import ChildScreen
from screens.desk.parts.desk_screen import DeskScreen
from screens.desk.parts.row_list import RowList
from screens.desk.parts.services import Casework
from screens.desk.parts.telling_child import child_row, children_words
from screens.text import clean
from store.casebook.case.facts import ChildrenPage

NOBODY = "No case is linked to a child yet. On a case: m, then Link it to a child."
PAGE = 200


class ChildrenScreen(DeskScreen[None]):
    """Type a part of a name, see the children of that name; Enter opens a child's page."""

    CSS_PATH = "children.tcss"
    HELP = (
        "The children to whom cases are linked. Type a part of a name, a year or a name used online to see fewer. "
        "Arrow down goes to the list, Enter opens a child's page with the chronology over all linked cases."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("down", "to_list", "To the list", key_display="↓", priority=True),
        Binding("slash", "to_words", "Change the words", key_display="/"),
        Binding("left", "page(-1)", "Page", key_display="←", priority=True),
        Binding("right", "page(1)", "Page", key_display="→", priority=True),
    ]

    @dataclass
    class Loaded(Message):
        """A page, by the number of its asking."""

        serial: int
        page: ChildrenPage

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework
        self._page = ChildrenPage((), 0, 0)
        self._serial = 0

    def body(self) -> ComposeResult:
        """Return the words with the list."""
        yield Static("Name, year or name used online", classes="label", markup=False)
        yield Input(id="text", max_length=100, select_on_focus=False)
        yield Static("Looking", id="count", classes="quiet", markup=False)
        yield RowList(id="children")
        yield Static(NOBODY, id="empty", markup=False)

    def on_mount(self) -> None:
        """Start with the words."""
        self.head("Children")
        self.query_one("#empty").display = False
        self.query_one("#text").focus()

    def on_screen_resume(self) -> None:
        """Show what a child's page changed."""
        self._load(self._page.offset)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Show the children whom the words fit."""
        message.stop()
        self._load(0)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go to the list."""
        message.stop()
        self.action_to_list()

    def _load(self, offset: int) -> None:
        self._serial += 1
        work, serial, typed = self._casework, self._serial, clean(self.query_one("#text", Input).value)
        self.in_thread(
            lambda: self.Loaded(serial, work.children(typed, offset=offset)),
            group="children",
            description="read the children",
            alone=False,
        )

    def on_children_screen_loaded(self, message: Loaded) -> None:
        """Show the page unless something else was typed since."""
        message.stop()
        if message.serial != self._serial:
            return
        page = self._page = message.page
        self.query_one("#count", Static).update(children_words(page))
        rows = self.query_one(RowList)
        rows.show_rows([one.id for one in page.lines], [child_row(one) for one in page.lines])
        typed = self.query_one("#text", Input).value.strip()
        self.query_one("#empty").display = not page.total and not typed
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the child's page."""
        message.stop()
        child = ChildScreen(self._casework, message.key)
        child.drafts = self.drafts
        self.app.push_screen(child)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way to where the cursor is not, and the pages that there are."""
        in_list = isinstance(self.focused, RowList)
        if action == "page":
            page = self._page
            more = page.offset + len(page.lines) < page.total if parameters == (1,) else page.offset > 0
            return in_list and more
        return {"to_list": not in_list, "to_words": in_list}.get(action, True)

    def action_to_list(self) -> None:
        """Go to the list."""
        self.query_one(RowList).focus()

    def action_to_words(self) -> None:
        """Go to the words."""
        self.query_one("#text").focus()

    def action_page(self, step: int) -> None:
        """Turn the page."""
        self._load(max(0, self._page.offset + step * PAGE))

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.dismiss(None)
