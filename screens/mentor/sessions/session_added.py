"""Adding to a session that is logged already."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from screens.mentor.parts.form import FormScreen
from screens.mentor.sessions.history import session_line
from store.language import say
from store.notebook.common.facts import SessionLine

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit

BOX_BYTES = 2_000
BOXES = (("words", "What was wrong, or what do you want to add?"),)
READERS = (
    "What you logged stays as it is; this stands after it, for the same adults. A worry about somebody goes into a "
    "report instead (2 at Home)."
)


class SessionAddedScreen(FormScreen):
    """One box about one session."""

    HEADING = "Add to a session"
    HELP = (
        "Write what was wrong in your log, or what you want to add. The first log is never changed: the teacher who "
        "runs the mentors sees both. F2 sends it. What you do not send waits here for you, locked away."
    )
    FORM: ClassVar[str] = "addition"
    BOXES: ClassVar[tuple[tuple[str, str], ...]] = BOXES
    BOX_BYTES: ClassVar[int] = BOX_BYTES

    def __init__(self, visit: Visit, record_id: str, clock: Callable[[], float], line: SessionLine) -> None:
        super().__init__(visit, record_id, clock, line.id)
        self._line = line

    def said_before(self) -> tuple[str, ...]:
        """Return which session it is, what happens to what is written."""
        return (session_line(self._line), say(READERS))

    def send_form(self, record_id: str, texts: dict[str, str]) -> None:
        """Send what is added."""
        self._visit.forms.add_to_session(record_id, self._about, texts["words"])
