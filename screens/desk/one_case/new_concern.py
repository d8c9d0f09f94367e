"""A concern that the person at the desk enters."""

from __future__ import annotations

from textual.app import ComposeResult

from screens.desk.one_case.level import LEVELS
from screens.desk.parts.drafts import Draft
from screens.desk.parts.form import FormModal
from screens.widgets.status_line import glyph_and_word

_WORDS_BYTES = 10_000
_PLACE_LETTERS = 200
HOW = ("I saw or heard it", "A pupil told me", "An adult told me", "A parent or carer told me", "I read it")
ADULT = (("no", "No"), ("yes", "Yes, or it may be"))
WHY = {
    "words": "Write what you saw or were told.",
    "how": "Choose how you know.",
    "adult": "Answer this: it decides whose casebook it goes to.",
    "level": "Choose a level.",
}


class NewConcernModal(FormModal[dict[str, str]]):
    """What was seen or told, in whose casebook, how urgent."""

    HEADING = "A new concern"
    HELP = (
        "Write what you saw or were told, the child's words as they were said, facts apart from opinions. It becomes "
        "a case of its own under your name, which you have read. A worry about an adult of the school goes to the "
        "head: at another desk nothing of it is kept, and you are told whom to tell in person. Danger now: 999 first."
    )

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)

    def fields(self) -> ComposeResult:
        """Return the questions."""
        yield from self.choice_field(
            "adult", "Might an adult who works, helps or visits in this school be part of it?", list(ADULT)
        )
        yield from self.words_field("words", "What you saw or were told", limit=_WORDS_BYTES, classes="tall")
        yield from self.line_field("place", "When and where (may be left empty)", limit=_PLACE_LETTERS)
        yield from self.choice_field("how", "How you know", [(one, one) for one in HOW])
        yield from self.choice_field("level", "Level", [(one, glyph_and_word(one)) for one in LEVELS])

    def on_mount(self) -> None:
        """Start with the first thing that is not answered."""
        self.query_one("#words" if self.value("adult") else "#adult").focus()

    def action_save(self) -> None:
        """Take the concern if all that it needs is there."""
        for name in ("adult", "words", "how", "level"):
            if not self.value(name):
                self.refuse(name, WHY[name])
                return
        if not self.refused_words("words"):
            self.dismiss({name: self.value(name) for name in ("adult", "words", "place", "how", "level")})
