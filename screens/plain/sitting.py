"""Who sits at the dialogue: hiding, idle time, the end of a visit."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.idle import IdleTimes
from screens.mentor.parts.quick_code import QuickCode, is_code
from screens.mentor.parts.telling import told_minutes
from screens.mentor.parts.wait import Wait
from screens.mentor.sessions.session_left import UNSAVED, UNSAVED_ANSWERS
from screens.mentor.visit.ending import ANSWERS, ENDING
from screens.mentor.visit.lock import ASK, ASK_CODE, ENDS, NO_CODE, WRONG_CODE, WRONG_CODE_ONE, LockScreen
from screens.mentor.visit.lock import WRONG as WRONG_WORDS
from screens.mentor.visit.visited_app import CLOSES, HIDES, SENT_ON
from screens.plain.keys import Key
from screens.plain.leaving import Back, Over
from screens.plain.line_reader import Asked
from screens.plain.talk import Manner, Talk
from screens.plain.terminal import TerminalGone
from store.errors import KioskError, WrongWords
from store.language import say, say_each, say_error, say_number

if TYPE_CHECKING:
    from screens.mentor.entering.seat import Seat
    from screens.mentor.parts.services import Visit

NOBODY: Final = "Nobody is signed in."
NOT_YOU: Final = "If that is not you, type: sign out. What was written stays safe, and the next person can sign in."
WORDS: Final = "Your words (not shown as you type): "
WORDS_OR_DIGITS: Final = "Your 4 digits or your words (not shown as you type): "
_LETTERS: Final = 120


class Keeper(Protocol):
    """Something that is being written."""

    @property
    def is_unsaved(self) -> bool:
        """Whether signing out leaves something unfinished that one is asked about."""
        ...

    def rest(self) -> None:
        """Save what is typed; raise KioskError where that can't be."""
        ...


class Sitting:
    """Hides a mentor's visit after the idle time, ends one without a name."""

    def __init__(self, talk: Talk, seat: Seat, clock: Callable[[], float], idle: Callable[[], IdleTimes]) -> None:
        self.talk = talk
        self.seat = seat
        self.clock = clock
        self.mentor: Visit | None = None
        self.code: QuickCode | None = None
        self.is_nameless = False
        self._idle_times = idle
        self._keepers: list[Keeper] = []
        self._is_ending = False
        talk.frame = self

    @contextmanager
    def keeping(self, keeper: Keeper) -> Iterator[None]:
        """Let what is being written inside be saved before the visit is hidden or ends."""
        self._keepers.append(keeper)
        try:
            yield
        except TerminalGone:
            # Nobody can be asked any more.
            with contextlib.suppress(KioskError):
                keeper.rest()
            raise
        finally:
            # The end of a visit took all of them away already.
            if keeper in self._keepers:
                self._keepers.remove(keeper)

    @property
    def _idle(self) -> IdleTimes:
        return self._idle_times()

    # -- what Talk asks ----------------------------------------------------------------------------------------------

    def allowed(self, *, writing: bool) -> float:
        """Return how many seconds without a key are allowed."""
        return self._idle.writing if writing else self._idle.lists

    def warning(self) -> str:
        """Return the sentence that warns before that time is over."""
        return say(HIDES if self.mentor is not None else SENT_ON if self.is_nameless else CLOSES)

    def hide(self) -> None:
        """Hide a mentor's visit until its words are typed, end any other."""
        if self._is_ending or self.mentor is None:
            self.end(forced=True)
        problem = ""
        for keeper in self._keepers:
            try:
                keeper.rest()
            except KioskError as error:
                problem = say_error(error)
        self._lock()
        if problem:
            self.talk.problem(problem)

    def sign_out(self) -> None:
        """End the visit, having asked about what is not finished."""
        if self._is_ending:
            self.end(forced=True)
        if self.mentor is None and not self.is_nameless:
            self.talk.say(say(NOBODY))
            return
        if any(keeper.is_unsaved for keeper in self._keepers):
            with contextlib.suppress(Back):
                if self.talk.choose(say(UNSAVED), say_each(UNSAVED_ANSWERS), Manner()) == "leave":
                    self.end()
            return
        self.end()

    # -- hidden ------------------------------------------------------------------------------------------------------

    def _lock(self) -> None:
        mentor = self.mentor
        if mentor is None:
            return
        wait, locked_at = Wait(self.clock), self.clock()
        self.talk.clear()
        self.talk.say(say(LockScreen.HEADING))
        is_told = False
        while True:
            left = locked_at + self._idle.locked - self.clock()
            if left <= 0:
                self.end(forced=True)
            if not is_told:
                minutes = max(1, -int(-left // 60))
                ends = say(ENDS, minutes=told_minutes(minutes))
                self.talk.say(say(ASK_CODE if self._takes_code else ASK), say(NOT_YOU), ends, say(SHORT))
            prompt = say(WORDS_OR_DIGITS if self._takes_code else WORDS)
            line = self.talk.read(Asked(prompt, _LETTERS, left, secret=True, fixed=True))
            said = " ".join(line.text.casefold().split()).strip(".")
            if line.key is Key.IDLE or line.key is Key.SIGN_OUT or said in ("sign out", "signout", say("sign out")):
                self.end(forced=True)
            if line.key is Key.ENTER and is_code(said) and self.code is not None:
                if self._opens(said, self.code):
                    self.talk.clear()
                    return
                is_told = True
                continue
            is_told = bool(said) and line.key is Key.ENTER
            if is_told and not wait.left(""):
                try:
                    mentor.unlock(line.text.strip())
                except WrongWords as error:
                    wait.start(error.wait_seconds, "", say(WRONG_WORDS))
                except KioskError as error:
                    self.talk.problem(say_error(error))
                    continue
                else:
                    self.talk.clear()
                    return
            if sentence := wait.sentence(""):
                self.talk.say(sentence)

    @property
    def _takes_code(self) -> bool:
        return self.code is not None and self.code.tries_left > 0

    def _opens(self, typed: str, code: QuickCode) -> bool:
        if code.opens(typed):
            return True
        left = code.tries_left
        self.talk.say(say_number(WRONG_CODE_ONE, WRONG_CODE, left) if left else say(NO_CODE))
        return False

    # -- the end -----------------------------------------------------------------------------------------------------

    def end(self, *, forced: bool = False) -> None:
        """Save what is typed, end the visit, raise Over; return where whoever was asked goes back instead."""
        was_ending, self._is_ending = self._is_ending, True
        try:
            problem = self._last_jobs(forced=forced)
            while problem and not forced:
                try:
                    answer = self.talk.choose(problem, say_each(ANSWERS), Manner())
                except Back:
                    return
                if answer == "back":
                    return
                forced = answer == "leave"
                problem = self._last_jobs(forced=forced)
        finally:
            self._is_ending = was_ending
        self.leave()
        raise Over(problem)

    def leave(self) -> None:
        """Let nothing of a visit stay here."""
        self.seat.leave()
        self.mentor, self.code, self.is_nameless = None, None, False
        self._keepers.clear()
        self.talk.clear()
        self.seat.drop()

    def _last_jobs(self, *, forced: bool) -> str:
        self.talk.say(say(ENDING))
        problem = ""
        for job in (*(keeper.rest for keeper in self._keepers), self.seat.end):
            try:
                job()
            except KioskError as error:
                problem = problem or say_error(error)
                if not forced:
                    break
        return problem
