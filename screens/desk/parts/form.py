"""What the desk's small forms share: labelled fields that write to a draft, errors beside the field."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final, Generic, TypeVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static, TextArea

from screens.desk.parts.desk_keys import DeskKeys
from screens.desk.parts.drafts import Draft
from screens.desk.parts.help import HelpModal
from screens.text import clean, content
from screens.widgets.choice import Choice
from screens.widgets.words_box import WordsBox

Result = TypeVar("Result")
REASON_BYTES = 2_000
FORM_SHEET: Final = Path(__file__).with_name("form.tcss")
"""The style sheet of forms, by its whole path: Textual looks for others beside the module of a subclass."""


class FormModal(ModalScreen[Result], Generic[Result]):
    """A form that dismisses with what it made, or with None; the draft keeps what is typed either way."""

    CSS_PATH: ClassVar[CSSPathType | None] = [FORM_SHEET]
    HEADING: ClassVar[str] = ""
    SAVE: ClassVar[str] = "Record"
    HELP: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+f", "save", "Record", key_display="F2/^F"),
        Binding("f1,ctrl+g", "help", "Help", key_display="F1/^G"),
        Binding("escape", "leave", "Back", key_display="Esc"),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self._labels: dict[str, dict[str, str]] = {}

    def compose(self) -> ComposeResult:
        """Return heading, fields, button."""
        with VerticalScroll(id="form", can_focus=False):
            yield Static(content(self.HEADING), classes="title", markup=False)
            yield from self.fields()
            yield Button(content(self.SAVE), id="save", variant="primary")
        yield DeskKeys()

    def fields(self) -> ComposeResult:
        """Return the fields of this form."""
        yield from ()

    def words_field(self, name: str, label: str, *, limit: int = REASON_BYTES, classes: str = "short") -> ComposeResult:
        """Return a box for several lines."""
        yield Static(content(label), classes="label", markup=False)
        yield WordsBox(self.draft.get(name, ""), limit=limit, id=name, classes=classes)
        yield Static(id=f"{name}-error", classes="error", markup=False)

    def line_field(self, name: str, label: str, *, limit: int) -> ComposeResult:
        """Return a field for one line."""
        yield Static(content(label), id=f"{name}-label", classes="label", markup=False)
        yield Input(self.draft.get(name, ""), max_length=limit, id=name, select_on_focus=False)
        yield Static(id=f"{name}-error", classes="error", markup=False)

    def choice_field(self, name: str, label: str, options: list[tuple[str, str]]) -> ComposeResult:
        """Return a list of which one is chosen, with a line that says which."""
        self._labels[name] = dict(options)
        yield Static(content(label), classes="label", markup=False)
        yield Choice(list(options), chosen=self.draft.get(name), spaced=False, id=name)
        yield Static(self._chosen(name), id=f"{name}-chosen", classes="chosen", markup=False)
        yield Static(id=f"{name}-error", classes="error", markup=False)

    def _chosen(self, name: str) -> str:
        label = self._labels[name].get(self.draft.get(name, ""))
        return "Nothing chosen yet." if label is None else f"Chosen: {clean(label)}"

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Keep the choice, go to the next field."""
        message.stop()
        name = message.choice.id or ""
        self.draft[name] = message.value
        self.query_one(f"#{name}-chosen", Static).update(content(self._chosen(name)))
        self.accept(name)
        self.focus_next()

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        """Keep what is typed."""
        message.stop()
        box = message.text_area
        if isinstance(box, WordsBox) and box.id:
            self.draft[box.id] = box.words
            self.accept(box.id)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Keep what is typed."""
        message.stop()
        if message.input.id:
            self.draft[message.input.id] = clean(message.value)
            self.accept(message.input.id)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Go to the next field."""
        message.stop()
        self.focus_next()

    def value(self, name: str) -> str:
        """Return what a field holds, without blank ends."""
        return self.draft.get(name, "").strip()

    def refuse(self, name: str, sentence: str) -> None:
        """Say beside the field what is wrong, go there."""
        self.query_one(f"#{name}-error", Static).update(content(f"! {sentence}"))
        self.query_one(f"#{name}-error").add_class("-shown")
        field = self.query_one(f"#{name}")
        field.focus()
        field.scroll_visible(animate=False)
        # Beside a long list the sentence stands below what is seen.
        self.call_after_refresh(self.query_one(f"#{name}-error").scroll_visible, animate=False)

    def accept(self, name: str) -> None:
        """Take a field's error away."""
        for error in self.query(f"#{name}-error"):
            error.remove_class("-shown")

    def refused_words(self, name: str) -> bool:
        """Say why a box can't be kept (too full, a picture); False where it can."""
        sentence = self.query_one(f"#{name}", WordsBox).refusal()
        if sentence is not None:
            self.refuse(name, sentence)
        return sentence is not None

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Do what the key does."""
        message.stop()
        self.action_save()

    def action_save(self) -> None:
        """Check the fields, dismiss with the result."""
        raise NotImplementedError  # for each form to say: Textual's metaclass leaves no room for abc's

    def action_leave(self) -> None:
        """Go back; the draft stays."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show what this form is for."""
        self.app.push_screen(HelpModal(self.HELP))
