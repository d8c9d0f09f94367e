"""What somebody sees after Send."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.mentor.contacts import SHORT
from screens.mentor.mentor_screen import MentorScreen
from screens.mentor.reports import READ_SOME_TIME, SAVED, SENT, with_glyph
from screens.mentor.telling import tell_now, told_adults
from screens.text import content, one_line
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.facts import ReportState, SentReport

CODE = "Your code: {code}"
GOES_SOON = "It goes soon after you sign out. Your code shows you in 'My reports' how far it has come."
GOES_NOW = "It goes as soon as this computer reaches the school. 'My reports' shows you how far it has come."
WITHOUT_NAME = "Nothing more can be shown here, because you did not sign in. You can tell an adult the code."
TALK = "You can talk to {adults} about it. You do not have to wait."
DONE = "You have done your part. You don't have to fix it or watch over them. Don't post about it or tell friends."
COMING = "Stay where people can see you. If nobody comes in a few minutes, go to an adult or ask at reception."
WAYS = (("check-in", "How am I? (two keys)"), ("finish", "Finish"))
_SENTENCES = {ReportState.SAVED: SAVED, ReportState.SENT: SENT, ReportState.READ: READ_SOME_TIME}


class SentScreen(MentorScreen[bool]):
    """Code, state, whom to tell now; dismisses with True to go on to "How am I?".

    `coming` is set after "Ask an adult to find me", `warning` where this computer may lose the report.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = ["mentor_screen.tcss", "sent.tcss"]
    HEADING = "Thank you for telling us"
    HELP = "Write the code down if you want to. It says nothing about what you wrote. You can tell it to an adult."

    def __init__(
        self, report: SentReport, *, named: bool, is_red: bool, coming: bool = False, warning: str = ""
    ) -> None:
        super().__init__()
        self._report = report
        self._named = named
        self._is_red = is_red
        self._coming = coming
        self._warning = warning

    def body(self) -> ComposeResult:
        """Return what is known, what to do, two ways on."""
        report = self._report
        yield Static(content(say(CODE, code=one_line(report.code, 40))), id="code", markup=False)
        yield Static(content(with_glyph(report.state, say(_SENTENCES[report.state]))), id="state", markup=False)
        if self._warning:
            yield Static(content(self._warning), id="computer", classes="warning", markup=False)
        with VerticalScroll(can_focus=False, id="page"):
            if report.urgent or report.tell_now:
                urgent = (
                    tell_now(report.tell_now) if report.urgent else say(TALK, adults=told_adults(report.tell_now[:2]))
                )
                yield Static(content(urgent), id="tell", classes="warning" if report.urgent else "", markup=False)
            yield Static(content(say(COMING if self._coming else DONE)), id="done", markup=False)
            is_now = self._is_red or self._coming
            follows = say(WITHOUT_NAME if not self._named else GOES_NOW if is_now else GOES_SOON)
            yield Static(content(follows), classes="quiet", markup=False)
            yield Static(content(say(SHORT)), classes="quiet", markup=False)
        ways = say_each(WAYS)
        yield Choice(ways if self._named and not self._coming else ways[1:], spaced=False, id="ways")

    def on_mount(self) -> None:
        """Start on what to do next."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go on."""
        message.stop()
        self.dismiss(message.value == "check-in")
