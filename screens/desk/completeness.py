"""What is here from each kiosk, with what is missing, with what came from computers that the school does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.desk.apart import ApartScreen
from screens.desk.case_list import CaseList
from screens.desk.desk_screen import DeskScreen
from screens.desk.services import Casework
from screens.desk.telling import feed_text, is_unbroken, strangers_words, told_number
from screens.text import content
from store.casebook.facts import Case, Completeness


class CompletenessScreen(DeskScreen[None]):
    """Reports from unknown computers, then each feed: what is here, what is missing, forks, the last contact."""

    CSS_PATH = "completeness.tcss"
    HELP = (
        "Each computer numbers what it writes. A number that is missing here is an item that was written but has not "
        "arrived. Confirmed are items that a desk has signed to hold, which it does whenever it locks. "
        "Items are sealed, and some are blanks, so this is never a count of reports. A history that split "
        "means that a computer was copied or set back; both sides are kept. Reports from a computer that the school "
        "does not know are listed above: Enter opens one, Tab goes between the list and the page."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("f5,ctrl+r", "look", "Look now", key_display="F5/^R"),
    ]

    @dataclass
    class Loaded(Message):
        """What is known about each feed, with the reports that are kept apart."""

        facts: Completeness
        strangers: tuple[Case, ...]

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework
        self._strangers: tuple[Case, ...] = ()

    def body(self) -> ComposeResult:
        """Return the sentence, then the reports that are kept apart, then the page with the feeds."""
        yield Static("Looking", id="sentence", markup=False)
        yield Static(id="strangers-heading", markup=False)
        yield CaseList(id="strangers")
        with VerticalScroll(id="page"):
            yield Static(id="apart", markup=False)
            yield Static(id="feeds", markup=False)

    def on_mount(self) -> None:
        """Read what is known."""
        self.head("Is anything missing?")
        self._show_strangers(())
        self.query_one("#page").focus()
        self.action_look()

    def action_look(self) -> None:
        """Read it again in a thread."""
        work = self._casework
        self.in_thread(
            lambda: self.Loaded(work.completeness(), work.apart()), group="feeds", description="read what is missing"
        )

    def on_completeness_screen_loaded(self, message: Loaded) -> None:
        """Show the feeds, those with something missing first."""
        message.stop()
        facts = message.facts
        self.query_one("#sentence", Static).update(content(facts.sentence))
        apart = []
        if facts.quarantined:
            items = told_number(facts.quarantined, "item", "items")
            apart.append(f"! {items} kept apart: from a computer that is unknown, revoked or newer.")
        if facts.unreadable:
            apart.append(f"! {told_number(facts.unreadable, 'item', 'items')} could not be read.")
        self.query_one("#apart", Static).update("\n".join(apart))
        self.query_one("#apart").display = bool(apart)
        self._show_strangers(message.strangers)
        ordered = sorted(facts.feeds, key=is_unbroken)
        told = [feed_text(feed) for feed in ordered] or [Content("No kiosk has been heard from yet.")]
        self.query_one("#feeds", Static).update(Content("\n\n").join(told))

    def _show_strangers(self, strangers: tuple[Case, ...]) -> None:
        listed, page = self.query_one(CaseList), self.query_one("#page")
        appears, goes = bool(strangers and not self._strangers), not strangers and listed.has_focus
        self._strangers = strangers
        listed.fill(tuple(case.line for case in strangers))
        heading = self.query_one("#strangers-heading", Static)
        heading.update(strangers_words(len(strangers)))
        listed.display = heading.display = bool(strangers)
        if appears:
            listed.focus()
        elif goes:
            page.focus()

    def on_case_list_opened(self, message: CaseList.Opened) -> None:
        """Open a report that is kept apart."""
        message.stop()
        if self.is_active:
            self.app.push_screen(ApartScreen(self._strangers[message.row]))

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.dismiss(None)
