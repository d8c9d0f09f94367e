"""How far a mentor's reports have come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.listing import SHOWN, ListingScreen
from screens.mentor.parts.opening import told_opening
from screens.mentor.parts.reach import told_reach
from screens.mentor.parts.telling import please_tell, told_day, told_time
from screens.text import content, one_line
from screens.widgets.status_line import GLYPHS
from store.language import say
from store.notebook.common.facts import ReportLine, ReportState, WelcomeFacts

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

SAVED = "Saved on this computer. No adult can see it yet."
SENT = "Sent. No adult has read it yet."
READ = "Read by an adult on {time}."
READ_SOME_TIME = "Read by an adult."


class ReportsScreen(ListingScreen):
    """Code, date, state; never words, names or who it went to; `around` is what is known of this computer."""

    HEADING = "My reports"
    EMPTY = "You have sent no report from this computer."
    HELP: ClassVar[str] = (
        "Each report has a code. You can tell the code to an adult, so that they can find your report. What you wrote "
        "is not shown again, so that nobody else can read it here. 'Saved' means it is on this computer only. 'Sent' "
        "means it is with the school. 'Read' means that an adult has read it. "
        "A adds to a report what you remember or hear later."
    )

    BINDINGS: ClassVar[list[BindingType]] = [Binding("a,A", "more", "Add to a report", key_display="A")]

    class MoreAsked(Message):
        """Somebody wants to add to a report."""

    def __init__(self, visit: Visit, around: Callable[[], WelcomeFacts | None]) -> None:
        super().__init__()
        self._visit = visit
        self._around = around
        self._waits = False

    def on_listing_screen_loaded(self, message: ListingScreen.Loaded) -> None:
        """Show the reports, under when an adult may look at what is not read."""
        super().on_listing_screen_loaded(message)
        self.query_one("#opening").display = self._waits and bool(told_opening(self._around()))

    def body(self) -> ComposeResult:
        """Return the page, under what stands between this computer and the adults."""
        if told := told_reach(self._around()):
            yield Static(content(told), id="reach", classes="warning", markup=False)
        yield Static(content(told_opening(self._around())), id="opening", classes="warning", markup=False)
        yield from super().body()

    def on_mount(self) -> None:
        """Look for the reports; what is said of opening hours waits until one is not read."""
        self.query_one("#opening").display = False
        super().on_mount()

    def read(self) -> Message:
        """Return the reports, newest first."""
        reports = self._visit.reports()
        self._waits = any(one.state is not ReportState.READ for one in reports)
        return self.Loaded(tuple(map(report_text, reports[:SHOWN])), len(reports))

    def action_more(self) -> None:
        """Ask which report."""
        self.post_message(self.MoreAsked())


def state_sentence(report: ReportLine) -> str:
    """Return where the report is, truly: a glyph, then a sentence that begins with the state's word."""
    told = say(SENT if report.state is ReportState.SENT else SAVED)
    if report.state is ReportState.READ:
        told = say(READ, time=told_time(report.read_at)) if report.read_at else say(READ_SOME_TIME)
    return with_glyph(report.state, told)


def with_glyph(state: ReportState, sentence: str) -> str:
    """Return the sentence behind the glyph of its state."""
    return f"{GLYPHS[state][0]} {sentence}"


def report_text(report: ReportLine) -> Content:
    """Return code with date, the state, whom to tell while nobody has read something urgent."""
    insist: tuple[str, str] | str = ""
    if report.urgent and report.state is not ReportState.READ:
        insist = (f"\n! {please_tell(report.tell_now)}\n{say(SHORT)}", "bold $warning")
    return Content.assemble(
        (one_line(report.code, 30), "bold"),
        f"  {told_day(report.created)}\n",
        content(state_sentence(report)),
        insist,
    )
