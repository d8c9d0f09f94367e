"""The two questions that decide who reads a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult
from textual.widgets import Button, Static

from screens.mentor.concerns.concern_page import ConcernPage, PageFacts
from screens.mentor.parts.pick import Pick
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.scheme.routes import AdultPart, Hurt

HURT = "Who might be hurt or upset?"
HURT_ANSWERS = (
    (Hurt.PUPIL.value, "A pupil"),
    (Hurt.SEVERAL.value, "Several pupils"),
    (Hurt.ME.value, "Me"),
    (Hurt.OUTSIDE.value, "Someone outside school"),
    (Hurt.NOT_SURE.value, "Not sure"),
)
ADULT = "Might an adult who works, helps or visits in this school be part of the worry?"
ADULT_ANSWERS = (
    (AdultPart.NO.value, "No"),
    (AdultPart.YES.value, "Yes"),
    (AdultPart.HEAD.value, "Yes, and it is {head}"),
    (AdultPart.NOT_SURE.value, "Not sure"),
)
YES_MEANS = "a teacher, office, supply, coach, volunteer, governor, who reads these"
HEAD = "the head teacher"
PICK = "Who should read it?"
NOT_READY = "Looking who will read it."


def adult_answers(readers_to_pick: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the answers to the second question, the head teacher named where a name is known."""
    head = next((name for route, name in readers_to_pick if route == "head"), "") or say(HEAD)
    return [(value, label.replace("{head}", head)) for value, label in say_each(ADULT_ANSWERS, about=ADULT)]


class HurtPage(ConcernPage):
    """The first question."""

    HELP = "Choose what fits best. 'Not sure' is as good an answer as the others."

    def compose(self) -> ComposeResult:
        """Return question and answers."""
        yield Static(say(HURT), classes="question", markup=False)
        yield Choice(say_each(HURT_ANSWERS), chosen=self.facts.draft.hurt, id="hurt")

    def on_mount(self) -> None:
        """Start on the answers."""
        self.query_one(Choice).focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Hand the answer over."""
        message.stop()
        self.answer(hurt=Hurt(message.value).value)


class AdultPage(ConcernPage):
    """The second question, with who will read the report said by name before anything is written."""

    HELP = (
        "This decides who reads what you write. If an adult in school may be part of it, it does not go to the people "
        "who usually read these. Choose, read who gets it, then press Enter to go on."
    )

    def __init__(self, facts: PageFacts) -> None:
        super().__init__(facts)
        draft = facts.draft
        answers = [
            (value, label, say(YES_MEANS)) if value == AdultPart.YES else (value, label)
            for value, label in adult_answers(facts.readers_to_pick)
        ]
        self._adult = Pick(answers, chosen=draft.adult, id="adult")
        self._reader = Pick(facts.readers_to_pick, chosen=draft.reader, id="reader")

    def compose(self) -> ComposeResult:
        """Return question, answers, the readers' place."""
        yield Static(say(ADULT), classes="question", markup=False)
        yield self._adult
        yield Static(say(PICK), id="pick-label", classes="question below", markup=False)
        yield self._reader
        yield Static(id="readers", classes="below notice", markup=False)
        yield Button(content(say("Go on")), id="go-on", variant="primary")

    def on_mount(self) -> None:
        """Start on the answers."""
        self._adult.focus()
        self._show_pick()
        if self.facts.draft.adult:
            self.post_message(self.ReadersAsked(self, self.changes()))
        else:
            self.query_one("#go-on").display = False

    def changes(self) -> dict[str, Any]:
        """Return the answer, with the reader who was picked after "Not sure"."""
        adult = self._adult.value
        reader = self._reader.value if adult == AdultPart.NOT_SURE else None
        return {"adult": adult, "reader": reader}

    def _show_pick(self) -> None:
        is_unsure = self._adult.value == AdultPart.NOT_SURE and bool(self.facts.readers_to_pick)
        for widget in self.query("#pick-label, #reader"):
            widget.display = is_unsure

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Say who will read the report, or let the pupil pick."""
        message.stop()
        self._show_pick()
        self.query_one("#readers", Static).update(content(say(NOT_READY)))
        if message.value == AdultPart.NOT_SURE and message.choice.id == "adult" and self.facts.readers_to_pick:
            self._reader.focus()
        else:
            self.query_one("#go-on").display = True
            self.query_one("#go-on").focus()
        self.post_message(self.ReadersAsked(self, self.changes()))

    def show_readers(self, sentence: str) -> None:
        """Show who will read the report."""
        self.query_one("#readers", Static).update(content(sentence))
        self.query_one("#go-on").display = True

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Go on."""
        message.stop()
        self.answer(**self.changes())
