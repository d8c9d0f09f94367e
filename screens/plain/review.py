"""The half-termly form, box by box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.mentor.app import REVIEW_SENT
from screens.mentor.review import BOX_BYTES, BOXES, EMPTY, READERS, ReviewScreen
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from screens.plain.words import Words
from store.errors import KioskError
from store.language import say, say_each, say_error
from store.notebook.facts import ReviewForm

if TYPE_CHECKING:
    from screens.mentor.services import Visit
    from screens.plain.sitting import Sitting

HELP: Final = (
    "Every half-term the school asks what works and what does not, so that it can change it. Write as much or as "
    "little as you like. What you do not send is not kept."
)
_SENDS: Final = (("send", "Send"), ("again", "Go through it again"))


def review(sitting: Sitting, visit: Visit, record_id: str) -> None:
    """Ask what works, what does not, what should change; send it."""
    talk, written, at = sitting.talk, {name: "" for name, _label in BOXES}, 0
    talk.say("", f"{say(ReviewScreen.HEADING)} {say(READERS)}")
    while True:
        try:
            if at < len(BOXES):
                _write(sitting, written, *say_each(BOXES)[at])
                at += 1
            elif not "".join(written.values()).strip():
                talk.problem(say(EMPTY))
                at = 0
            elif talk.choose(say("Send it now?"), say_each(_SENDS), Manner(say(HELP))) == "send":
                visit.review(record_id, ReviewForm(**written))
                talk.say("", say(REVIEW_SENT))
                return
            else:
                at = 0
        except Back:
            if at == 0:
                return
            at -= 1
        except KioskError as error:
            talk.problem(say_error(error))


def _write(sitting: Sitting, written: dict[str, str], name: str, label: str) -> None:
    box = Words(sitting.talk, written[name], BOX_BYTES, lambda: "", sitting.clock)
    try:
        box.ask(label, say(HELP))
    finally:
        written[name] = box.text
