"""Replying to the mentor with a safe phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Static

from screens.desk.parts.drafts import Draft
from screens.desk.parts.form import FORM_SHEET, FormModal
from screens.desk.parts.telling import MUTED
from screens.text import clean, content, looks_like_image
from screens.widgets.choice import Choice
from screens.widgets.words_box import PICTURE
from store.casebook.case.facts import Phrase

EMPTY = "Fill this in, or go back for another phrase."
_BLANK_LETTERS = 60
_QUESTIONS = {"room": "Which room", "time": "What time", "name": "Whose name"}


@dataclass(frozen=True)
class Reply:
    """A phrase with its blanks filled in."""

    phrase_id: str
    blanks: dict[str, str] = field(repr=False)


def phrase_text(phrase: Phrase, blanks: dict[str, str]) -> str:
    """Return the phrase with {room} or ROOM replaced by what is filled in, by ROOM where nothing is yet."""
    told = {need: blanks.get(need) or need.upper() for need in phrase.needs}
    if not told:
        return phrase.text
    # One pass, so that a name such as "ROOM" in one blank is not taken for another blank.
    marks = {mark: value for need, value in told.items() for mark in (f"{{{need}}}", need.upper())}
    pattern = "|".join(rf"(?<!\w){re.escape(mark)}(?!\w)" for mark in sorted(marks, key=len, reverse=True))
    return re.sub(pattern, lambda found: marks[found.group()], phrase.text)


class PhraseModal(FormModal[Reply]):
    """Choose a phrase, fill in its blanks, read what will be sent, send."""

    CSS_PATH: ClassVar[CSSPathType | None] = [FORM_SHEET, "phrase.tcss"]
    HEADING = "Reply to the mentor"
    SAVE = "Send"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+f", "save", "Send", key_display="F2/^F")]
    HELP = (
        "Replies are phrases that are safe on a shared screen. They never ask a mentor to find out, watch or keep "
        "anything. The kiosk adds 999 and Childline to each."
    )

    def __init__(self, draft: Draft, phrases: tuple[Phrase, ...]) -> None:
        super().__init__(draft)
        self._phrases = phrases
        self._needs = tuple(dict.fromkeys(need for phrase in phrases for need in phrase.needs))

    def fields(self) -> ComposeResult:
        """Return the phrases, the blanks, what will be sent."""
        options = [(phrase.id, phrase_text(phrase, {})) for phrase in self._phrases]
        yield Choice(options, chosen=self.draft.get("phrase"), spaced=False, id="phrase")
        for number, need in enumerate(self._needs):
            with Vertical(id=f"need-{number}"):
                question = _QUESTIONS.get(need, clean(need))
                yield from self.line_field(f"blank-{number}", question, limit=_BLANK_LETTERS)
        yield Static(id="preview", markup=False)
        yield Static(id="phrase-error", classes="error", markup=False)

    def on_mount(self) -> None:
        """Start with the phrases, or with the one that was chosen before."""
        self.query_one("#phrase").focus()
        self._show(self.phrase)

    @property
    def phrase(self) -> Phrase | None:
        """The phrase that is chosen."""
        return next((phrase for phrase in self._phrases if phrase.id == self.draft.get("phrase")), None)

    @property
    def blanks(self) -> dict[str, str]:
        """What is filled in for the chosen phrase."""
        needs = self.phrase.needs if self.phrase else ()
        return {need: self.value(f"blank-{self._needs.index(need)}") for need in needs}

    def _show(self, phrase: Phrase | None) -> None:
        self.query_one("#phrase").display = phrase is None
        self.query_one("#save", Button).display = phrase is not None
        for number, need in enumerate(self._needs):
            self.query_one(f"#need-{number}").display = phrase is not None and need in phrase.needs
        self._preview()
        if phrase is None:
            self.query_one("#phrase").focus()
        elif phrase.needs:
            self.query_one(f"#blank-{self._needs.index(phrase.needs[0])}").focus()
        else:
            self.query_one("#save").focus()
        self.refresh_bindings()

    def _preview(self) -> None:
        phrase = self.phrase
        preview = self.query_one("#preview", Static)
        preview.display = phrase is not None
        if phrase is not None:
            told = content(phrase_text(phrase, self.blanks))
            preview.update(Content.assemble(("The mentor will read:\n", MUTED), told))

    def on_choice_chosen(self, message: Choice.Chosen) -> None:
        """Ask for the phrase's blanks."""
        message.prevent_default().stop()
        self.draft["phrase"] = message.value
        self.accept("phrase")
        self._show(self.phrase)

    def accept(self, name: str) -> None:
        """Take a field's error away, show what would be sent now."""
        super().accept(name)
        self._preview()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to send when a phrase is chosen."""
        return action != "save" or self.phrase is not None

    def action_save(self) -> None:
        """Send the phrase if all its blanks are filled in."""
        phrase = self.phrase
        if phrase is None:
            self.refuse("phrase", "Choose a phrase.")
            return
        for need, value in self.blanks.items():
            wrong = PICTURE if looks_like_image(value) else "" if value else EMPTY
            if wrong:
                self.refuse(f"blank-{self._needs.index(need)}", wrong)
                return
        self.dismiss(Reply(phrase.id, self.blanks))

    def action_leave(self) -> None:
        """Go back to the phrases, from there to the case."""
        if self.phrase is None:
            self.dismiss(None)
            return
        del self.draft["phrase"]
        self._show(None)
