"""Adding to a session that is logged already, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from screens.mentor.concerns.begun import new_id
from screens.mentor.sessions.history import session_line
from screens.mentor.sessions.session_added import BOX_BYTES, BOXES, READERS
from screens.mentor.sessions.session_choice import SessionChoiceScreen
from screens.mentor.visit.own_rooms_app import SESSION_ADDED
from screens.plain.form import FormTalk
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from store.language import say, say_each
from store.notebook.common.facts import FormDraft, SessionLine

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting

HELP: Final = (
    "Write what was wrong in your log, or what you want to add. The first log is never changed: the teacher who runs "
    "the mentors sees both. What you do not send waits here for you, locked away."
)
_PAGE: Final = 5
_END: Final = (("back", "Back"),)
_MORE: Final = (("more", "Older ones"), *_END)


def add_to_session(sitting: Sitting, visit: Visit, lines: Sequence[SessionLine]) -> None:
    """Ask which of these sessions, what to add; send it."""
    line = _chosen(sitting, lines)
    if line is None:
        return
    sitting.talk.say("", session_line(line), say(READERS))
    form = FormTalk(sitting, visit, "addition", say_each(BOXES), BOX_BYTES, FormDraft(new_id(), line.id), say(HELP))
    if form.run(lambda number, texts: visit.forms.add_to_session(number, line.id, texts["words"])):
        sitting.talk.say("", say(SESSION_ADDED))


def _chosen(sitting: Sitting, lines: Sequence[SessionLine]) -> SessionLine | None:
    at = 0
    while True:
        shown = lines[at : at + _PAGE]
        ways = [(line.id, session_line(line)) for line in shown]
        try:
            more = say_each(_MORE if lines[at + _PAGE :] else _END)
            chosen = sitting.talk.choose(say(SessionChoiceScreen.HEADING), [*ways, *more], Manner(say(HELP)))
        except Back:
            chosen = "back"
        if chosen == "more":
            at += _PAGE
        elif chosen != "back":
            return next(line for line in shown if line.id == chosen)
        elif at == 0:
            return None
        else:
            at -= _PAGE
