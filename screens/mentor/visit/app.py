"""The kiosk's program: which screen follows which.

Nothing but Textual and light modules is imported before the welcome is painted: the others come with `rooms`.
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType

from screens.mentor.concerns.begun import new_draft, new_id
from screens.mentor.parts.reach import told_after_writing, told_before_writing
from screens.mentor.sessions.session_left import SESSION_SAVED, UNSAVED, UNSAVED_ANSWERS
from screens.mentor.visit.own_rooms_app import OwnRoomsApp
from store.language import say, say_each

if TYPE_CHECKING:
    from screens.mentor.afterwards.reports import ReportsScreen
    from screens.mentor.concerns.concern import ConcernScreen
    from screens.mentor.parts.quick_code import QuickCode
    from screens.mentor.parts.services import Visit
    from screens.mentor.sessions.session import SessionDone
    from screens.mentor.visit.home import HomeScreen
    from screens.mentor.visit.open_visit import OpenVisit
    from store.notebook.common.facts import ConcernDraft, SentReport, WelcomeFacts


class KioskApp(OwnRoomsApp):
    """Wires the kiosk's screens."""

    TITLE = "Kiosk"
    KEYS_WHEN_TOO_SMALL = frozenset({"f9", "ctrl+n", "f10", "ctrl+o"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9,ctrl+n", "hide", "Hide now", key_display="F9/^N", priority=True),
        Binding("f10,ctrl+o", "sign_out", "Sign out", key_display="F10/^O", priority=True),
    ]

    # -- without a name --------------------------------------------------------------------------------------------

    def on_welcome_screen_sign_in_asked(self) -> None:
        """Ask for name and words."""
        from screens.mentor.entering.sign_in import SignInScreen

        signing_in = SignInScreen(self.seat, self.clock)
        self.push_screen(signing_in, lambda mentor: self._signed_in(mentor, signing_in.code))

    def on_welcome_screen_help_asked(self) -> None:
        """Say whom to go to."""
        from screens.mentor.entering.help_now import HelpNowScreen

        self.push_screen(HelpNowScreen(self.facts.adults if self.facts else ()))

    def on_welcome_screen_plain_asked(self) -> None:
        """Have the visit line by line on the bare terminal, then come back to the welcome."""
        from screens.plain.from_screen import talk_instead

        with contextlib.suppress(SuspendNotSupported):
            with self.suspend():
                problem = talk_instead(self)
            # As at the end of any visit, for that is where all of it is left behind.
            self.to_welcome(problem)

    def on_help_now_screen_find_me_asked(self) -> None:
        """Ask an adult to come, without a name but the first."""
        self._opens(None)
        self._find_me()

    def on_help_now_screen_report_asked(self) -> None:
        """Write a concern without a name."""
        self._opens(None)
        self._report(new_draft())

    def on_concern_screen_find_me_asked(self) -> None:
        """Ask an adult to come, from within a concern."""
        self._find_me()

    def on_concern_screen_danger_queued(self) -> None:
        """Send at once."""
        self.send_at_once()

    def _opens(self, mentor: Visit | None, code: QuickCode | None = None) -> None:
        from screens.mentor.visit.open_visit import OpenVisit

        self.visit = OpenVisit(mentor, code=code)

    def _find_me(self) -> None:
        from screens.mentor.entering.find_me import FindMeScreen

        self.push_screen(FindMeScreen(self.seat.find_me, self.facts.adults if self.facts else ()), self._found_me)

    def _found_me(self, report: SentReport | None) -> None:
        from screens.mentor.afterwards.sent import SentScreen
        from screens.mentor.concerns.concern import ConcernScreen

        is_alone = not any(isinstance(screen, ConcernScreen) for screen in self.screen_stack)
        if report is not None:
            self.send_at_once()
            told = told_after_writing(self.facts, report)
            sent = SentScreen(report, named=not is_alone, is_red=True, coming=True, around=self._around, warning=told)
            self.push_screen(sent, lambda _: self.end_visit() if is_alone else None)
        elif is_alone:
            self.visit = None

    # -- a mentor --------------------------------------------------------------------------------------------------

    def _signed_in(self, mentor: Visit | None, code: QuickCode | None) -> None:
        if mentor is None:
            return
        self._opens(mentor, code)
        news = mentor.words.news
        if news is None:
            self._go_home(mentor)
        else:
            from screens.mentor.entering.first_sign_in import FirstSignInScreen

            self.push_screen(FirstSignInScreen(mentor.words, news), partial(self._words_answered, mentor))

    def _words_answered(self, mentor: Visit, answer: str | None) -> None:
        from screens.mentor.entering.first_sign_in import OWN

        self._go_home(mentor)
        if answer == OWN:
            self._own_words(mentor, asks=False)

    def _go_home(self, mentor: Visit) -> None:
        from screens.mentor.visit.home import HomeScreen

        self.push_screen(HomeScreen(mentor, self._around, self.now))

    def _own_words(self, mentor: Visit, *, asks: bool) -> None:
        from screens.mentor.entering.own_words import OwnWordsScreen

        self.push_screen(OwnWordsScreen(mentor, self.clock, asks=asks))

    def on_home_screen_asked(self, message: HomeScreen.Asked) -> None:
        """Open what was chosen."""
        if self.visit is None or self.visit.mentor is None:
            return
        mentor, what = self.visit.mentor, message.what
        if what == "session":
            self._before_session(self.visit, mentor)
        elif what == "worried":
            self._report(new_draft())
        elif what == "me":
            self._report(new_draft("me"))
        elif what == "check-in":
            self.check_in()
        elif what == "words":
            self._own_words(mentor, asks=True)
        elif what == "agreed":
            self.agree(mentor)
        elif what == "sign out":
            self.action_sign_out()
        else:
            self._look(what, mentor)

    def _around(self) -> WelcomeFacts | None:
        return self.facts

    def _look(self, what: str, mentor: Visit) -> None:
        from screens.mentor.visit import rooms

        if what == "reports":
            self.push_screen(rooms.ReportsScreen(mentor, self._around))
        elif what == "messages":
            self.push_screen(rooms.MessagesScreen(mentor))
        elif what == "history":
            self.push_screen(rooms.HistoryScreen(mentor))
        else:
            self.push_screen(rooms.GuidanceScreen(mentor, new_id, self.clock))

    def on_reports_screen_more_asked(self, message: ReportsScreen.MoreAsked) -> None:
        """Ask for the code, then go on as with any report."""
        from screens.mentor.afterwards.more import MoreScreen

        message.stop()
        if self.visit is not None and self.visit.mentor is not None:
            self.push_screen(MoreScreen(self.visit.mentor), self._adds)

    def _adds(self, draft: ConcernDraft | None) -> None:
        if draft is not None:
            self._report(draft)

    def _before_session(self, visit: OpenVisit, mentor: Visit) -> None:
        gate = mentor.duties.gate
        if not gate:
            self._log_session(visit, mentor)
            return
        from screens.mentor.learning.training_gate import TrainingGateScreen
        from screens.mentor.sessions.session_gate import GATES, SessionGateScreen

        screen = SessionGateScreen(mentor, gate) if gate in GATES else TrainingGateScreen()
        self.push_screen(screen, partial(self._gate_answered, mentor))

    def _gate_answered(self, mentor: Visit, way: str | None) -> None:
        if way == "training":
            from screens.mentor.learning.training import TrainingScreen

            self.push_screen(TrainingScreen(mentor, new_id))
        elif way == "agreed":
            self.agree(mentor)
        elif way == "check-in":
            self.check_in()
        elif way == "worried":
            self._report(new_draft())

    def _log_session(self, visit: OpenVisit, mentor: Visit) -> None:
        from screens.mentor.sessions.session import SessionScreen

        self.push_screen(SessionScreen(mentor, visit.session, new_id, self.now, self.clock), self._logged)

    def _logged(self, done: SessionDone | None) -> None:
        if done is not None and done.concern is not None:
            self._report(done.concern)
        elif done is not None:
            self.check_in(say(SESSION_SAVED))

    # -- a concern -------------------------------------------------------------------------------------------------

    def _report(self, draft: ConcernDraft) -> None:
        from screens.mentor.concerns.concern import ConcernScreen, Start

        mentor = self.visit.mentor if self.visit else None
        opened = self.seat.without_name if mentor is None else lambda: mentor.concerns
        start = Start(draft, named=mentor is not None, warning=told_before_writing(self.facts))
        concern = ConcernScreen(opened, start, self.clock)
        self.push_screen(concern, partial(self._reported, concern))

    def _reported(self, concern: ConcernScreen, report: SentReport | None) -> None:
        from screens.mentor.afterwards.sent import SentScreen

        is_named = self.visit is not None and self.visit.mentor is not None
        if report is not None:
            concerns = concern.concerns
            sent = SentScreen(
                report,
                named=is_named,
                is_red=concern.is_red,
                around=self._around,
                tell_kind=None if concerns is None else partial(concerns.tell_kind, report.id),
                warning=told_after_writing(self.facts, report),
            )
            self.push_screen(sent, self._told if is_named else lambda _: self.end_visit())
        elif not is_named:
            self.end_visit()

    def _told(self, wants_check_in: bool | None) -> None:
        if wants_check_in:
            self.check_in()

    # -- keys ------------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """Offer to hide what can be seen, to sign out of a visit."""
        if action == "hide":
            return not (self.is_at_welcome or self.is_locked or self.is_ending)
        is_named = self.visit is not None and self.visit.mentor is not None
        return action != "sign_out" or (is_named and not self.is_ending)

    def action_hide(self) -> None:
        """Hide at once."""
        self.go_away()

    def action_sign_out(self) -> None:
        """End the visit, having asked about a session that is not logged."""
        from screens.mentor.parts.ask import AskModal

        if isinstance(self.screen, AskModal):
            return
        if self.visit is not None and self.visit.has_unsaved_session and not self.is_locked:
            self.push_screen(AskModal(say(UNSAVED), say_each(UNSAVED_ANSWERS)), self._sign_out_answered)
        else:
            self.end_visit(forced=self.is_locked)

    def _sign_out_answered(self, answer: str | None) -> None:
        if answer == "leave":
            self.end_visit()
