"""The page on which a pupil reads once more what they are about to send."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, Static

from screens.mentor.concerns.concern_page import SEND, ConcernPage, PageFacts
from screens.mentor.concerns.danger_page import ANSWERS as DANGER_ANSWERS
from screens.mentor.concerns.danger_page import QUESTION as DANGER_QUESTION
from screens.mentor.concerns.question_pages import HURT, HURT_ANSWERS
from screens.mentor.concerns.told_page import NOT_BY_NAME
from screens.mentor.concerns.told_page import QUESTION as TOLD_QUESTION
from screens.text import content
from store.language import say, say_each

ASK = "Read it once more if you want to, then Send. Enter sends."
NOT_ANSWERED = "Not answered"
NO_WORDS = "You have written no words. You can still send it."
HIDDEN = "Your words are hidden. Ctrl+T shows them."
NOT_READY = "Looking who will read it."


class CheckPage(ConcernPage):
    """All answers in short, the words hidden until asked for, Send."""

    HELP = "Enter sends. Ctrl+T shows what you wrote. Esc goes back to change something."
    MAY_SKIP = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+t", "toggle_words", "Show my words", key_display="^T")]

    def __init__(self, facts: PageFacts) -> None:
        super().__init__(facts)
        self._are_words_shown = False

    def compose(self) -> ComposeResult:
        """Return the summary, the words' place, the button."""
        yield Static(say(ASK), classes="question", markup=False)
        yield Button(content(say("Send")), id="send", variant="primary")
        yield Static(say(NOT_READY), id="readers", classes="notice", markup=False)
        yield Static(content(self._summary()), id="summary", classes="below", markup=False)
        yield Static(content(self._words()), id="words", classes="below", markup=False)

    def on_mount(self) -> None:
        """Start on Send."""
        self.query_one("#send").focus()
        self.post_message(self.ReadersAsked(self, {}))

    def _summary(self) -> str:
        draft = self.facts.draft
        told = dict(say_each(NOT_BY_NAME)) | {a.person: a.name for a in self.facts.adults}
        lines = [
            (say(DANGER_QUESTION), dict(say_each(DANGER_ANSWERS, about=DANGER_QUESTION)).get(draft.danger or "")),
            (say(TOLD_QUESTION), told.get(draft.told or "")),
        ]
        # What was answered in the report that this adds to is not shown again.
        if draft.about_report is None:
            lines.insert(1, (say(HURT), dict(say_each(HURT_ANSWERS)).get(draft.hurt or "")))
        return "\n".join(f"{question} {answer or say(NOT_ANSWERED)}" for question, answer in lines)

    def _words(self) -> str:
        words = self.facts.draft.words
        if not words.strip():
            return say(NO_WORDS)
        return words if self._are_words_shown else say(HIDDEN)

    def action_toggle_words(self) -> None:
        """Show the words or hide them again."""
        self._are_words_shown = not self._are_words_shown
        self.query_one("#words", Static).update(content(self._words()))

    def show_readers(self, sentence: str) -> None:
        """Show who will read the report."""
        self.query_one("#readers", Static).update(content(sentence))

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Send."""
        message.stop()
        self.answer(SEND)
