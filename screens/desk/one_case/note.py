"""Recording an action or a decision."""

from __future__ import annotations

from dataclasses import dataclass, field

from textual.app import ComposeResult

from screens.desk.parts.form import FormModal

_WORDS_BYTES = 10_000


@dataclass(frozen=True)
class Note:
    """An action or decision with its reason."""

    words: str = field(repr=False)
    reason: str = field(repr=False)


class NoteModal(FormModal[Note]):
    """What was done or decided, then why."""

    HEADING = "Note: an action or a decision"
    HELP = (
        "Write what was done or decided, then why, also when you decide not to refer. "
        "Nothing recorded is changed later: a correction is a new note."
    )

    def fields(self) -> ComposeResult:
        """Return the two boxes."""
        yield from self.words_field("words", "What was done or decided", limit=_WORDS_BYTES, classes="tall")
        yield from self.words_field("reason", "Why")

    def on_mount(self) -> None:
        """Start writing."""
        self.query_one("#words").focus()

    def action_save(self) -> None:
        """Take the note if both boxes hold something."""
        if not self.value("words"):
            self.refuse("words", "Write what was done or decided.")
        elif not self.value("reason"):
            self.refuse("reason", "Write why: each action and decision is recorded with its reason.")
        elif not self.refused_words("words") and not self.refused_words("reason"):
            self.dismiss(Note(self.value("words"), self.value("reason")))
