"""Writing a concern, question by question, on the pages' own route."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Self

from screens.mentor.concerns.concern import DANGER_TOLD, MORE, REMOVE, REMOVES, SENDING, ConcernScreen, Start
from screens.mentor.concerns.concern_page import FIND_ME, NEXT
from screens.mentor.concerns.concern_route import ADULT, LAST, NOW, page_after, told_place
from screens.mentor.concerns.danger_watch import DangerWatch
from screens.mentor.concerns.writing import Writing
from screens.mentor.parts.keeping_screen import NOT_SAVED
from screens.plain.leaving import Back
from screens.plain.talk import Manner, Options
from store.errors import KioskError
from store.language import say, say_each, say_error
from store.notebook.common.facts import Adult, ConcernDraft, Danger, SentReport

if TYPE_CHECKING:
    from screens.mentor.parts.services import Concerns
    from screens.plain.sitting import Sitting
    from screens.plain.words import Words

SEND_WORD: Final = "Type 'send' to send what you have now."
REMOVE_WORD: Final = "Type 'remove' to take it away."
RESUMED: Final = "You had not finished this. Go on, or type 'send' at one of the next questions, or 'remove'."
_SEND, _REMOVE = "send", "remove"


class Removed(Exception):
    """The concern was taken away."""


class ConcernTalk:
    """One concern, asked page by page."""

    def __init__(self, sitting: Sitting, concerns: Concerns, start: Start, send_at_once: Callable[[], None]) -> None:
        self.talk = sitting.talk
        self.sitting = sitting
        self.concerns = concerns
        self.start = start
        self.draft = start.draft
        self.words: Words | None = None
        self.adults: tuple[Adult, ...] = ()
        self.readers_to_pick: tuple[tuple[str, str], ...] = ()
        self.is_resumed = False
        self._skips_hurt = start.draft.hurt is not None
        self._send_at_once = send_at_once
        self._writing = Writing(concerns)
        self._watch = DangerWatch(sitting.clock)
        self._number = 0
        self._is_over = False

    def run(self, questions: Sequence[Callable[[Self], str]]) -> SentReport | None:
        """Go through the questions, one for each page; return what was sent, None when it was left or removed."""
        unfinished = self.concerns.unfinished() if self.start.named else None
        self.adults, self.readers_to_pick = self.concerns.adults(), self.concerns.choices_of_reader()
        self.is_resumed = unfinished is not None and unfinished.id != self.start.draft.id
        if unfinished is not None:
            self.draft, self._skips_hurt = unfinished, False
            self.draft = replace(self.draft, page=min(max(self.draft.page, 0), LAST))
        with self.sitting.keeping(self):
            while True:
                number = self.draft.page
                if number == NOW:
                    self._watch.begin()
                try:
                    then = questions[number](self)
                except Removed:
                    return None
                except Back:
                    if self._went_back(number):
                        continue
                    return None
                self.is_resumed = False
                if then == NEXT:
                    self._go(1)
                elif then == FIND_ME:
                    self.tell_danger_aloud()
                    self._find_me()
                elif (report := self._send()) is not None:
                    return report

    # -- asking ------------------------------------------------------------------------------------------------------

    @property
    def place(self) -> str:
        """Where in the questions this one stands."""
        heading = say(ConcernScreen.HEADING if self.draft.about_report is None else MORE)
        return f"{heading}, {told_place(self.draft.page, self.draft, skips_hurt=self._skips_hurt)}."

    def choose(self, question: str, options: Options, help: str, before: Sequence[str] = ()) -> str:  # noqa: A002 - as elsewhere
        """Ask one of the questions; what may be typed besides its answers is done here."""
        words = _either(_SEND, say(_SEND)) if self.may_send else {}
        if not self.is_empty:
            words |= _either(_REMOVE, say(_REMOVE))
        told = [help, *([say(SEND_WORD)] if self.may_send else []), *([say(REMOVE_WORD)] if not self.is_empty else [])]
        manner = Manner(" ".join(told), tick=self.tick)
        while True:
            answer = self.talk.choose(question, options, manner, before=[self.place, *before], words=words)
            if answer != _REMOVE:
                return answer
            self._remove()

    @property
    def may_send(self) -> bool:
        """Whether what is there can be sent from here."""
        return self.draft.page >= ADULT

    @property
    def is_empty(self) -> bool:
        """Whether nothing is answered or written."""
        draft = self.typed
        return not draft.words and replace(draft, page=0) == replace(self.start.draft, page=0)

    @property
    def typed(self) -> ConcernDraft:
        """The draft with the words as they are typed now."""
        return self.draft if self.words is None else replace(self.draft, words=self.words.text)

    def _go(self, step: int) -> None:
        if self.draft.page == NOW and step > 0:
            self.tell_danger_aloud()
        page = page_after(self.draft.page, step, self.draft, skips_hurt=self._skips_hurt)
        self.draft = replace(self.draft, page=page)
        if problem := self.save():
            self.talk.problem(problem)

    def _went_back(self, number: int) -> bool:
        if number == NOW:
            self._watch.stop()
        if number > 0:
            self._go(-1)
            return True
        if not self.is_empty and (problem := self.save()):
            self.talk.problem(problem)
        return False

    # -- keeping -----------------------------------------------------------------------------------------------------

    @property
    def is_unsaved(self) -> bool:
        """A concern that is not finished waits for its author, or reaches an adult: nothing to ask."""
        return False

    def rest(self) -> None:
        """Tell danger that is not told yet, save what is typed."""
        if self._is_over:
            return
        if self._watch.is_watching:
            self._tell_danger()
        if not self.is_empty:
            self._save()

    def save(self) -> str:
        """Save what is typed, returning the sentence that says why that failed."""
        try:
            self._save()
        except KioskError as error:
            return say(NOT_SAVED, sentence=say_error(error))
        return ""

    def _save(self) -> None:
        self._number += 1
        self._writing.save(self._number, self.typed)

    # -- danger ------------------------------------------------------------------------------------------------------

    def tick(self, _typed: str) -> str:
        """Tell danger once the question about it stood there long enough."""
        return self.tell_danger() if self._watch.is_due else ""

    def tell_danger_aloud(self) -> None:
        """Tell danger that is not told yet, say so."""
        if said := self.tell_danger():
            self.talk.say("", said)

    def tell_danger(self) -> str:
        """Tell danger that is not told yet, returning what there is to say."""
        if not self._watch.is_watching:
            return ""
        try:
            self._tell_danger()
        except KioskError as error:
            return say_error(error)
        return say(DANGER_TOLD)

    def _tell_danger(self) -> None:
        if not self._watch.tell():
            return
        is_told = False
        try:
            self._writing.tell_danger(self.typed)
            is_told = True
        finally:
            self._watch.end(told=is_told)
        self._send_at_once()

    @property
    def is_red(self) -> bool:
        """Whether somebody is in danger now."""
        return self.draft.danger is Danger.YES

    # -- the end -----------------------------------------------------------------------------------------------------

    def _send(self) -> SentReport | None:
        self.draft, self.words = self.typed, None
        self.tell_danger_aloud()
        self.talk.say("", say(SENDING))
        try:
            report = self._writing.send(self.draft)
        except KioskError as error:
            self.talk.problem(say(NOT_SAVED, sentence=say_error(error)))
            return None
        self._is_over = True
        return report

    def _remove(self) -> None:
        try:
            answer = self.talk.choose(say(REMOVE), say_each(REMOVES), Manner(tick=self.tick))
        except Back:
            return
        if answer == "keep":
            return
        try:
            self._writing.remove(self.typed, everyone_safe=answer == "safe")
        except KioskError as error:
            self.talk.problem(say_error(error))
            return
        self._is_over = True
        raise Removed

    def _find_me(self) -> None:
        from screens.plain.find_me import ask_to_be_found
        from screens.plain.sent import tell_sent

        report = ask_to_be_found(self.sitting, self.adults)
        if report is not None:
            self._send_at_once()
            tell_sent(self.sitting, report, named=self.start.named, is_red=True, coming=True)


def _either(value: str, said: str) -> dict[str, str]:
    """Return what may be typed for this: its word in English, its word as it is said."""
    return {value: value, said: value}
