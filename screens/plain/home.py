"""What a mentor hears after signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from screens.mentor.app import SESSION_SAVED, new_draft, new_id
from screens.mentor.concern import Start
from screens.mentor.home import NOTHING, SIGNED_IN, WAYS, HomeScreen, waiting
from screens.mentor.reach import told_before_writing, told_reach
from screens.plain import lists
from screens.plain.check_in import REVIEW_NUMBER, check_in
from screens.plain.concern import ConcernTalk
from screens.plain.guidance import GuidanceTalk
from screens.plain.own_words import tell_news
from screens.plain.sent import tell_sent
from screens.plain.session import SessionTalk
from screens.plain.talk import Manner
from screens.plain.told import aloud
from screens.text import one_line
from store.errors import KioskError
from store.language import say, say_each, say_error
from store.notebook.facts import ConcernDraft

if TYPE_CHECKING:
    from datetime import date

    from screens.mentor.services import Visit
    from screens.plain.sitting import Sitting
    from screens.plain.tender import Tender

ON_SCREENS: Final = "This is on the full screen alone. An adult can help you with it there."
WHAT: Final = "What do you want to do?"


class HomeTalk:
    """All there is to do for one mentor, until the visit is over."""

    def __init__(self, sitting: Sitting, visit: Visit, tender: Tender, today: Callable[[], date]) -> None:
        self._sitting = sitting
        self._talk = sitting.talk
        self._visit = visit
        self._tender = tender
        self._today = today
        self._guidance = GuidanceTalk(sitting, visit, new_id)
        self._acts: dict[str, Callable[[], None]] = {
            "session": self._session,
            "worried": lambda: self._report(new_draft()),
            "me": lambda: self._report(new_draft("me")),
            "reports": self._reports,
            "messages": lambda: lists.messages(sitting, visit),
            "history": lambda: lists.history(sitting, visit),
            "check-in": lambda: check_in(sitting, visit, new_id()),
            "guidance": self._guidance.run,
            "sign out": sitting.sign_out,
        }

    def run(self) -> None:
        """Say what is new, ask what to do, do it, again and again; ends by leaving.Over."""
        try:
            if (news := self._visit.words.news) is not None:
                tell_news(self._sitting, self._visit, news)
        except KioskError as error:
            self._talk.problem(say_error(error))
        while True:
            try:
                before = self._waits()
                what = self._talk.choose(
                    say(WHAT),
                    say_each(WAYS),
                    Manner(say(HomeScreen.HELP), writing=False),
                    before=before,
                    may_go_back=False,
                )
                self._acts.get(what, lambda: self._talk.say(say(ON_SCREENS)))()
            except KioskError as error:
                self._talk.problem(say_error(error))

    def _waits(self) -> list[str]:
        told = [f"{say(HomeScreen.HEADING)}."]
        if reach := told_reach(self._tender.facts):
            told.append(reach)
        try:
            facts = self._visit.home()
        except KioskError as error:
            return [*told, say_error(error)]
        told += [_numbered(aloud(line)) for line in waiting(facts)] or [say(NOTHING)]
        return [*told, say(SIGNED_IN, name=one_line(facts.name, 40))]

    def _session(self) -> None:
        if self._visit.must_train:
            # Only the session waits: a worry never does.
            if self._guidance.train_first() == "worried":
                self._report(new_draft())
            return
        done = SessionTalk(self._sitting, self._visit, self._today()).run()
        if done is None:
            return
        self._talk.say("", say(SESSION_SAVED))
        if done.concern is not None:
            self._report(done.concern)
        else:
            check_in(self._sitting, self._visit, new_id())

    def _report(self, draft: ConcernDraft) -> None:
        concern = ConcernTalk(
            self._sitting,
            self._visit.concerns,
            Start(draft, warning=told_before_writing(self._tender.facts)),
            self._tender.send_at_once,
        )
        report = concern.run()
        if report is not None and tell_sent(self._sitting, report, named=True, is_red=concern.is_red):
            check_in(self._sitting, self._visit, new_id())

    def _reports(self) -> None:
        draft = lists.reports(self._sitting, self._visit)
        if draft is not None:
            self._report(draft)


def _numbered(line: str) -> str:
    # What is a key on the screen is the last answer here.
    return line.replace("F3", str(REVIEW_NUMBER))
