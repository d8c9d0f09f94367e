"""What stands at the end of a practised report."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.mentor.afterwards.reports import READ_SOME_TIME, SAVED, SENT, with_glyph
from screens.mentor.afterwards.sent import DONE
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.telling import told_adults
from screens.text import content, one_line
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import ReportState, SentReport

BANNER = "PRACTICE: nothing was kept or sent. No adult will read this."
CODE = "A real report shows you its code here, such as MAPLE RIVER 17, then how far it has come:"
PERSON = (
    "In the story Jo may be in trouble tonight, so a screen is not enough: you would now go to {adults}. If you are "
    "worried about one of them, pick another."
)
WAYS = (("finish", "Finish"),)


class PracticeDoneScreen(MentorScreen[None]):
    """What a real report would show now, what to do then."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "practice.tcss"]
    HEADING = "PRACTICE: that was a whole report"
    HELP = "You can practise as often as you like. Enter finishes."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    def __init__(self, report: SentReport) -> None:
        super().__init__()
        self._report = report

    def body(self) -> ComposeResult:
        """Return what would follow."""
        states = (
            with_glyph(ReportState.SAVED, say(SAVED)),
            with_glyph(ReportState.SENT, say(SENT)),
            with_glyph(ReportState.READ, say(READ_SOME_TIME)),
        )
        told = "\n".join(f"  {one}" for one in states)
        adults = one_line(told_adults(self._report.tell_now[:2]), 120)
        yield Static(content(say(BANNER)), id="practice", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static(content(f"{say(CODE)}\n{told}\n\n{say(PERSON, adults=adults)}\n\n{say(DONE)}\n"), markup=False)
            yield Choice(say_each(WAYS), spaced=False, id="ways")

    def on_mount(self) -> None:
        """Start on Finish."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go back."""
        message.stop()
        self.dismiss(None)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
