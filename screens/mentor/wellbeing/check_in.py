"""How a mentor is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import ContentSwitcher, Static

from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from screens.mentor.parts.telling import told_adults
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import Adult

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

MOODS = (("5", "Great"), ("4", "Good"), ("3", "So-so"), ("2", "Not good"), ("1", "Really bad"))
TALK = (("no", "No, thank you"), ("yes", "Yes, I want to talk"))
HOW = "How are you today?"
WANT = "Do you want to talk to someone today?"
READERS = (
    "This won't stop you being a mentor. The teacher who runs the mentors and the adults who keep pupils safe "
    "can read it."
)
SAVING = "Saving."
SAVED = "Saved. Thank you for telling us."
COME = "Saved. You can also go to {adults} yourself, today. You do not have to wait."


class CheckInScreen(MentorScreen[None]):
    """Two keys: the mood, then whether to talk."""

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "check_in.tcss"]
    HEADING = "How am I?"
    HELP = (
        "Two questions, one key each. 'I want to talk' asks an adult to talk with you. F3 is for what you think of the "
        "mentoring: what works, what does not. F4 is for the talk with an adult that is due after a report."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="Esc"),
        Binding("f3,ctrl+b", "review", "How is the mentoring?", key_display="F3/^B"),
        Binding("f4,ctrl+w", "talk_over", "Talk it over", key_display="F4/^W"),
        Binding("enter", "finish", "Finish", key_display="Enter"),
    ]

    class ReviewAsked(Message):
        """Somebody wants to say how the mentoring is."""

    class TalkAsked(Message):
        """Somebody wants to know whether a talk is due, or to say that it was had."""

    @dataclass
    class CheckedIn(Message):
        """The check-in is saved."""

        talk: bool
        adults: tuple[Adult, ...]

    def __init__(self, visit: Visit, record_id: str, before: str = "") -> None:
        super().__init__()
        self._visit = visit
        self._record_id = record_id
        self._before = before
        self._mood = 0
        self._is_over = False

    def body(self) -> ComposeResult:
        """Return the two questions."""
        yield Static(content(say(READERS)), id="readers", classes="quiet", markup=False)
        yield Static(say(HOW), id="question", classes="label", markup=False)
        with ContentSwitcher(initial="mood", id="steps"):
            yield Choice(say_each(MOODS), spaced=False, id="mood")
            yield Choice(say_each(TALK), spaced=False, id="talk")
            yield Static(id="done", markup=False)

    def on_mount(self) -> None:
        """Start with the mood, having said what was saved before."""
        self.say(self._before)
        self.query_one("#mood").focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Ask the second question, or save both answers."""
        message.stop()
        if message.choice.id == "mood":
            self._mood = int(message.value)
            self._step("talk", say(WANT))
            return
        visit, record_id, mood, talk = self._visit, self._record_id, self._mood, message.value == "yes"

        def job() -> Message:
            visit.check_in(record_id, mood, talk=talk)
            return self.CheckedIn(talk, visit.concerns.adults() if talk else ())

        if self.in_thread(job, group="check-in", description="save a check-in"):
            self.say(say(SAVING))

    def _step(self, step: str, question: str) -> None:
        self.query_one("#question", Static).update(content(question))
        self.query_one(ContentSwitcher).current = step
        self.query_one(f"#{step}").focus()

    def on_check_in_screen_checked_in(self, message: CheckedIn) -> None:
        """Say that it is saved, where to go if they want to talk."""
        message.stop()
        self._is_over = True
        self.say("")
        told = say(COME, adults=told_adults(message.adults[:2])) if message.talk else say(SAVED)
        self.query_one("#done", Static).update(content(f"{told}\n\n{say(SHORT)}"))
        self._step("done", "")
        self.query_one("#readers").display = False
        self.set_focus(None)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer Enter when everything is saved."""
        return action != "finish" or self._is_over

    def action_finish(self) -> None:
        """Go back home."""
        self.dismiss(None)

    def action_review(self) -> None:
        """Ask for the half-termly form."""
        self.post_message(self.ReviewAsked())

    def action_talk_over(self) -> None:
        """Ask whether a talk is due."""
        self.post_message(self.TalkAsked())

    def action_back(self) -> None:
        """Go one question back, or home."""
        if not self._is_over and self.query_one(ContentSwitcher).current == "talk":
            self._step("mood", say(HOW))
        else:
            self.dismiss(None)
