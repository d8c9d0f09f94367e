"""The half-termly form, box by box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.mentor.visit.own_rooms_app import REVIEW_SENT
from screens.mentor.wellbeing.review import BOX_BYTES, BOXES, READERS, ReviewScreen
from screens.plain.form import FormTalk
from store.language import say, say_each
from store.notebook.common.facts import FormDraft, ReviewForm

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting

HELP: Final = (
    "Every half-term the school asks what works and what does not, so that it can change it. Write as much or as "
    "little as you like. What you do not send waits here for you, locked away."
)


def review(sitting: Sitting, visit: Visit, record_id: str) -> None:
    """Ask what works, what does not, what should change; send it."""
    sitting.talk.say("", f"{say(ReviewScreen.HEADING)} {say(READERS)}")
    form = FormTalk(sitting, visit, "review", say_each(BOXES), BOX_BYTES, FormDraft(record_id), say(HELP))
    if form.run(lambda number, texts: visit.review(number, ReviewForm(**texts))):
        sitting.talk.say("", say(REVIEW_SENT))
