"""The welcome, which everybody may see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar, Final

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.reach import told_reach
from screens.mentor.parts.telling import MONTHS, NEAR_DAY, WEEKDAYS, told_adults, told_time
from screens.text import clean, content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.public_facts import WelcomeFacts

# The one text that is said in the other language: a catalogue has its own name of English here.
OTHER_LANGUAGE = "Cymraeg"
SIGN_IN = "Peer mentors sign in"
HELP_NOW = "I need help now"
NO_SCHOOL = "Peer mentors"
NEVER_REACHED = "This computer has not reached the school office yet."
LAST_REACHED = "This computer last reached the school office on {time}."
OFFLINE = "If you work here: please tell the office this computer is offline."
CLOSES = "School closes today. Tell a person before you leave."
CLOSES_UNTIL = "School closes today until {day}. Tell a person before you leave."
TELL = "Please tell {adults}. If you are worried about somebody, tell an adult face to face now."
WELCOME_SHEET: Final = Path(__file__).with_name("welcome.tcss")
WAYS = (("sign in", SIGN_IN), ("help", HELP_NOW))
_SILENT = timedelta(hours=1)


class WelcomeScreen(MentorScreen[None]):
    """School, the two ways on, a tip, when the office was last reached; no names of pupils, no counts."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, WELCOME_SHEET]
    HELP = (
        "Peer mentors sign in with the name and the words they were given. Everybody can choose 'I need help now': "
        "it says whom to go to, whom to ring, and lets you tell an adult without signing in. F4 or Ctrl+P does "
        "everything line by line, for a screen reader. F6 or Ctrl+Y shows stronger "
        "colours until you sign out. F7 or Ctrl+E changes the language."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4,ctrl+p", "plain", "Screen reader", key_display="F4/^P"),
        Binding("f6,ctrl+y", "contrast", "High contrast", key_display="F6/^Y"),
        Binding("f7,ctrl+e", "language", OTHER_LANGUAGE, key_display="F7/^E"),
    ]

    class SignInAsked(Message):
        """Somebody wants to sign in."""

    class HelpAsked(Message):
        """Somebody needs help now."""

    class PlainAsked(Message):
        """Somebody wants the same line by line, for a screen reader."""

    class LanguageAsked(Message):
        """Somebody wants to be spoken to in the other language."""

    class ContrastAsked(Message):
        """Somebody wants the other colours."""

    class Painted(Message):
        """The welcome is on the terminal."""

    def __init__(self, facts: WelcomeFacts | None, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._facts = facts
        self._now = now
        self._problem = ""

    def body(self) -> ComposeResult:
        """Return the two ways on with what is known of this computer."""
        # With what is said in them: to say it when they are there would have them drawn twice before anything is seen.
        told = self._told()
        self.head(told["heading"])
        yield Choice(say_each(WAYS), id="ways")
        yield Static(content(told["tip"]), id="tip", markup=False)
        yield Static(content(told["problem"]), id="problem", classes="error", markup=False)
        with Vertical(id="contact"):
            yield Static(content(told["closes"]), id="closes", classes="warning", markup=False)
            reach = Static(content(told["reach"]), id="reach", classes="warning", markup=False)
            reach.display = bool(told["reach"])
            yield reach
            yield Static(content(told["reached"]), id="reached", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Say when it is painted."""
        self.query_one(Choice).focus()
        self.call_after_refresh(self.post_message, self.Painted())

    def on_screen_resume(self) -> None:
        """Start each visit on the first way."""
        ways = self.query_one(Choice)
        ways.highlighted = 0
        ways.focus()

    def show(self, facts: WelcomeFacts | None = None, problem: str = "") -> None:
        """Show newer facts, with a problem if there is one."""
        self._facts = facts or self._facts
        self._problem = problem
        if self.is_drawn:
            self._show()

    def reword(self) -> None:
        """Show everything in the language that is spoken now."""
        if self.is_drawn:
            self.query_one(Choice).reword(say_each(WAYS))
            self.refresh_bindings()
            self._show()

    def _show(self) -> None:
        told = self._told()
        self.head(told.pop("heading"))
        for place, text in told.items():
            self.query_one(f"#{place}", Static).update(content(text))
        self.query_one("#reach", Static).display = bool(told["reach"])

    def _told(self) -> dict[str, str]:
        """Return what is said in each place."""
        facts = self._facts
        problem = ""
        if self._problem:
            problem = f"! {say(self._problem)} {say(TELL, adults=told_adults(facts.adults[:2] if facts else ()))}"
        return {
            "heading": clean(facts.school) if facts else say(NO_SCHOOL),
            "tip": say(facts.tip) if facts else "",
            "problem": problem,
            "closes": told_closing(facts),
            # A problem on this very computer names whom to tell already.
            "reach": "" if self._problem else told_reach(facts),
            "reached": told_reached(facts, self._now()) if facts else "",
        }

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go one of the two ways."""
        message.stop()
        self.post_message(self.SignInAsked() if message.value == "sign in" else self.HelpAsked())

    def action_language(self) -> None:
        """Ask for the other language."""
        self.post_message(self.LanguageAsked())

    def action_plain(self) -> None:
        """Ask for the dialogue."""
        self.post_message(self.PlainAsked())

    def action_contrast(self) -> None:
        """Ask for the other colours."""
        self.post_message(self.ContrastAsked())


def told_reached(facts: WelcomeFacts, now: datetime) -> str:
    """Return when this computer last reached the school."""
    last = facts.last_contact
    if last is None:
        return f"{say(NEVER_REACHED)} {say(OFFLINE)}"
    told = say(LAST_REACHED, time=told_time(last))
    return f"{told} {say(OFFLINE)}" if now - last > _SILENT else told


def told_closing(facts: WelcomeFacts | None) -> str:
    """Return that the school closes today, "" on other days."""
    if facts is None or facts.school_closes is None:
        return ""
    try:
        opens = date.fromisoformat(facts.school_closes)
    except ValueError:
        return say(CLOSES)
    weekday, month = say(WEEKDAYS[opens.weekday()]), say(MONTHS[opens.month - 1])
    return say(CLOSES_UNTIL, day=say(NEAR_DAY, weekday=weekday, day=opens.day, month=month))
