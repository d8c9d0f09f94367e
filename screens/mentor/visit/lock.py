"""The hidden visit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input, Static

from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.line_input import LineInput
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.quick_code import QuickCode, is_code
from screens.mentor.parts.telling import told_minutes
from screens.mentor.parts.wait import Wait
from screens.text import content
from store.errors import WrongWords
from store.language import say, say_number

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

ASK = "Somebody is using this computer. Their words bring their page back:"
ASK_CODE = "Somebody is using this computer. Their 4 digits or their words bring their page back:"
END = "If that is not you, press F10. What was written stays safe, and the next person can sign in."
ENDS = "This visit ends by itself in {minutes}."
WRONG = "Those are not the words. Check them, then try again."
WRONG_CODE = "Those are not the digits. You can try {n} more times, then only the words."
WRONG_CODE_ONE = "Those are not the digits. You can try {n} more time, then only the words."
MOMENT = "One moment."
NO_CODE = "Digits do not work any more in this visit. Type your words."


class LockScreen(MentorScreen[bool]):
    """Shows nothing of the visit; dismisses with True when its words are typed."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "lock.tcss"]
    HEADING = "Hidden"
    HELP = (
        "The person whose page is hidden types their words to come back, or the 4 digits if they chose some when they "
        "signed in. F10 ends the visit for somebody else."
    )

    @dataclass
    class Unlocked(Message):
        """The words were right."""

    @dataclass
    class Refused(Message):
        """The words were wrong."""

        wait_seconds: float

    def __init__(self, visit: Visit, clock: Callable[[], float], seconds: float, code: QuickCode | None = None) -> None:
        super().__init__()
        self._ends = Static(id="ends", classes="quiet", markup=False)
        self.show_left(seconds)
        self._visit = visit
        self._wait = Wait(clock)
        self._code = code

    def body(self) -> ComposeResult:
        """Return one field."""
        takes_code = self._code is not None and self._code.tries_left > 0
        yield Static(say(ASK_CODE if takes_code else ASK), classes="label", markup=False)
        yield LineInput(password=True, id="words")
        yield Static(content(say(END)), id="end", markup=False)
        yield self._ends
        yield Static(content(say(SHORT)), id="contacts", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Wait for the words."""
        self.query_one("#words").focus()

    def show_left(self, seconds: float) -> None:
        """Show how soon the visit ends."""
        minutes = max(1, -int(-seconds // 60))
        self._ends.update(content(say(ENDS, minutes=told_minutes(minutes))))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Try the words in a thread."""
        message.stop()
        words = self.query_one("#words", LineInput).line
        if not words:
            return
        if is_code(words) and self._code is not None:
            message.input.value = ""
            self._try_code(words, self._code)
            return
        if self._wait.left(""):
            self.tick()
            return

        def job() -> Message:
            try:
                self._visit.unlock(words)
            except WrongWords as error:
                return self.Refused(error.wait_seconds)
            return self.Unlocked()

        if self.in_thread(job, group="unlock", description="try the words of a hidden visit"):
            message.input.value = ""
            self.say(say(MOMENT))

    def _try_code(self, typed: str, code: QuickCode) -> None:
        if code.opens(typed):
            self.finish(True)
        elif code.tries_left:
            self.say(say_number(WRONG_CODE_ONE, WRONG_CODE, code.tries_left), problem=True)
        else:
            self.say(say(NO_CODE), problem=True)

    def on_lock_screen_unlocked(self, message: Unlocked) -> None:
        """Bring the page back."""
        message.stop()
        self.finish(True)

    def on_lock_screen_refused(self, message: Refused) -> None:
        """Say one sentence, count the wait down."""
        message.stop()
        self._wait.start(message.wait_seconds, "", say(WRONG))
        self.tick()
        self.query_one("#words").focus()

    def on_line_input_refused(self, message: LineInput.Refused) -> None:
        """Say why the paste was not taken."""
        message.stop()
        self.say(message.sentence, problem=True)

    def tick(self) -> None:
        """Count the wait down."""
        if "unlock" not in self._jobs and (sentence := self._wait.sentence("")):
            self.say(sentence, problem=True)
