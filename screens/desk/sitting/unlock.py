"""Unlocking the desk: is the screen seen by others, who is here, the words, the key's fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import ContentSwitcher, Input, Static

from screens.desk.parts.desk_screen import DeskScreen
from screens.desk.parts.services import Casework, Unlocking
from screens.text import clean, content
from screens.widgets.choice import Choice
from store.errors import WrongPassphrase

WRONG = "Those words do not open this desk for that name; nothing has changed, so check both, then try again."
SEEN = "Stop sharing, or turn this screen away from the class. Then answer again."


class UnlockScreen(DeskScreen[Casework]):
    """Asks one thing at a time, dismisses with what was opened."""

    CSS_PATH = "unlock.tcss"
    HELP = (
        "Unlocking opens your key file with your words. The five words that follow stand for your role's key: "
        "they are the same each time. If they changed and nobody told you, lock the desk, then ask the head."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("enter", "go_on", "Go on", key_display="Enter"),
    ]

    @dataclass
    class PeopleFound(Message):
        """The names for whom there is a key file."""

        people: tuple[str, ...]

    @dataclass
    class Opened(Message):
        """A person's key file is open."""

        casework: Casework
        fingerprint: str

    @dataclass
    class Refused(Message):
        """The words do not open the key file."""

    def __init__(self, unlocking: Unlocking, notice: str = "") -> None:
        super().__init__()
        self._unlocking = unlocking
        self._notice = notice
        self._people: tuple[str, ...] = ()
        self._person = ""
        self._casework: Casework | None = None

    def body(self) -> ComposeResult:
        """Return the steps, one of which is shown."""
        with ContentSwitcher(initial="seen", id="steps"):
            with VerticalScroll(id="seen", can_focus=False):
                yield Static("Is this screen shared, or facing a class?", classes="label", markup=False)
                yield Choice([("no", "No, only I can see it"), ("yes", "Yes, or I am not sure")], id="seen-choice")
            with VerticalScroll(id="person", can_focus=False):
                yield Static("Who are you?", classes="label", markup=False)
            with VerticalScroll(id="passphrase", can_focus=False):
                yield Static(id="whose", classes="label", markup=False)
                yield Input(password=True, id="words", max_length=200)
            with VerticalScroll(id="opened", can_focus=False):
                yield Static(id="fingerprint", markup=False)

    def on_mount(self) -> None:
        """Look the people up while the first question is read."""
        self.head("Unlock")
        self.say(self._notice, problem=bool(self._notice))
        self.query_one("#seen-choice").focus()
        self.in_thread(
            lambda: self.PeopleFound(self._unlocking.people()), group="people", description="look up who has a key file"
        )

    @property
    def step(self) -> str:
        """The step that is shown."""
        return self.query_one(ContentSwitcher).current or ""

    @step.setter
    def step(self, step: str) -> None:
        self.query_one(ContentSwitcher).current = step
        self.refresh_bindings()

    async def on_unlock_screen_people_found(self, message: PeopleFound) -> None:
        """Offer the people."""
        message.stop()
        self._people = message.people
        if not message.people:
            self.say("Nobody has a key file on this desk yet: ask whoever set it up to add yours.", problem=True)
            return
        options = [(str(number), person) for number, person in enumerate(message.people)]
        await self.query_one("#person").mount(Choice(options, id="person-choice"))
        if self.step == "person":
            self.query_one("#person-choice").focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go to the next question."""
        message.stop()
        if message.choice.id == "seen-choice":
            self._seen(message.value)
        else:
            self._ask_words(self._people[int(message.value)])

    def _seen(self, answer: str) -> None:
        if answer != "no":
            self.say(SEEN, problem=True)
            return
        self.say("")
        if len(self._people) == 1:
            self._ask_words(self._people[0])
            return
        self.step = "person"
        for choice in self.query("#person-choice"):
            choice.focus()

    def _ask_words(self, person: str) -> None:
        self._person = person
        self.say("")
        self.query_one("#whose", Static).update(content(f"{clean(person)}, your words:"))
        self.step = "passphrase"
        self.query_one("#words").focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Open the key file in a thread."""
        message.stop()
        person, words = self._person, message.value
        if "unlock" in self._jobs:
            return
        if not words.strip():
            self.say("Type your words first.", problem=True)
            return

        def job() -> Message:
            try:
                casework = self._unlocking.unlock(person, words)
            except WrongPassphrase:
                return self.Refused()
            return self.Opened(casework, casework.fingerprint())

        if self.in_thread(job, group="unlock", description="open a key file"):
            message.input.value = ""
            self.say("Opening. This takes a moment.")

    def on_unlock_screen_refused(self, message: Refused) -> None:
        """Say one sentence, wait for other words."""
        message.stop()
        self.say(WRONG, problem=True)
        self.query_one("#words").focus()

    def on_unlock_screen_opened(self, message: Opened) -> None:
        """Show the fingerprint."""
        message.stop()
        self._casework = message.casework
        roles = ", ".join(clean(role) for role in message.casework.roles)
        self.query_one("#fingerprint", Static).update(
            content(
                f"Open for {clean(message.casework.person)} ({roles}).\n\nThe five words of your role's key:\n\n"
                f"    {clean(message.fingerprint)}\n\nThey are the same each time. Press Enter to go on."
            )
        )
        self.say("")
        self.step = "opened"
        self.set_focus(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer Enter when everything is open, Esc until then."""
        if action in ("go_on", "back"):
            return (action == "go_on") == (self._casework is not None)
        return True

    def action_go_on(self) -> None:
        """Hand over what was opened."""
        if self._casework is not None:
            self.dismiss(self._casework)

    def action_back(self) -> None:
        """Go one question back, or to the locked desk."""
        if "unlock" in self._jobs:
            self.say("Opening. This takes a moment; F9 stops it.")
        elif self.step == "passphrase" and len(self._people) > 1:
            self.query_one("#words", Input).value = ""
            self.step = "person"
            self.query_one("#person-choice").focus()
        else:
            self.dismiss(None)
