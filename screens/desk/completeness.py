"""What is here from each kiosk, with what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.desk.desk_screen import DeskScreen
from screens.desk.services import Casework
from screens.desk.telling import feed_text, is_unbroken, told_number
from screens.text import content
from store.casebook.facts import Completeness


class CompletenessScreen(DeskScreen[None]):
    """Each feed: what is here, the numbers that are missing, forks, the last contact."""

    CSS_PATH = "completeness.tcss"
    HELP = (
        "Each computer numbers what it writes. A number that is missing here is an item that was written but has not "
        "arrived. Items are sealed, and some are blanks, so this is never a count of reports. A history that split "
        "means that a computer was copied or set back; both sides are kept."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("f5,ctrl+r", "look", "Look now", key_display="F5/^R"),
    ]

    @dataclass
    class Loaded(Message):
        """What is known about each feed."""

        facts: Completeness

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework

    def body(self) -> ComposeResult:
        """Return the sentence, then the page with the feeds."""
        yield Static("Looking", id="sentence", markup=False)
        with VerticalScroll(id="page"):
            yield Static(id="apart", markup=False)
            yield Static(id="feeds", markup=False)

    def on_mount(self) -> None:
        """Read what is known."""
        self.head("Is anything missing?")
        self.query_one("#page").focus()
        self.action_look()

    def action_look(self) -> None:
        """Read it again in a thread."""
        self.in_thread(
            lambda: self.Loaded(self._casework.completeness()), group="feeds", description="read what is missing"
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
        ordered = sorted(facts.feeds, key=is_unbroken)
        told = [feed_text(feed) for feed in ordered] or [Content("No kiosk has been heard from yet.")]
        self.query_one("#feeds", Static).update(Content("\n\n").join(told))

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.dismiss(None)
