"""What a mentor sees after signing in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from screens.mentor.care import told_load, told_rest, told_talk
from screens.mentor.mentor_screen import MentorScreen
from screens.mentor.reach import told_reach
from screens.mentor.telling import told_number
from screens.text import clean, content, one_line
from screens.widgets.choice import Choice
from store.notebook.facts import HomeFacts, WelcomeFacts

if TYPE_CHECKING:
    from screens.mentor.services import Visit

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
UNFINISHED = "★ You have a report that you did not finish. Press 2 to go on with it."
UNFINISHED_SESSION = "★ You have a session that you did not finish. Press 1 to go on with it."
UNFINISHED_REVIEW = "★ You have a form on the mentoring that you did not send. {press}"
TALK_OVER = "★ {talk} {press}"
AGREEMENT_NEW = "★ 'What we agreed' waits for you to read it. {press}"
AGREEMENT_CHANGED = "★ 'What we agreed' has changed. {press}"
PAUSE = "● {pause}"
MESSAGES = "★ {messages} for you. Press 5."
UNREAD = "! {reports} not read by an adult yet. Press 4 to see whom to tell."
READ = "● An adult has read {reports} of yours. Press 4."
TRAINING = "★ Your training is due: {modules}. Press 8."
SEE_AGAIN = "★ See again today: {names}."
REVIEW = "★ Half a term has passed: what works, what does not? Press 7, then F3."
PRESS = {"talk": "Press 7, then F4.", "agreed": "Press F5.", "review": "Press 7, then F3."}
_SHOWN = 4
# More lines than this would push the last ways off a small screen.
_MOST_LINES = 6


class HomeScreen(MentorScreen[None]):
    """What waits, then all there is to do; `around` is what is known of this computer."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["mentor_screen.tcss", "home.tcss"]
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

    def body(self) -> ComposeResult:
        """Return what waits with what there is to do."""
        yield Static("", id="reach", classes="warning", markup=False)
        yield Static("", id="waits", markup=False)
        yield Choice(WAYS, spaced=False, id="ways")
        yield Static("", id="who", classes="quiet", markup=False)

    def on_screen_resume(self) -> None:
        """Look what waits each time this screen comes up."""
        self.query_one(Choice).focus()
        self.tick()
        self.in_thread(lambda: self.Loaded(self._visit.home()), group="home", description="look what waits")

    def tick(self) -> None:
        """Show whether adults can be reached from here."""
        reach = self.query_one("#reach", Static)
        told = told_reach(self._around())
        reach.display = bool(told)
        reach.update(content(told))

    def on_home_screen_loaded(self, message: Loaded) -> None:
        """Show what waits."""
        message.stop()
        self.query_one("#waits", Static).update(
            content("\n".join(waiting(message.facts, self._now().astimezone().date())) or NOTHING)
        )
        self.query_one("#who", Static).update(content(f"Signed in as {one_line(message.facts.name, 40)}."))

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


def waiting(facts: HomeFacts, today: date, press: Mapping[str, str] = PRESS) -> list[str]:
    """Return a line for each kind of thing that waits, the most important first; `press` says how some are reached."""
    told = []
    if facts.unfinished:
        told.append(UNFINISHED)
    if facts.reports_to_read:
        told.append(UNREAD.format(reports=told_number(facts.reports_to_read, "report is", "reports are")))
    if facts.newly_read:
        told.append(READ.format(reports=told_number(facts.newly_read, "report", "reports")))
    if facts.unread_messages:
        told.append(MESSAGES.format(messages=told_number(facts.unread_messages, "new message", "new messages")))
    if facts.unfinished_session:
        told.append(UNFINISHED_SESSION)
    if facts.see_again_today:
        names = ", ".join(one_line(clean(name), 20) for name in facts.see_again_today[:_SHOWN])
        more = len(facts.see_again_today) - _SHOWN
        told.append(SEE_AGAIN.format(names=f"{names} and {more} more" if more > 0 else names))
    later = [
        TALK_OVER.format(talk=talk, press=press["talk"]) if (talk := told_talk(facts.care, today)) else "",
        PAUSE.format(pause=pause) if (pause := told_rest(facts.care) or told_load(facts.care)) else "",
        {"new": AGREEMENT_NEW, "changed": AGREEMENT_CHANGED}.get(facts.agreement, "").format(press=press["agreed"]),
        TRAINING.format(modules=told_number(facts.training_due, "module", "modules")) if facts.training_due else "",
        UNFINISHED_REVIEW.format(press=press["review"])
        if facts.unfinished_review
        else REVIEW
        if facts.review_due
        else "",
    ]
    return (told + [line for line in later if line])[: max(len(told), _MOST_LINES)]
