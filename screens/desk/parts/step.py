"""Taking one step on a case: the list of steps, the form of the one that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.desk.parts.desk_keys import DeskKeys
from screens.desk.parts.drafts import Draft
from screens.desk.parts.form import FORM_SHEET, FormModal
from screens.desk.parts.help import HelpModal
from screens.desk.parts.step_form import Field, StepForm
from screens.text import content
from screens.widgets.choice import Choice

MENU_HELP = (
    "Choose one with the arrows or its number, then Enter. Each step on a case is recorded under your name, with its "
    "time, and is never changed later."
)


class StepMenu(ModalScreen[str]):
    """The steps that a case allows, or the pages that there are."""

    CSS_PATH: ClassVar[CSSPathType | None] = FORM_SHEET
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,ctrl+g", "help", "Help", key_display="F1/^G"),
        Binding("escape", "leave", "Back", key_display="Esc"),
    ]

    def __init__(
        self, entries: Sequence[tuple[str, str]], heading: str = "What do you record?", help_words: str = MENU_HELP
    ) -> None:
        super().__init__()
        self._help = help_words
        self._entries = list(entries)
        self._heading = heading

    def compose(self) -> ComposeResult:
        """Return the list."""
        with VerticalScroll(id="form", classes="menu", can_focus=False):
            yield Static(content(self._heading), classes="title", markup=False)
            yield Choice(self._entries, spaced=False, id="steps")
        yield DeskKeys()

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Dismiss with the step."""
        message.stop()
        self.dismiss(message.value)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Show what the list is for."""
        self.app.push_screen(HelpModal(self._help))


class StepModal(FormModal[dict[str, str]]):
    """The fields of one step."""

    def __init__(self, draft: Draft, form: StepForm) -> None:
        self.HEADING = form.heading  # type: ignore[misc]  # one class for all steps
        self.HELP = form.help  # type: ignore[misc]
        for one in form.fields:
            if one.first:
                draft.setdefault(one.name, one.first)
        super().__init__(draft)
        self._form = form

    def fields(self) -> ComposeResult:
        """Return the fields in their order."""
        if self._form.note:
            yield Static(content(self._form.note), classes="note", markup=False)
        for one in self._form.fields:
            if one.options:
                yield from self.choice_field(one.name, one.label, list(one.options))
            elif one.is_box:
                yield from self.words_field(one.name, one.label, limit=one.limit)
            else:
                yield from self.line_field(one.name, one.label, limit=one.limit)

    def on_mount(self) -> None:
        """Start with the first field that holds nothing."""
        empty = [one.name for one in self._form.fields if not self.value(one.name)]
        names = [one.name for one in self._form.fields]
        self.query_one(f"#{(empty or names or ['save'])[0]}").focus()
        if empty == names:
            # Else the label above the first box is scrolled away.
            self.call_after_refresh(self.query_one("#form").scroll_home, animate=False)

    def action_save(self) -> None:
        """Take the step if all that it needs is there."""
        for one in self._form.fields:
            if one.refusal and not self._is_given(one):
                self.refuse(one.name, one.refusal)
                return
            if one.is_box and self.refused_words(one.name):
                return
        self.dismiss({one.name: self.value(one.name) for one in self._form.fields})

    def _is_given(self, one: Field) -> bool:
        value = self.value(one.name)
        return bool(value) and (not one.options or value in dict(one.options))
