"""Signing in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Button, Input, Static

from screens.mentor.parts.line_input import LineInput
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.quick_code import QuickCode, is_code
from screens.mentor.parts.wait import Wait
from screens.text import content
from store.errors import WrongWords
from store.language import say

if TYPE_CHECKING:
    from screens.mentor.entering.seat import Seat
    from screens.mentor.parts.services import Visit

NAME = "Your name, as it is on your card"
WORDS = "Your four words (nobody can see them as you type)"
CODE = "If you like, 4 digits to come back with after F9 (Tab goes there):"
NO_CODE = "The code is four digits, or nothing at all."
NO_NAME = "Write your name first."
NO_WORDS = "Write your words first."
WRONG = "That name and those words do not go together. Check both, then try again."
OPENING = "Opening. This takes a moment."
STILL_OPENING = "Opening. This takes a moment; F9 stops it."
FORGOT = "Forgot your words? The teacher who runs the mentors can give you new ones. Worried now? Press Esc, then 2."


class SignInScreen(MentorScreen["Visit"]):
    """Name with words; dismisses with the visit that they open."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "sign_in.tcss"]
    HEADING = "Sign in"
    HELP = (
        "Write your name and your four words as they are on your card. Capital letters do not matter. After wrong "
        "words there is a short wait, longer each time. You can always ask for help without signing in. The 4 digits "
        "are for this visit alone: they bring your page back after F9 without your words."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    @dataclass
    class Opened(Message):
        """The words opened a visit."""

        visit: Visit

    @dataclass
    class Refused(Message):
        """The words opened nothing."""

        name: str
        wait_seconds: float

        def __repr__(self) -> str:
            return "Refused()"

    def __init__(self, seat: Seat, clock: Callable[[], float]) -> None:
        super().__init__()
        self._seat = seat
        self._wait = Wait(clock)
        self._name_line = LineInput(letters=80, id="name")
        self._words_line = LineInput(letters=120, password=True, id="words")
        self._code_line = LineInput(letters=4, password=True, restrict=r"[0-9]*", id="code")

    def body(self) -> ComposeResult:
        """Return the two fields."""
        yield Static(say(NAME), classes="label", markup=False)
        yield self._name_line
        yield Static(say(WORDS), classes="label", markup=False)
        yield self._words_line
        yield Static(say(CODE), classes="label", markup=False)
        with Horizontal(id="last"):
            yield self._code_line
            yield Button(content(say("Sign in")), id="go", variant="primary")
        yield Static(content(say(FORGOT)), id="forgot", classes="quiet", markup=False)

    @property
    def code(self) -> QuickCode | None:
        """The four digits to come back with, None where none were chosen."""
        return QuickCode(self._code_line.line) if is_code(self._code_line.line) else None

    def on_mount(self) -> None:
        """Start with the name."""
        self._name_line.focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go to the words, from there sign in."""
        message.stop()
        if message.input.id == "name":
            self._words_line.focus()
        else:
            self.sign_in()

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Sign in."""
        message.stop()
        self.sign_in()

    def on_line_input_refused(self, message: LineInput.Refused) -> None:
        """Say why the paste was not taken."""
        message.stop()
        self.say(message.sentence, problem=True)

    def sign_in(self) -> None:
        """Open the visit in a thread, which also waits for the kiosk to be ready."""
        name_input, words_input = self._name_line, self._words_line
        name, words = name_input.line, words_input.line
        if not name or not words:
            self.say(say(NO_WORDS if name else NO_NAME), problem=True)
            (words_input if name else name_input).focus()
            return
        if self._code_line.line and not is_code(self._code_line.line):
            self.say(say(NO_CODE), problem=True)
            self._code_line.focus()
            return
        if self._wait.left(name):
            self.say(self._wait.sentence(name), problem=True)
            return

        ticket = self._seat.ticket

        def job() -> Message:
            try:
                return self.Opened(self._seat.sign_in(ticket, name, words))
            except WrongWords as error:
                return self.Refused(name, error.wait_seconds)

        if self.in_thread(job, group="sign in", description="open a visit"):
            words_input.value = ""
            self.say(say(OPENING))

    def on_sign_in_screen_opened(self, message: Opened) -> None:
        """Hand the visit over."""
        message.stop()
        self.finish(message.visit)

    def on_sign_in_screen_refused(self, message: Refused) -> None:
        """Say one sentence whatever was wrong, count the wait down."""
        message.stop()
        self._wait.start(message.wait_seconds, message.name, say(WRONG))
        self.say(self._wait.sentence(message.name), problem=True)
        self._words_line.focus()

    def tick(self) -> None:
        """Count the wait down."""
        if "sign in" not in self._jobs and (sentence := self._wait.sentence(self._name_line.line)):
            self.say(sentence, problem=True)

    def action_back(self) -> None:
        """Go back to the welcome."""
        if "sign in" in self._jobs:
            self.say(say(STILL_OPENING))
        else:
            self.dismiss(None)
