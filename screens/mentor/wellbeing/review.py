"""The half-termly form."""

from __future__ import annotations

from typing import ClassVar

from screens.mentor.parts.form import EMPTY, FormScreen
from store.language import say
from store.notebook.common.facts import ReviewForm

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
__all__ = ["BOXES", "BOX_BYTES", "EMPTY", "READERS", "ReviewScreen"]


class ReviewScreen(FormScreen):
    """Three boxes on the mentoring itself."""

    HEADING = "How is the mentoring?"
    HELP = (
        "Every half-term the school asks what works and what does not, so that it can change it. Write as much or as "
        "little as you like, then send it with F2. Tab goes to the next box. What you do not send waits here for you, "
        "locked away."
    )
    FORM: ClassVar[str] = "review"
    BOXES: ClassVar[tuple[tuple[str, str], ...]] = BOXES
    BOX_BYTES: ClassVar[int] = BOX_BYTES

    def said_before(self) -> tuple[str, ...]:
        """Return who can read it."""
        return (say(READERS),)

    def send_form(self, record_id: str, texts: dict[str, str]) -> None:
        """Send the three answers."""
        form = ReviewForm(texts.get("working", ""), texts.get("not_working", ""), texts.get("change", ""))
        self._visit.review(record_id, form)
