"""What a mentor sees after signing in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from screens.mentor.parts.care import told_load, told_rest, told_talk
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.reach import told_reach
from screens.text import clean, content, one_line
from screens.widgets.choice import Choice
from store.language import say, say_each, say_number
from store.notebook.common.facts import HomeFacts, WelcomeFacts

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

WAYS = (
    ("session", "Log a session"),
    ("worried", "I'm worried about someone"),
    ("me", "Something happened to me"),
    ("reports", "My reports"),
    ("messages", "Messages"),
    ("history", "My history"),
    ("check-in", "How am I?"),
    ("guidance", "Guidance and training"),
    ("sign out", "Sign out"),
)
NOTHING = "Nothing waits for you."
SIGNED_IN = "Signed in as {name}."
UNFINISHED = "★ You have a report that you did not finish. Press 2 to go on with it."
UNFINISHED_SESSION = "★ You have a session that you did not finish. Press 1 to go on with it."
UNFINISHED_REVIEW = "★ You have a form on the mentoring that you did not send. {press}"
AGREEMENT_NEW = "★ 'What we agreed' waits for you to read it. {press}"
AGREEMENT_CHANGED = "★ 'What we agreed' has changed. {press}"
MESSAGE, MESSAGES = "★ {n} new message for you. Press 5.", "★ {n} new messages for you. Press 5."
UNREAD_ONE = "! {n} report is not read by an adult yet. Press 4 to see whom to tell."
UNREAD = "! {n} reports are not read by an adult yet. Press 4 to see whom to tell."
READ_ONE, READ = (
    "● An adult has read {n} report of yours. Press 4.",
    "● An adult has read {n} reports of yours. Press 4.",
)
TRAINING_ONE = "★ Your training is due: {n} module. Press 8."
TRAINING = "★ Your training is due: {n} modules. Press 8."
SEE_AGAIN = "★ See again today: {names}."
SEE_AGAIN_MORE = "★ See again today: {names} and {more} more."
REVIEW = "★ Half a term has passed: what works, what does not? Press 7, then F3."
PRESS = {"talk": "Press 7, then F4.", "agreed": "Press F5.", "review": "Press 7, then F3."}
_SHOWN = 4
# More rows than these would push the last ways off a small screen; lines break at words, so they are counted short.
_MOST_ROWS, _CELLS = 7, 72


class HomeScreen(MentorScreen[None]):
    """What waits, then all there is to do; `around` is what is known of this computer."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "home.tcss"]
    HEADING = "Home"
    HELP = (
        "On top is what waits for you. Choose below with a number, or with the arrows and Enter. F4 changes your "
        "words, F5 shows what you and the school agreed. When you have finished, sign out, so that the next person "
        "can't see your page."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4,ctrl+w", "change_words", "Change my words", key_display="F4/^W"),
        Binding("f5,ctrl+r", "agreed", "What we agreed", key_display="F5/^R"),
    ]

    @dataclass
    class Asked(Message):
        """Something was chosen, by its key in WAYS, or "words", or "agreed"."""

        what: str

    @dataclass
    class Loaded(Message):
        """It is known what waits."""

        facts: HomeFacts

    def __init__(self, visit: Visit, around: Callable[[], WelcomeFacts | None], now: Callable[[], datetime]) -> None:
        super().__init__()
        self._visit = visit
        self._around = around
        self._now = now
        # Held here: this screen may come up before all that stands on it is there.
        self._reach = Static("", id="reach", classes="warning", markup=False)
        self._waits = Static("", id="waits", markup=False)
        self._ways = Choice(say_each(WAYS), spaced=False, id="ways")
        self._who = Static("", id="who", classes="quiet", markup=False)

    def body(self) -> ComposeResult:
        """Return what waits with what there is to do."""
        with VerticalScroll(can_focus=False, id="news"):
            yield self._reach
            yield self._waits
        yield self._ways
        yield self._who

    def on_screen_resume(self) -> None:
        """Look what waits each time this screen comes up."""
        self._ways.focus()
        self.tick()
        self.in_thread(lambda: self.Loaded(self._visit.home()), group="home", description="look what waits")

    def tick(self) -> None:
        """Show whether adults can be reached from here."""
        told = told_reach(self._around())
        self._reach.display = bool(told)
        self._reach.update(content(told))

    def on_home_screen_loaded(self, message: Loaded) -> None:
        """Show what waits."""
        message.stop()
        waits = waiting(message.facts, self._now().astimezone().date(), {name: say(PRESS[name]) for name in PRESS})
        self._waits.update(content("\n".join(waits) or say(NOTHING)))
        self._who.update(content(say(SIGNED_IN, name=one_line(message.facts.name, 40))))

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Ask for what was chosen."""
        message.stop()
        self.post_message(self.Asked(message.value))

    def action_agreed(self) -> None:
        """Ask for what was agreed."""
        self.post_message(self.Asked("agreed"))

    def action_change_words(self) -> None:
        """Ask for words of one's own."""
        self.post_message(self.Asked("words"))


def waiting(facts: HomeFacts, today: date, press: Mapping[str, str]) -> list[str]:
    """Return a line for each kind of thing that waits, the most important first; `press` says how some are reached."""
    told = []
    if facts.unfinished:
        told.append(say(UNFINISHED))
    if facts.reports_to_read:
        told.append(say_number(UNREAD_ONE, UNREAD, facts.reports_to_read))
    if facts.newly_read:
        told.append(say_number(READ_ONE, READ, facts.newly_read))
    if facts.unread_messages:
        told.append(say_number(MESSAGE, MESSAGES, facts.unread_messages))
    if facts.unfinished_session:
        told.append(say(UNFINISHED_SESSION))
    if facts.see_again_today:
        names = ", ".join(one_line(clean(name), 20) for name in facts.see_again_today[:_SHOWN])
        more = len(facts.see_again_today) - _SHOWN
        told.append(say(SEE_AGAIN_MORE, names=names, more=more) if more > 0 else say(SEE_AGAIN, names=names))
    later = [
        f"★ {talk} {press['talk']}" if (talk := told_talk(facts.care, today)) else "",
        f"● {pause}" if (pause := told_rest(facts.care) or told_load(facts.care)) else "",
        _agreement(facts, press["agreed"]),
        say_number(TRAINING_ONE, TRAINING, facts.training_due) if facts.training_due else "",
        _review(facts, press["review"]),
    ]
    for line in later:
        if line and _rows([*told, line]) <= _MOST_ROWS:
            told.append(line)
    return told


def _rows(lines: Sequence[str]) -> int:
    """Return how many rows these lines take in the smallest window."""
    return sum(-(-len(line) // _CELLS) for line in lines)


def _agreement(facts: HomeFacts, press: str) -> str:
    if not facts.agreement:
        return ""
    return say(AGREEMENT_CHANGED if facts.agreement == "changed" else AGREEMENT_NEW, press=press)


def _review(facts: HomeFacts, press: str) -> str:
    if facts.unfinished_review:
        return say(UNFINISHED_REVIEW, press=press)
    return say(REVIEW) if facts.review_due else ""
