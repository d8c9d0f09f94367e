"""Asking an adult to come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Button, Input, Static

from screens.mentor.parts.contacts import DANGER
from screens.mentor.parts.line_input import LineInput
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.pick import Pick
from screens.mentor.parts.telling import told_adult_in_full
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import Adult, SentReport

INTRO = (
    "An adult gets your first name and where you are. They do not get a reason. If you can walk, go to them yourself."
)
NAME = "Your first name"
PLACE = "Where you are now (a room, or near what)"
WHO = "Who should come"
SEND = "Send"
NO_NAME = "Write your first name, so that they know whom to look for."
NO_PLACE = "Write where you are, so that they can find you."
NO_WHO = "Choose who should come."
SENDING = "Sending."
ANYBODY = ("", "Any adult who can come")


class FindMeScreen(MentorScreen[SentReport]):
    """First name, place, which adult; dismisses with what was sent."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "find_me.tcss"]
    HEADING = "Ask an adult to find me"
    HELP = "Write your first name and where you are, choose who should come, then Send. Stay where people can see you."
    WRITING = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+f", "send", "Send", key_display="F2/^F", priority=True),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    @dataclass
    class Sent(Message):
        """The request is saved."""

        report: SentReport

    def __init__(self, find_me: Callable[[str, str, str], SentReport], adults: tuple[Adult, ...]) -> None:
        super().__init__()
        self._find_me = find_me
        self._adults = adults[:2]

    def body(self) -> ComposeResult:
        """Return the three fields."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static(content(f"{say(INTRO)} {say(DANGER)}"), classes="quiet", markup=False)
            yield Static(say(NAME), classes="label", markup=False)
            yield LineInput(letters=40, id="name")
            yield Static(say(PLACE), classes="label", markup=False)
            yield LineInput(letters=80, id="place")
            yield Static(say(WHO), classes="label", markup=False)
            adults = [(adult.person, told_adult_in_full(adult)) for adult in self._adults]
            yield Pick(adults or say_each([ANYBODY]), id="who")
            yield Button(content(say(SEND)), id="send", variant="primary")

    def on_mount(self) -> None:
        """Start with the name."""
        self.query_one("#name").focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go on to Send."""
        message.stop()
        self.query_one("#send").focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go to the next field."""
        message.stop()
        self.focus_next()

    def on_line_input_refused(self, message: LineInput.Refused) -> None:
        """Say why the paste was not taken."""
        message.stop()
        self.say(message.sentence, problem=True)

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Do what the key does."""
        message.stop()
        self.action_send()

    def action_send(self) -> None:
        """Send if all three are there."""
        name, place = self.query_one("#name", LineInput), self.query_one("#place", LineInput)
        who = self.query_one(Pick)
        for field, sentence in ((name, say(NO_NAME)), (place, say(NO_PLACE))):
            problem = field.refusal() or (None if field.line else sentence)
            if problem:
                self._refuse(field, problem)
                return
        if (adult := who.value) is None:
            self._refuse(who, say(NO_WHO))
            return
        told = name.line, place.line, adult
        if self.in_thread(
            lambda: self.Sent(self._find_me(*told)), group="find me", description="ask an adult to find somebody"
        ):
            self.say(say(SENDING))

    def _refuse(self, field: LineInput | Pick, sentence: str) -> None:
        self.say(sentence, problem=True)
        field.focus()

    def on_find_me_screen_sent(self, message: Sent) -> None:
        """Hand over what was sent."""
        message.stop()
        self.finish(message.report)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
