"""The form before a paper is made: the words that will open it, or the warning that nothing protects it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from screens.desk.parts.form import FormModal
from screens.text import content
from store.casebook.papers.asked import Asked, Form, What

WORDS = "Six words open this file, nothing else does. Write them down now: they are shown this once and kept nowhere."
OPEN = "! A CSV file is not locked: whoever gets it can read every word in it. A locked PDF is safer."
SURE = "Anybody can read this file. Press F2 once more to make it all the same, Esc to go back."
DUTY = "Known names of other pupils are masked. You must still read every line before you hand it over."
BY_NAME = "Other pupils stand in it by name: not for handing over."
ALSO = "Also mask (nicknames, misspelt names; commas between them)"
_PATH_LETTERS = 400
_NAMES_LETTERS = 1_000


class PaperModal(FormModal[dict[str, str]]):
    """Where a paper goes, which further names are masked; dismisses with both."""

    SAVE = "Make the file"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+f", "save", "Make the file", key_display="F2/^F")]
    HELP = (
        "A PDF is locked with six words that this desk makes up, shows here once and keeps nowhere: without them "
        "nobody opens it, you neither. Tell them to the reader by another way than the file. A CSV for spreadsheets "
        "can't be locked, so it asks twice. Files never take the place of others. Who made what is recorded. "
        "Where names are masked, nicknames, misspelt names and descriptions are not found by themselves: write them "
        "as they stand in the paper, with commas between them; make it again when you find more. They are kept "
        "nowhere. "
        "F2 makes the file in the folder that stands here; write the whole path of another one, a stick's say."
    )

    def __init__(self, heading: str, asked: Asked, folder: str, words: str, lacks: str) -> None:
        super().__init__({"folder": folder})
        self.HEADING = heading  # type: ignore[misc]  # one class for all papers
        self._asked = asked
        self._words = words
        self._lacks = lacks
        self._is_sure = asked.form is Form.PDF

    def fields(self) -> ComposeResult:
        """Return what protects the file, then the folder."""
        if self._asked.masks or self._asked.what in (What.PERSON, What.MENTOR):
            yield Static(content(BY_NAME if self._asked.shows_names else DUTY), classes="note", markup=False)
        if self._asked.form is Form.CSV:
            yield Static(content(OPEN), classes="warning", markup=False)
        elif self._lacks:
            yield Static(content(f"! {self._lacks}"), classes="warning", markup=False)
        else:
            yield Static(content(WORDS), classes="note", markup=False)
            yield Static(content(f"\n    {self._words}\n"), id="words", markup=False)
        if self._asked.masks:
            yield from self.line_field("also", ALSO, limit=_NAMES_LETTERS)
        yield from self.line_field("folder", "In which folder", limit=_PATH_LETTERS)

    def on_mount(self) -> None:
        """Start with what is asked first."""
        self.query_one("#also" if self._asked.masks else "#folder").focus()

    def action_save(self) -> None:
        """Take the folder; a file that anybody can read asks a second time."""
        if self._lacks:
            self.refuse("folder", self._lacks)
        elif not self.value("folder"):
            self.refuse("folder", "Write the whole path of a folder.")
        elif not self._is_sure:
            self._is_sure = True
            self.refuse("folder", SURE)
        else:
            self.dismiss({name: self.value(name) for name in ("folder", "also")})
