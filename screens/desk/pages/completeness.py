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

from screens.desk.one_case.apart import ApartScreen
from screens.desk.pages.ring_test import RingTestModal
from screens.desk.parts.case_list import case_row
from screens.desk.parts.desk_screen import DeskScreen
from screens.desk.parts.lazy_row import LazyRow
from screens.desk.parts.row_list import RowList
from screens.desk.parts.services import Casework
from screens.desk.parts.telling import feed_text, is_unbroken, strangers_words, told_number
from screens.text import content
from store.casebook.case.facts import Case, Completeness


class CompletenessScreen(DeskScreen[None]):
    """Reports from unknown computers, then each feed: what is here, what is missing, forks, the last contact."""

    CSS_PATH = "completeness.tcss"
    HELP = (
        "Each computer numbers what it writes. A number that is missing here is an item that was written but has not "
        "arrived. Confirmed are items that a desk has signed to hold, which it does whenever it locks. "
        "Items are sealed, and some are blanks, so this is never a count of reports. A history that split "
        "means that a computer was copied or set back; both sides are kept. Reports from a computer that the school "
        "does not know are listed above: Enter opens one, Tab goes between the list and the page. Where rings leave "
        "from this computer it says what keeps them, and t tries them out."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("f5,ctrl+r", "look", "Look now", key_display="F5/^R"),
        Binding("t", "test", "Try the ring"),
    ]

    @dataclass
    class Loaded(Message):
        """What is known about each feed, with the reports that are kept apart."""

        facts: Completeness
        strangers: tuple[Case, ...]
        troubles: tuple[str, ...] = ()

    @dataclass
    class Rung(Message):
        """What came of trying out the ring."""

        told: tuple[str, ...]

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self._casework = casework
        self._strangers: tuple[Case, ...] = ()

    def body(self) -> ComposeResult:
        """Return the sentence, then the reports that are kept apart, then the page with the feeds."""
        yield Static("Looking", id="sentence", markup=False)
        yield Static(id="strangers-heading", markup=False)
        yield RowList(id="strangers")
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
            lambda: self.Loaded(work.completeness(), work.apart(), self._troubles()),
            group="feeds",
            description="read what is missing",
        )

    def _troubles(self) -> tuple[str, ...]:
        trial = self._casework.ring_trial
        return () if trial is None else trial.troubles()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to try out the ring where it leaves from this computer."""
        return action != "test" or self._casework.ring_trial is not None

    def action_test(self) -> None:
        """Ask whether everybody is to be called."""
        self.app.push_screen(RingTestModal(), self._test)

    def _test(self, yes: bool | None) -> None:
        trial = self._casework.ring_trial
        if yes and trial is not None:
            self.say("Calling. You can go on meanwhile.")
            self.in_thread(lambda: self.Rung(trial.ring()), group="ring", description="try out the ring")

    def on_completeness_screen_rung(self, message: Rung) -> None:
        """Say whom it reached."""
        message.stop()
        missed = [one for one in message.told if one.startswith("!")]
        self.say(" ".join([*missed, *(one for one in message.told if one not in missed)]))

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
        apart += [f"! Rings: {one}" for one in message.troubles]
        self.query_one("#apart", Static).update(content("\n".join(apart)))
        self.query_one("#apart").display = bool(apart)
        self._show_strangers(message.strangers)
        ordered = sorted(facts.feeds, key=is_unbroken)
        told = [feed_text(feed) for feed in ordered] or [Content("No kiosk has been heard from yet.")]
        self.query_one("#feeds", Static).update(Content("\n\n").join(told))

    def _show_strangers(self, strangers: tuple[Case, ...]) -> None:
        listed, page = self.query_one(RowList), self.query_one("#page")
        appears, goes = bool(strangers and not self._strangers), not strangers and listed.has_focus
        self._strangers = strangers
        # By their places: a computer that nobody admitted may have given two of them one id.
        listed.show_keys([str(place) for place in range(len(strangers))], self._stranger_row)
        heading = self.query_one("#strangers-heading", Static)
        heading.update(strangers_words(len(strangers)))
        listed.display = heading.display = bool(strangers)
        if appears:
            listed.focus()
        elif goes:
            page.focus()

    def _stranger_row(self, place: int) -> LazyRow:
        return case_row(lambda: self._strangers[place].line)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open a report that is kept apart."""
        message.stop()
        if self.is_active:
            self.app.push_screen(ApartScreen(self._strangers[message.row]))

    def action_back(self) -> None:
        """Go back to the inbox."""
        self.dismiss(None)
