"""Practising a report line by line, with a made-up story, of which nothing is kept or sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from screens.mentor.afterwards.reports import READ_SOME_TIME, SAVED, SENT
from screens.mentor.afterwards.sent import DONE
from screens.mentor.concerns.concern import Start
from screens.mentor.learning.practice import WAYS, WHAT, PracticeScreen
from screens.mentor.learning.practice_concern import DANGER, FIND_ME
from screens.mentor.learning.practice_concerns import PracticeConcerns
from screens.mentor.learning.practice_done import BANNER, CODE, PERSON
from screens.mentor.learning.practice_story import STORY
from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.telling import told_adults
from screens.plain.concern import ConcernTalk
from screens.plain.concern_questions import QUESTIONS
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from store.language import say, say_each
from store.notebook.common.facts import ConcernDraft

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting

MARK: Final = "PRACTICE. {place}"
HELP: Final = "Hear the story, then begin. Nothing you write here is kept."
REAL: Final = "Something real? Go back until you are asked what you want to do, then choose 2."


class PracticeTalk(ConcernTalk):
    """The same questions, which write to nothing; what would leave them for the real thing stops here."""

    @property
    def place(self) -> str:
        """Where in the questions this one stands, marked as practice."""
        return say(MARK, place=super().place)

    def tell_danger(self) -> str:
        """Say what a real report would have done by now."""
        return say(DANGER) if super().tell_danger() else ""

    def _find_me(self) -> None:
        self.talk.say("", say(FIND_ME))


def practise(sitting: Sitting, visit: Visit, new_id: Callable[[], str]) -> None:
    """Tell the story, go through the questions, say what a real report would have done."""
    talk = sitting.talk
    try:
        before = [f"{say(PracticeScreen.HEADING)}.", say(WHAT), say(STORY), say(REAL), say(SHORT)]
        if talk.choose("", say_each(WAYS), Manner(say(HELP)), before=before) == "back":
            return
    except Back:
        return
    concern = PracticeTalk(sitting, PracticeConcerns(visit.concerns), Start(ConcernDraft(new_id())), lambda: None)
    report = concern.run(QUESTIONS)
    if report is not None:
        person = say(PERSON, adults=told_adults(report.tell_now[:2]))
        states = (say(SAVED), say(SENT), say(READ_SOME_TIME))
        talk.say("", say(BANNER), say(CODE), *states, "", person, say(DONE))
