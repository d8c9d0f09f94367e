"""Talking a report over with an adult: whom with, and that it was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from screens.mentor.parts.care import told_talk
from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.mentor_screen import MentorScreen
from screens.mentor.parts.telling import told_adults
from screens.text import content
from screens.widgets.choice import Choice
from store.language import say, say_each
from store.notebook.common.facts import Adult, CareFacts

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

LOOKING = "Looking."
NOT_DUE = "No talk is due. You can always have one: say so in 'How am I?', or go to an adult."
WHY = (
    "What somebody told you can stay in your head. So after a report your school wants you to talk about how YOU are, "
    "with an adult. You don't have to say what you wrote."
)
WHOM = "You can go to {adults}, or to any adult you trust. If you are worried about one of them, pick another."
NOBODY_SEES = "What you choose here stays on this computer. Nobody sees it."
WAYS = (("not yet", "Not yet"), ("done", "I have had this talk"))


class TalkOverScreen(MentorScreen[bool]):
    """Says whether a talk is due; dismisses with True where it was had."""

    HEADING = "Talk it over"
    HELP = (
        "After a report it is good to talk with an adult about how you are. 'I have had this talk' takes the reminder "
        "away from Home. It goes away, too, when an adult writes to you that you have talked."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", key_display="Esc")]

    @dataclass
    class Loaded(Message):
        """It is known whether a talk is due, and with whom."""

        care: CareFacts
        adults: tuple[Adult, ...]

    class Kept(Message):
        """It is saved that the talk was had."""

    def __init__(self, visit: Visit, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._visit = visit
        self._today = now().astimezone().date()

    def body(self) -> ComposeResult:
        """Return the sentences' place, then the ways on."""
        with VerticalScroll(can_focus=False, id="page"):
            yield Static(say(LOOKING), id="told", markup=False)
        yield Choice(say_each(WAYS), spaced=False, id="ways")

    def on_mount(self) -> None:
        """Look whether a talk is due."""
        self.query_one(Choice).display = False
        visit = self._visit
        self.in_thread(
            lambda: self.Loaded(visit.duties.care(), visit.concerns.adults()),
            group="talk",
            description="look whether a talk is due",
        )

    def on_talk_over_screen_loaded(self, message: Loaded) -> None:
        """Say it."""
        message.stop()
        self.query_one("#told", Static).update(
            content("\n\n".join(talk_sentences(message.care, message.adults, self._today)))
        )
        choice = self.query_one(Choice)
        choice.display = message.care.talk_by is not None
        if choice.display:
            choice.focus()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Go back, having saved that the talk was had."""
        message.stop()
        if message.value != "done":
            self.finish(False)
            return
        duties = self._visit.duties

        def job() -> Message:
            duties.talked()
            return self.Kept()

        self.in_thread(job, group="talked", description="save that a talk was had")

    def on_talk_over_screen_kept(self, message: Kept) -> None:
        """Go back."""
        message.stop()
        self.finish(True)

    def action_back(self) -> None:
        """Go back."""
        self.finish(False)


def talk_sentences(care: CareFacts, adults: Sequence[Adult], today: date) -> list[str]:
    """Return by when, why, with whom; where none is due, that one can always have one."""
    if care.talk_by is None:
        return [say(NOT_DUE), say(SHORT)]
    whom = say(WHOM, adults=told_adults(adults[:2]))
    return [told_talk(care, today), say(WHY), whom, say(NOBODY_SEES), say(SHORT)]
