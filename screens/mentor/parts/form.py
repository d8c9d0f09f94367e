"""A form of several boxes that waits for its mentor until it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Button, Static

from screens.mentor.parts.keeper import Keeper
from screens.mentor.parts.keeping_screen import KeepingScreen
from screens.mentor.parts.mentor_screen import SHEET
from screens.text import content
from screens.widgets.words_box import WordsBox
from store.language import say
from store.notebook.common.facts import FormDraft

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

EMPTY = "Write something in one of the boxes first."
KEPT = "Until you send it, it waits on this computer for you alone."
UNFINISHED = "This is what you wrote and did not send."
SEND = "Send"
SAVING = "Saving."


class FormScreen(KeepingScreen[bool]):
    """Boxes, any of which may stay empty; dismisses with True when it is sent.

    `FORM` is the form's name at the notebook, `BOXES` are names with labels.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, Path(__file__).with_name("form.tcss")]
    FORM: ClassVar[str] = ""
    BOXES: ClassVar[tuple[tuple[str, str], ...]] = ()
    BOX_BYTES: ClassVar[int] = 1_000
    WRITING = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+f", "send", "Send", key_display="F2/^F", priority=True),
        Binding("escape", "back", "Back", key_display="Esc"),
    ]

    @dataclass
    class Ready(Message):
        """It is known what was not finished."""

        unfinished: FormDraft | None = field(repr=False)

    class Sent(Message):
        """The form is saved for good."""

    def __init__(self, visit: Visit, record_id: str, clock: Callable[[], float], about: str = "") -> None:
        super().__init__()
        self._visit = visit
        self._record_id = record_id
        self._about = about
        self._is_ready = False
        self._keeper = Keeper[FormDraft](lambda draft: visit.forms.save(self.FORM, draft), self.in_thread, clock)
        # Held here: the last save may come when they are taken away.
        self._boxes = {name: WordsBox(limit=self.BOX_BYTES, id=name) for name, _label in self.BOXES}

    def body(self) -> ComposeResult:
        """Return the boxes below what is said of them."""
        with VerticalScroll(can_focus=False, id="form"):
            for sentence in self.said_before():
                yield Static(content(sentence), classes="quiet", markup=False)
            for name, label in self.BOXES:
                yield Static(content(say(label)), classes="label", markup=False)
                yield self._boxes[name]
            yield Button(content(say(SEND)), id="send", variant="primary")

    def said_before(self) -> tuple[str, ...]:
        """Return what stands above the boxes, as it is said now."""
        return ()

    def send_form(self, record_id: str, texts: dict[str, str]) -> None:
        """Seal and queue the form; this may block."""
        raise NotImplementedError  # for each form to say: Textual's metaclass leaves no room for abc's

    def on_mount(self) -> None:
        """Start with the first box, look up what was not finished."""
        self.say(say(KEPT))
        next(iter(self._boxes.values())).focus()
        forms, form, about = self._visit.forms, self.FORM, self._about
        self.in_thread(
            lambda: self.Ready(forms.unfinished(form, about)), group="unfinished", description="look for a form"
        )

    def on_form_screen_ready(self, message: Ready) -> None:
        """Go on with what was not finished."""
        message.stop()
        self._is_ready = True
        if (unfinished := message.unfinished) is not None:
            self._record_id = unfinished.id
            for name, box in self._boxes.items():
                # What was typed since the page opened stands above what was kept.
                if not box.text:
                    box.load_text(unfinished.texts.get(name, ""))
            self.say(say(UNFINISHED))
        self._keeper.open(unfinished or FormDraft(self._record_id, self._about))

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Do what the key does."""
        message.stop()
        self.action_send()

    def on_words_box_refused(self, message: WordsBox.Refused) -> None:
        """Say why something was not taken."""
        message.stop()
        self.say(message.sentence, problem=True)

    def action_send(self) -> None:
        """Send the form in a thread."""
        if self._is_sending or not self._is_ready:
            return
        for box in self._boxes.values():
            if sentence := box.refusal():
                self.say(sentence, problem=True)
                box.focus()
                return
        draft = self._draft
        if draft.is_empty:
            self.say(say(EMPTY), problem=True)
            return

        def job() -> Message:
            self._keeper.send(lambda: self.send_form(draft.id, dict(draft.texts)))
            return self.Sent()

        if self.in_thread(job, group="form", description="save a form"):
            self.say(say(SAVING))

    def on_form_screen_sent(self, message: Sent) -> None:
        """Go back."""
        message.stop()
        self.finish(True)

    def action_back(self) -> None:
        """Go back; what is typed waits for its mentor."""
        self.rest()
        self.finish(False)

    # -- keeping ---------------------------------------------------------------------------------------------------

    @property
    def _draft(self) -> FormDraft:
        texts = {name: box.words for name, box in self._boxes.items()}
        if not any(texts.values()):
            texts = {}
        return FormDraft(self._record_id, self._about, texts)

    @property
    def _is_sending(self) -> bool:
        return "form" in self._jobs or bool(self._finished)

    @property
    def _can_be_kept(self) -> bool:
        return not self._is_sending and not any(box.refusal() for box in self._boxes.values())

    def tick(self) -> None:
        """Save what is typed."""
        if self._can_be_kept:
            self._keeper.tick(self._draft)

    def rest(self) -> None:
        """Save now."""
        if self._can_be_kept:
            self._keeper.save_now(self._draft)

    def last_job(self) -> Callable[[], None] | None:
        """Return the last save."""
        return self._keeper.last_job(self._draft) if self._can_be_kept else None

    def on_keeper_saved(self, message: Keeper.Saved) -> None:
        """Say what went wrong, take the sentence away when it works again."""
        message.stop()
        self.save_ended(self._keeper.autosave, message.problem)
