"""Searching the casebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from screens.desk.parts.case_list import CaseList
from screens.desk.parts.drafts import Draft
from screens.desk.parts.lists_cases import ListsCases
from screens.desk.parts.services import Casework
from screens.desk.parts.telling import told_number
from screens.text import clean
from store.casebook.case.facts import MOST_COUNTED, InboxPage

LEAST_LETTERS = 2
_PAUSE_SECONDS = 0.25


class SearchScreen(ListsCases):
    """Type, see the cases, newest first; `draft` keeps what was typed."""

    CSS_PATH = "search.tcss"
    HELP = (
        "Type two letters or more. The cases of your role whose words hold what you typed are shown, newest first. "
        "Arrow down goes to the list, Enter opens a case, / goes back to the words."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("down", "to_list", "To the list", key_display="↓", priority=True),
        Binding("slash", "to_words", "Change the words", key_display="/"),
    ]

    @dataclass
    class Found(Message):
        """What a search brought, by its number."""

        serial: int
        page: InboxPage

    def __init__(self, casework: Casework, draft: Draft, *, pause_seconds: float = _PAUSE_SECONDS) -> None:
        super().__init__(casework)
        self._draft = draft
        self._pause_seconds = pause_seconds
        self._timer: Timer | None = None
        self._serial = 0
        self._was_away = False

    def body(self) -> ComposeResult:
        """Return the words with the list."""
        yield Static("Search for", classes="label", markup=False)
        yield Input(self._draft.get("text", ""), id="text", max_length=200, select_on_focus=False)
        yield Static(id="found", classes="quiet", markup=False)
        yield CaseList(id="cases")

    def on_mount(self) -> None:
        """Search again for what was typed before."""
        self.head("Search")
        self.query_one("#text").focus()

    def on_screen_suspend(self) -> None:
        """Note that what is found may be another when this is seen again."""
        self._was_away = True

    def on_screen_resume(self) -> None:
        """Search again after a case was open: it may have gone from this person's screens."""
        if self._was_away:
            self._was_away = False
            self.search()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Search after a short pause in typing."""
        message.stop()
        self._draft["text"] = message.value
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self._pause_seconds, self.search)

    @property
    def waits(self) -> bool:
        """Whether a search begins when typing pauses."""
        return self._timer is not None

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Search at once, go to the list."""
        message.stop()
        self.search()
        self.action_to_list()

    def search(self) -> None:
        """Search in a thread for what stands there now."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._serial += 1
        serial, text = self._serial, clean(self.query_one("#text", Input).value).strip()
        if len(text) < LEAST_LETTERS:
            self.query_one(CaseList).fill(())
            self.query_one("#found", Static).update("Type two letters or more." if text else "")
            return
        work, seen = self._casework, self.query_one(CaseList).seen
        self.in_thread(
            lambda: self.Found(serial, work.search(text, seen=seen)),
            group="search",
            description="search the casebook",
            alone=False,
        )

    def on_search_screen_found(self, message: Found) -> None:
        """Show what was found unless something else was typed since."""
        message.stop()
        if message.serial != self._serial:
            return
        self.say("")
        page = message.page
        self.query_one(CaseList).fill(page.lines, page.ids)
        count = told_number(min(page.total, MOST_COUNTED), "case", "cases")
        told = f"{'More than ' if page.total > MOST_COUNTED else ''}{count} found, newest first."
        if page.total > len(page.ids):
            told += f" The newest {len(page.ids)} are shown: type more to find fewer."
        self.query_one("#found", Static).update(told)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer the way to where the cursor is not."""
        in_list = isinstance(self.focused, CaseList)
        return {"to_list": not in_list, "to_words": in_list}.get(action, True)

    def action_to_list(self) -> None:
        """Go to the list."""
        self.query_one(CaseList).focus()

    def action_to_words(self) -> None:
        """Go to the words."""
        self.query_one("#text").focus()

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.dismiss(None)
