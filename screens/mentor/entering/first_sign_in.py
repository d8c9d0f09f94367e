"""What is said of words that an adult handed out, before home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.telling import told_day
from screens.text import content, one_line
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import WordsNews

if TYPE_CHECKING:
    from screens.mentor.parts.services import Words

OWN, KEEP, LATER = "own", "keep", "later"
WAYS: Sequence[tuple[str, str] | tuple[str, str, str]] = (
    (OWN, "Get four words of my own", "Make sure first that nobody can see your screen."),
    (KEEP, "Keep the words on my card"),
    (LATER, "Not now"),
)
FROM_PAPER = (
    "Your words came on paper, so somebody else may have seen them. You can get four words of your own, "
    "which no adult sees."
)
WHO_READS = (
    "Who can read what you write here:\n"
    "  Reports: the adults named on the page, before you write.\n"
    "  Sessions and How am I?: those who run the mentors or keep pupils safe.\n"
    "  Messages, and what you have not sent: you. A report that you leave\n"
    "  unfinished goes to the adults it was for."
)
GIVEN = "{by} gave you new words."
GIVEN_ON = "{by} gave you new words on {day}."
SOMEBODY = "An adult"
LOST_REPORTS = (
    "What you kept on this computer before, under My reports, Messages or not finished, can't be opened any more."
)
LOST_SESSIONS = "Nor can My history."
NOTHING_LOST = (
    "Every report that you sent stays sent. A report that you did not finish goes to the adults it was for. If that "
    "is not enough, tell them again, or tell an adult face to face."
)
NOT_YOU = "If you did not ask for new words, tell an adult."


class FirstSignInScreen(MentorScreen[str]):
    """Words from paper, or new ones after forgotten ones; dismisses with what to do about them."""

    CSS_PATH: ClassVar[CSSPathType | None] = SHEET
    HEADING = "Your words"
    HELP = (
        "Words of your own are safer than words on paper. You can go on with those on your card, or decide another "
        "time: Esc leaves everything as it is. F4 at home changes your words on any day."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Not now", key_display="Esc")]

    def __init__(self, words: Words, news: WordsNews) -> None:
        super().__init__()
        self._words = words
        self._told = told(news)

    def body(self) -> ComposeResult:
        """Return what is new, then what can be done about it."""
        yield Choice(say_each(WAYS), spaced=False, id="ways")
        with VerticalScroll(can_focus=False):
            yield Static(content(f"\n{self._told}"), markup=False)

    def on_mount(self) -> None:
        """Start on the first way."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go on, noting what was chosen where nobody has to wait for it."""
        message.stop()
        self._answer(message.value)

    def action_back(self) -> None:
        """Be asked again another time."""
        self._answer(LATER)

    def _answer(self, what: str) -> None:
        def job() -> None:
            if what == KEEP:
                self._words.keep()
            else:
                self._words.later()

        # A disk that refuses only means that this page comes up once more.
        self.in_thread(job, group="noting", description="note what was said of words")
        self.finish(what)


def told(news: WordsNews) -> str:
    """Return what a mentor is told of words that an adult handed out."""
    if not news.lost_reports:
        return f"{say(FROM_PAPER)}\n\n{say(WHO_READS)}"
    by = one_line(news.by, 40) or say(SOMEBODY)
    given = say(GIVEN, by=by) if news.given is None else say(GIVEN_ON, by=by, day=told_day(news.given))
    lost = f"{say(LOST_REPORTS)} {say(LOST_SESSIONS)}" if news.lost_sessions else say(LOST_REPORTS)
    return f"{given} {say(NOT_YOU)}\n\n{lost}\n\n{say(NOTHING_LOST)}"
