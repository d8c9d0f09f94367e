"""The half-termly form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Button, Static

from screens.mentor.mentor_screen import MentorScreen
from screens.text import content
from screens.widgets.words_box import WordsBox
from store.language import say, say_each
from store.notebook.facts import ReviewForm

if TYPE_CHECKING:
    from screens.mentor.services import Visit

BOX_BYTES = 1_000
BOXES = (
    ("working", "What is working?"),
    ("not_working", "What is not working?"),
    ("change", "What should change?"),
)
READERS = (
    "The teacher who runs the mentors and the adults who keep pupils safe can read it. Write about the mentoring, "
    "not about a pupil: a worry goes into a report (2 at Home)."
)
EMPTY = "Write something in one of the boxes first."
SAVING = "Saving."
KEPT = "Until you send it, it is only on this page."


class ReviewScreen(MentorScreen[bool]):
    """Three boxes, any of which may stay empty; dismisses with True when it is sent."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["mentor_screen.tcss", "review.tcss"]
    HEADING = "How is the mentoring?"
    HELP = (
        "Every half-term the school asks what works and what does not, so that it can change it. Write as much or as "
        "little as you like, then send it with F2. Tab goes to the next box. What you do not send is not kept."
    )
    WRITING = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+f", "send", "Send", key_display="F2/^F", priority=True),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    class Sent(Message):
        """The form is saved for good."""

    def __init__(self, visit: Visit, record_id: str) -> None:
        super().__init__()
        self._visit = visit
        self._record_id = record_id

    def body(self) -> ComposeResult:
        """Return the boxes."""
        with VerticalScroll(can_focus=False, id="form"):
            yield Static(content(say(READERS)), classes="quiet", markup=False)
            for name, label in say_each(BOXES):
                yield Static(label, classes="label", markup=False)
                yield WordsBox(limit=BOX_BYTES, id=name)
            yield Button(content(say("Send")), id="send", variant="primary")

    def on_mount(self) -> None:
        """Start with the first box."""
        self.say(say(KEPT))
        self.query_one("#working").focus()

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Do what the key does."""
        message.stop()
        self.action_send()

    def on_words_box_refused(self, message: WordsBox.Refused) -> None:
        """Say why something was not taken."""
        message.stop()
        self.say(message.sentence, problem=True)

    def action_send(self) -> None:
        """Save the form in a thread."""
        boxes = {name: self.query_one(f"#{name}", WordsBox) for name, _ in BOXES}
        for box in boxes.values():
            if sentence := box.refusal():
                self.say(sentence, problem=True)
                box.focus()
                return
        form = ReviewForm(**{name: box.words for name, box in boxes.items()})
        if not (form.working or form.not_working or form.change).strip():
            self.say(say(EMPTY), problem=True)
            return
        visit, record_id = self._visit, self._record_id

        def job() -> Message:
            visit.review(record_id, form)
            return self.Sent()

        if self.in_thread(job, group="review", description="save a form"):
            self.say(say(SAVING))

    def on_review_screen_sent(self, message: Sent) -> None:
        """Go back."""
        message.stop()
        self.finish(True)

    def action_back(self) -> None:
        """Go back."""
        self.finish(False)
