"""What somebody sees after Send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from screens.mentor.afterwards.reports import READ_SOME_TIME, SAVED, SENT, with_glyph
from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.opening import told_opening
from screens.mentor.parts.telling import tell_now, told_adults
from screens.text import content, one_line
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import ReportState, SentReport, WelcomeFacts

CODE = "Your code: {code}"
GOES_SOON = "It goes soon after you sign out. Your code shows you in 'My reports' how far it has come."
GOES_NOW = "It goes as soon as this computer reaches the school. 'My reports' shows you how far it has come."
WITHOUT_NAME = "Nothing more can be shown here, because you did not sign in. You can tell an adult the code."
TALK = "You can talk to {adults} about it. You do not have to wait."
DONE = "You have done your part. You don't have to fix it or watch over them. Don't post about it or tell friends."
COMING = "Stay where people can see you. If nobody comes in a few minutes, go to an adult or ask at reception."
CHECK_IN = ("check-in", "How am I? Do I want to talk to someone today? (two keys)")
FINISH = ("finish", "Finish")
KIND = ("kind", "Say what kind of worry it is (you can skip this)")
KIND_SAVED = "Saved: the adults who read your report see what kind of worry it is."
_SENTENCES = {ReportState.SAVED: SAVED, ReportState.SENT: SENT, ReportState.READ: READ_SOME_TIME}


class SentScreen(MentorScreen[bool]):
    """Code, state, whom to tell now; dismisses with True to go on to "How am I?".

    `coming` is set after "Ask an adult to find me", `warning` where this computer may lose the report; `tell_kind`
    sends the kind of worry after it, and may block.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "sent.tcss"]
    HEADING = "Thank you for telling us"
    HELP = (
        "Write the code down if you want to. It says nothing about what you wrote. You can tell it to an adult. You "
        "can also say what kind of worry it is; nobody minds if you skip that."
    )

    @dataclass
    class KindTold(Message):
        """The kind of worry is saved; the report may be more urgent now."""

        report: SentReport

    def __init__(
        self,
        report: SentReport,
        *,
        named: bool,
        is_red: bool,
        coming: bool = False,
        warning: str = "",
        around: Callable[[], WelcomeFacts | None] = lambda: None,
        tell_kind: Callable[[str], SentReport] | None = None,
    ) -> None:
        super().__init__()
        self._report = report
        self._named = named
        self._is_red = is_red
        self._coming = coming
        self._warning = warning
        self._around = around
        self._tell_kind = tell_kind

    def body(self) -> ComposeResult:
        """Return what is known, what to do, the ways on."""
        report = self._report
        yield Static(content(say(CODE, code=one_line(report.code, 40))), id="code", markup=False)
        yield Static(content(with_glyph(report.state, say(_SENTENCES[report.state]))), id="state", markup=False)
        if self._warning:
            yield Static(content(self._warning), id="computer", classes="warning", markup=False)
        with VerticalScroll(can_focus=False, id="page"):
            yield Static(id="tell", markup=False)
            yield Static(content(told_opening(self._around())), id="opening", classes="warning", markup=False)
            yield Static(content(say(COMING if self._coming else DONE)), id="done", markup=False)
            is_now = self._is_red or self._coming
            follows = say(WITHOUT_NAME if not self._named else GOES_NOW if is_now else GOES_SOON)
            yield Static(content(follows), id="follows", classes="quiet", markup=False)
            yield Static(content(say(SHORT)), id="contacts", classes="quiet", markup=False)
        ways = say_each((CHECK_IN, FINISH) if self._named and not self._coming else (FINISH,))
        yield Choice(ways, spaced=False, id="ways")
        yield Choice([*ways, *say_each((KIND,))], spaced=False, id="ways-with-kind")

    def on_mount(self) -> None:
        """Start on what to do next."""
        is_closed = bool(told_opening(self._around()))
        self.query_one("#opening").display = is_closed
        self.query_one("#page").set_class(is_closed, "-full")
        # Its numbers stand in the sentence on the opening hours.
        self.query_one("#contacts").display = not is_closed
        self._show_tell()
        self._offer(with_kind=self._tell_kind is not None)

    def _show_tell(self) -> None:
        report, tell = self._report, self.query_one("#tell", Static)
        told = ""
        if report.urgent:
            told = tell_now(report.tell_now)
        elif report.tell_now:
            told = say(TALK, adults=told_adults(report.tell_now[:2]))
        tell.display = bool(told)
        tell.update(content(told))
        tell.set_class(report.urgent, "warning")

    def _offer(self, *, with_kind: bool) -> None:
        for name in ("#ways", "#ways-with-kind"):
            self.query_one(name).display = (name == "#ways-with-kind") is with_kind
        self.query_one("#ways-with-kind" if with_kind else "#ways").focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go on."""
        message.stop()
        if message.value == "kind":
            from screens.mentor.afterwards.worry_kind import WorryKindScreen

            self.app.push_screen(WorryKindScreen(), self._kind_chosen)
        elif "kind" not in self._jobs:
            self.finish(message.value == "check-in")

    def _kind_chosen(self, kind: str | None) -> None:
        from screens.mentor.afterwards.worry_kind import SKIP

        tell_kind = self._tell_kind
        if kind is None or kind == SKIP or tell_kind is None:
            return
        self.in_thread(lambda: self.KindTold(tell_kind(kind)), group="kind", description="send the kind of worry")

    def on_sent_screen_kind_told(self, message: KindTold) -> None:
        """Say that it is saved, whom to tell now."""
        message.stop()
        self._report = message.report
        self._show_tell()
        self._offer(with_kind=False)
        self.say(say(KIND_SAVED))
