"""Which screen follows which where a mentor looks after what is theirs: forms, sessions, talks, what was agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.mentor.concerns.begun import new_id
from screens.mentor.visit.visited_app import VisitedApp
from store.language import say

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.mentor.sessions.history import HistoryScreen
    from screens.mentor.wellbeing.check_in import CheckInScreen
    from store.notebook.common.facts import SessionLine

REVIEW_SENT = "Sent. Thank you for telling us."
TALK_SAVED = "Saved. You can always talk again."
SESSION_ADDED = "Saved. It stands after what you logged."


class OwnRoomsApp(VisitedApp):
    """Wires the screens that go on from another one of a mentor's."""

    def on_history_screen_add_asked(self, message: HistoryScreen.AddAsked) -> None:
        """Ask which session, then what to add."""
        from screens.mentor.sessions.session_choice import SessionChoiceScreen

        message.stop()
        self.push_screen(SessionChoiceScreen(message.lines), self._adds_to)

    def _adds_to(self, line: SessionLine | None) -> None:
        from screens.mentor.sessions.session_added import SessionAddedScreen

        if line is not None and self.visit is not None and self.visit.mentor is not None:
            self.push_screen(SessionAddedScreen(self.visit.mentor, new_id(), self.clock, line), self._added)

    def _added(self, is_sent: bool | None) -> None:
        from screens.mentor.parts.listing import ListingScreen

        if is_sent and isinstance(self.page, ListingScreen):
            self.page.say(say(SESSION_ADDED))
            self.page.look()

    def check_in(self, before: str = "") -> None:
        """Ask how the mentor is, having said what was saved before."""
        from screens.mentor.wellbeing.check_in import CheckInScreen

        if self.visit is not None and self.visit.mentor is not None:
            self.push_screen(CheckInScreen(self.visit.mentor, new_id(), before))

    def on_check_in_screen_review_asked(self, message: CheckInScreen.ReviewAsked) -> None:
        """Open the half-termly form."""
        from screens.mentor.wellbeing.review import ReviewScreen

        message.stop()
        if self.visit is not None and self.visit.mentor is not None:
            self.push_screen(ReviewScreen(self.visit.mentor, new_id(), self.clock), self._reviewed)

    def _reviewed(self, is_sent: bool | None) -> None:
        if is_sent and self.page is not None:
            self.page.say(say(REVIEW_SENT))

    def on_check_in_screen_talk_asked(self, message: CheckInScreen.TalkAsked) -> None:
        """Say whether a talk is due, with whom."""
        from screens.mentor.wellbeing.talk_over import TalkOverScreen

        message.stop()
        if self.visit is not None and self.visit.mentor is not None:
            self.push_screen(TalkOverScreen(self.visit.mentor, self.now), self._talked)

    def _talked(self, is_done: bool | None) -> None:
        if is_done and self.page is not None:
            self.page.say(say(TALK_SAVED))

    def agree(self, mentor: Visit) -> None:
        """Show what was agreed."""
        from screens.mentor.learning.agreement import AgreementScreen

        self.push_screen(AgreementScreen(mentor, new_id))
