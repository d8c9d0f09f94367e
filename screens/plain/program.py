"""The dialogue from the welcome to the end of a visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from screens.mentor.concerns.begun import new_draft
from screens.mentor.concerns.concern import Start
from screens.mentor.entering import sign_in
from screens.mentor.entering.help_now import WAYS as HELP_WAYS
from screens.mentor.entering.help_now import HelpNowScreen
from screens.mentor.entering.welcome import (
    HELP_NOW,
    NO_SCHOOL,
    OTHER_LANGUAGE,
    SIGN_IN,
    TELL,
    WelcomeScreen,
    told_closing,
    told_reached,
)
from screens.mentor.parts.idle import IdleTimes
from screens.mentor.parts.reach import told_before_writing, told_reach
from screens.mentor.parts.telling import told_adults
from screens.mentor.parts.wait import Wait
from screens.plain.commands import TOLD
from screens.plain.concern import ConcernTalk
from screens.plain.concern_questions import QUESTIONS
from screens.plain.find_me import ask_to_be_found
from screens.plain.home import WHAT, HomeTalk
from screens.plain.leaving import Back, Over
from screens.plain.sent import tell_sent
from screens.plain.sitting import Sitting
from screens.plain.talk import Manner, Talk
from screens.plain.told import help_now
from store.errors import KioskError, WrongWords
from store.language import ENGLISH, other_language, say, say_each, say_error, speak

if TYPE_CHECKING:
    from screens.mentor.entering.seat import Seat
    from screens.mentor.parts.services import Visit
    from screens.plain.tender import Tender
    from screens.plain.terminal import Terminal

INTRO: Final = (
    "Line by line, for a screen reader: one question at a time. Type the number of an answer, then press Enter."
)
TO_SCREEN: Final = "Back to the full screen"
WAYS: Final = (
    ("sign in", SIGN_IN),
    ("help", HELP_NOW),
    ("screen", TO_SCREEN),
    ("language", OTHER_LANGUAGE),
)
CHOOSE: Final = "Choose:"
# Without what is about keys of the full screen, nor about the digits, which are asked for at home here.
WELCOME_HELP: Final = WelcomeScreen.HELP.partition(" F4 ")[0]
SIGN_IN_HELP: Final = sign_in.SignInScreen.HELP.partition(" The 4 digits")[0]


class PlainKiosk:
    """Asks at the welcome, has one visit, comes back to the welcome.

    `from_screen` where the dialogue was started from the full screen, which then follows the visit.
    """

    def __init__(
        self,
        terminal: Terminal,
        seat: Seat,
        tender: Tender,
        *,
        clock: Callable[[], float],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        from_screen: bool = False,
    ) -> None:
        self._talk = Talk(terminal, clock)
        self._sitting = Sitting(self._talk, seat, clock, self._idle)
        self._seat = seat
        self._tender = tender
        self._clock = clock
        self._now = now
        self._from_screen = from_screen
        self._wait = Wait(clock)
        self._problem = ""

    def _idle(self) -> IdleTimes:
        facts = self._tender.facts
        if facts is None:
            return IdleTimes()
        return IdleTimes(facts.list_idle_seconds, facts.page_idle_seconds, facts.lock_minutes * 60)

    def run(self) -> str:
        """Talk until the full screen follows, returning what went wrong last, "" if nothing.

        Raise terminal.TerminalGone where nobody can type any more.
        """
        try:
            while True:
                self._talk.clear()
                if not self._from_screen:
                    speak(self._tender.facts.language if self._tender.facts else ENGLISH)
                try:
                    self._welcome()
                except Over as over:
                    self._problem = over.problem
                if self._from_screen:
                    return self._problem
        finally:
            # However this ends, nobody sits here any more.
            self._seat.leave()
            self._seat.drop()

    # -- the welcome -------------------------------------------------------------------------------------------------

    def _welcome(self) -> None:
        while True:
            ways = [way for way in say_each(WAYS) if self._from_screen or way[0] != "screen"]
            manner = Manner(say(WELCOME_HELP), writing=False, is_endless=not self._from_screen)
            answer = self._talk.choose(say(CHOOSE), ways, manner, before=self._told(), may_go_back=False)
            if answer == "screen":
                return
            if answer == "language":
                speak(other_language())
                self._talk.clear()
                continue
            try:
                if answer == "sign in":
                    self._sign_in()
                else:
                    self._help()
            except Back:
                self._talk.clear()
            except KioskError as error:
                self._talk.problem(say_error(error))

    def _told(self) -> list[str]:
        facts = self._tender.facts
        told = [facts.school if facts else say(NO_SCHOOL), f"{say(INTRO)} {say(TOLD)}"]
        if facts is not None and facts.tip:
            told.append(say(facts.tip))
        problem, self._problem = self._problem or self._tender.problem, ""
        if problem:
            told.append(f"{say(problem)} {say(TELL, adults=told_adults(facts.adults[:2] if facts else ()))}")
        elif reach := told_reach(facts):
            told.append(reach)
        if facts is not None:
            if closing := told_closing(facts):
                told.append(closing)
            told.append(told_reached(facts, self._now()))
        return told

    # -- without a name ----------------------------------------------------------------------------------------------

    def _help(self) -> None:
        adults = self._tender.facts.adults if self._tender.facts else ()
        told = [f"{say(HelpNowScreen.HEADING)}.", *help_now(adults)]
        answer = self._talk.choose(say(WHAT), say_each(HELP_WAYS), Manner(say(HelpNowScreen.HELP)), before=told)
        if answer == "report":
            self._report()
            return
        report = ask_to_be_found(self._sitting, adults)
        if report is not None:
            self._sitting.is_nameless = True
            self._tender.send_at_once()
            tell_sent(self._sitting, report, named=False, is_red=True, coming=True, facts=self._tender.facts)
            self._sitting.end()

    def _report(self) -> None:
        concerns = self._seat.without_name()
        self._sitting.is_nameless = True
        try:
            start = Start(new_draft(), named=False, warning=told_before_writing(self._tender.facts))
            concern = ConcernTalk(self._sitting, concerns, start, self._tender.send_at_once)
            report = concern.run(QUESTIONS)
            if report is not None:
                tell_sent(
                    self._sitting,
                    report,
                    named=False,
                    is_red=concern.is_red,
                    facts=self._tender.facts,
                    tell_kind=partial(concerns.tell_kind, report.id),
                )
        except KioskError as error:
            self._talk.problem(say_error(error))
        self._sitting.end()
        # Whoever would rather try again than leave finds the welcome, from which leaving ends it.
        self._sitting.end(forced=True)

    # -- a mentor ----------------------------------------------------------------------------------------------------

    def _sign_in(self) -> None:
        visit = self._opened()
        self._sitting.mentor = visit
        self._talk.clear()
        HomeTalk(self._sitting, visit, self._tender, self._now).run()

    def _opened(self) -> Visit:
        talk, name = self._talk, ""
        help_told = say(SIGN_IN_HELP)
        talk.say("", say(sign_in.FORGOT))
        while True:
            if not name:
                name = talk.ask(say(sign_in.NAME), Manner(help_told, letters=80), missing=say(sign_in.NO_NAME))
            try:
                words = talk.ask(say(sign_in.WORDS), Manner(help_told, secret=True), missing=say(sign_in.NO_WORDS))
            except Back:
                name = ""
                continue
            if self._wait.left(name):
                talk.say(self._wait.sentence(name))
                continue
            talk.say(say(sign_in.OPENING))
            try:
                return self._seat.sign_in(self._seat.ticket, name, words)
            except WrongWords as error:
                self._wait.start(error.wait_seconds, name, say(sign_in.WRONG))
                talk.say(self._wait.sentence(name))
                name = ""
