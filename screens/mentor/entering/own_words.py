"""Getting four words of one's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from screens.mentor.parts.line_input import LineInput
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.wait import Wait
from screens.text import content
from screens.widgets.choice import Choice
from store.errors import WrongWords
from store.language import say

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

NOW = "Your words now (nobody can see them as you type)"
LOOK_ROUND = "Your new words come up on the screen next. Make sure that nobody can see it."
WRONG = "Those are not the words. Check them, then try again."
NEW = "Your new words. Learn them, or write them down and keep that to yourself:"
AGAIN = "Type them to make them yours. Esc keeps the ones you have."
OTHER = "Those are not the four words above. Type them again."
MOMENT = "One moment."
DONE = (
    "Your words are changed on this computer. Other computers take the words before until an adult's computer has "
    "passed the change on.\n\nNobody can look these words up for you. If you forget them, ask for new ones: then what "
    "you keep here under My reports, Messages or not finished can't be opened any more."
)


class OwnWordsScreen(MentorScreen[None]):
    """Shows four new words, which open once they are typed; asks for those in force first unless just typed."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "own_words.tcss"]
    HEADING = "Four words of your own"
    HELP = (
        "The computer finds four words that nobody can guess. F8 shows four others. Nothing changes before you have "
        "typed them: Esc keeps the words you have."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8,ctrl+l", "other", "Other words", key_display="F8/^L"),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    @dataclass
    class Offered(Message):
        """Four words that open nothing yet."""

        words: str = field(repr=False)

    @dataclass
    class Refused(Message):
        """The words in force were not those."""

        wait_seconds: float

    @dataclass
    class Changed(Message):
        """The new words are in force."""

    def __init__(self, visit: Visit, clock: Callable[[], float], *, asks: bool) -> None:
        super().__init__()
        self._visit = visit
        self._wait = Wait(clock)
        self._asks = asks
        self._words = ""
        self._offered = Static(id="offered", markup=False)
        self._now = LineInput(password=True, id="now")
        self._again = LineInput(password=True, id="again")
        self._done = Choice([("done", say("Go on"))], spaced=False, id="done")

    def body(self) -> ComposeResult:
        """Return the steps, one of which is shown."""
        yield Static(say(NOW), classes="label now", markup=False)
        yield self._now
        yield Static(say(LOOK_ROUND), classes="quiet now", markup=False)
        yield Static(say(NEW), classes="label again", markup=False)
        yield self._offered
        yield Static(say(AGAIN), classes="label again", markup=False)
        yield self._again
        yield Static(say(DONE), classes="done", markup=False)
        yield self._done

    def on_mount(self) -> None:
        """Begin with the words in force, or with the new ones."""
        self._show("now" if self._asks else "again")
        if not self._asks:
            self._offer()

    def _show(self, step: str) -> None:
        for name in ("now", "again", "done"):
            for widget in self.query(f".{name}, #{name}"):
                widget.display = name == step
        self._offered.display = step == "again"
        self.query_one(f"#{step}").focus()
        self.refresh_bindings()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Try the words in force, or take the new ones."""
        message.stop()
        typed = self._now.line if message.input is self._now else self._again.line
        if not typed:
            return
        if message.input is self._now:
            self._unlock(typed)
        else:
            self._take(typed)

    def _unlock(self, typed: str) -> None:
        if self._wait.left(""):
            self.tick()
            return

        def job() -> Message:
            try:
                self._visit.unlock(typed)
            except WrongWords as error:
                return self.Refused(error.wait_seconds)
            return self.Offered(self._visit.words.offer())

        if self.in_thread(job, group="words", description="try the words in force"):
            self._now.value = ""
            self.say(say(MOMENT))

    def _offer(self) -> None:
        self.in_thread(
            lambda: self.Offered(self._visit.words.offer()), group="words", description="find four new words"
        )

    def _take(self, typed: str) -> None:
        from store.words import normalise

        words = self._words
        self._again.value = ""
        if normalise(typed) != normalise(words):
            self.say(say(OTHER), problem=True)
            return

        def job() -> Message:
            self._visit.words.take(words)
            return self.Changed()

        if self.in_thread(job, group="words", description="change the words"):
            self.say(say(MOMENT))

    def on_own_words_screen_offered(self, message: Offered) -> None:
        """Show the new words."""
        message.stop()
        self._words = message.words
        self._offered.update(content(message.words))
        self.say("")
        self._show("again")

    def on_own_words_screen_refused(self, message: Refused) -> None:
        """Say one sentence, count the wait down."""
        message.stop()
        self._wait.start(message.wait_seconds, "", say(WRONG))
        self.tick()
        self._now.focus()

    def on_own_words_screen_changed(self, message: Changed) -> None:
        """Take the words off the screen, say what has changed."""
        message.stop()
        self._words = ""
        self._offered.update("")
        self.say("")
        self._show("done")

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go on."""
        message.stop()
        self.dismiss(None)

    def on_line_input_refused(self, message: LineInput.Refused) -> None:
        """Say why the paste was not taken."""
        message.stop()
        self.say(message.sentence, problem=True)

    def tick(self) -> None:
        """Count the wait down."""
        if "words" not in self._jobs and (sentence := self._wait.sentence("")) and self._now.display:
            self.say(sentence, problem=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer other words where new ones are shown."""
        return action != "other" or (self._again.is_attached and self._again.display)

    def action_other(self) -> None:
        """Show four others."""
        self._again.value = ""
        self._offer()

    def action_back(self) -> None:
        """Change nothing, unless that is under way."""
        if "words" in self._jobs:
            self.say(say(MOMENT))
        else:
            self.dismiss(None)
