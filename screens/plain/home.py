"""What a mentor hears after signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from screens.mentor.concerns.begun import new_draft, new_id
from screens.mentor.concerns.concern import Start
from screens.mentor.parts.reach import told_before_writing, told_reach
from screens.mentor.sessions.session_gate import GATES, SessionGateScreen, gate_sentences, gate_ways
from screens.mentor.sessions.session_left import SESSION_SAVED
from screens.mentor.visit.home import NOTHING, SIGNED_IN, WAYS, HomeScreen, waiting
from screens.plain import lists
from screens.plain.agreement import agreement
from screens.plain.check_in import REVIEW_NUMBER, TALK_NUMBER, check_in
from screens.plain.concern import ConcernTalk
from screens.plain.concern_questions import QUESTIONS
from screens.plain.digits import choose_digits
from screens.plain.guidance import GuidanceTalk
from screens.plain.leaving import Back
from screens.plain.own_words import own_words, tell_news
from screens.plain.sent import tell_sent
from screens.plain.session import SessionTalk
from screens.plain.talk import Manner
from screens.plain.told import aloud
from screens.text import one_line
from store.errors import KioskError
from store.language import say, say_each, say_error
from store.notebook.common.facts import ConcernDraft

if TYPE_CHECKING:
    from datetime import date, datetime

    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting
    from screens.plain.tender import Tender

ON_SCREENS: Final = "This is on the full screen alone. An adult can help you with it there."
WHAT: Final = "What do you want to do?"
HELP: Final = (
    "First comes what waits for you, then what you can do: type its number. Type 'words' to change your words, "
    "'digits' to choose 4 digits that bring you back after 'hide', 'agreed' to hear what you and the school agreed. "
    "When you have finished, sign out."
)
TYPE_NUMBERS: Final = "Type 7, then {number}."
TYPE_AGREED: Final = "Type: agreed."
# What may be typed besides the numbers.
WORDS: Final = ("words", "digits", "agreed")
ALSO: Final = "You can also type: words, digits or agreed. Help says what they do."


class HomeTalk:
    """All there is to do for one mentor, until the visit is over."""

    def __init__(self, sitting: Sitting, visit: Visit, tender: Tender, now: Callable[[], datetime]) -> None:
        self._sitting = sitting
        self._talk = sitting.talk
        self._visit = visit
        self._tender = tender
        self._now = now
        self._guidance = GuidanceTalk(sitting, visit, new_id)
        self._acts: dict[str, Callable[[], None]] = {
            "session": self._session,
            "worried": lambda: self._report(new_draft()),
            "me": lambda: self._report(new_draft("me")),
            "reports": self._reports,
            "messages": lambda: lists.messages(sitting, visit),
            "history": lambda: lists.history(sitting, visit),
            "check-in": self._check_in,
            "guidance": self._guidance.run,
            "sign out": sitting.sign_out,
            "agreed": lambda: agreement(sitting, visit),
            "words": lambda: own_words(sitting, visit),
            "digits": lambda: choose_digits(sitting),
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
                    Manner(say(HELP), writing=False),
                    before=before,
                    words=_words(),
                    may_go_back=False,
                )
                self._acts.get(what, lambda: self._talk.say(say(ON_SCREENS)))()
            except KioskError as error:
                self._talk.problem(say_error(error))

    def _today(self) -> date:
        return self._now().astimezone().date()

    def _waits(self) -> list[str]:
        told = [f"{say(HomeScreen.HEADING)}."]
        if reach := told_reach(self._tender.facts):
            told.append(reach)
        try:
            facts = self._visit.home()
        except KioskError as error:
            return [*told, say_error(error)]
        told += [_numbered(aloud(line)) for line in waiting(facts, self._today(), _press())] or [say(NOTHING)]
        return [*told, say(ALSO), say(SIGNED_IN, name=one_line(facts.name, 40))]

    def _session(self) -> None:
        if gate := self._visit.duties.gate:
            # Only the session waits: a worry never does.
            self._at_gate(gate)
            return
        done = SessionTalk(self._sitting, self._visit, self._now).run()
        if done is None:
            return
        self._talk.say("", say(SESSION_SAVED))
        if done.concern is not None:
            self._report(done.concern)
        else:
            self._check_in()

    def _at_gate(self, gate: str) -> None:
        if gate not in GATES:
            answer = self._guidance.train_first() or "back"
        else:
            told = [f"{say(SessionGateScreen.HEADING)}.", *gate_sentences(gate, self._visit.duties.care())]
            try:
                answer = self._talk.choose("", gate_ways(gate), Manner(say(SessionGateScreen.HELP)), before=told)
            except Back:
                answer = "back"
        if answer == "worried":
            self._report(new_draft())
        elif answer in self._acts:
            self._acts[answer]()

    def _check_in(self) -> None:
        check_in(self._sitting, self._visit, new_id(), self._today())

    def _report(self, draft: ConcernDraft) -> None:
        concern = ConcernTalk(
            self._sitting,
            self._visit.concerns,
            Start(draft, warning=told_before_writing(self._tender.facts)),
            self._tender.send_at_once,
        )
        report = concern.run(QUESTIONS)
        if report is not None and tell_sent(
            self._sitting,
            report,
            named=True,
            is_red=concern.is_red,
            facts=self._tender.facts,
            tell_kind=partial(self._visit.concerns.tell_kind, report.id),
        ):
            self._check_in()

    def _reports(self) -> None:
        draft = lists.reports(self._sitting, self._visit, self._tender.facts)
        if draft is not None:
            self._report(draft)


def _words() -> dict[str, str]:
    # The English words hold in every language, beside its own.
    return {said: word for word in WORDS for said in (word, say(word))}


def _press() -> dict[str, str]:
    return {
        "talk": say(TYPE_NUMBERS, number=TALK_NUMBER),
        "agreed": say(TYPE_AGREED),
        "review": say(TYPE_NUMBERS, number=REVIEW_NUMBER),
    }


def _numbered(line: str) -> str:
    # What is a key on the screen is the last answer here.
    return line.replace("F3", str(REVIEW_NUMBER))
