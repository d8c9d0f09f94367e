"""How a mentor is, in two questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.mentor.check_in import COME, HOW, MOODS, READERS, SAVED, TALK, WANT
from screens.mentor.contacts import SHORT
from screens.mentor.telling import told_adults
from screens.plain.leaving import Back
from screens.plain.review import review
from screens.plain.talk import Manner
from store.errors import KioskError
from store.language import say, say_each, say_error

_REVIEW: Final = "review"
_ANSWERS: Final = (*MOODS, (_REVIEW, "Something else: how is the mentoring?"))
REVIEW_NUMBER: Final = len(_ANSWERS)
HELP: Final = "Two questions. 'I want to talk' asks an adult to talk with you."

if TYPE_CHECKING:
    from screens.mentor.services import Visit
    from screens.plain.sitting import Sitting


def check_in(sitting: Sitting, visit: Visit, record_id: str) -> None:
    """Ask the mood, then whether to talk; save both."""
    talk, manner = sitting.talk, Manner(say(HELP))
    mood = ""
    while True:
        try:
            if not mood:
                mood = talk.choose(say(HOW), say_each(_ANSWERS), manner, before=[say(READERS)])
                if mood == _REVIEW:
                    review(sitting, visit, record_id)
                    return
            wants = talk.choose(say(WANT), say_each(TALK), manner) == "yes"
            visit.check_in(record_id, int(mood), talk=wants)
            told = say(COME, adults=told_adults(visit.concerns.adults()[:2])) if wants else say(SAVED)
        except Back:
            if not mood:
                return
            mood = ""
        except KioskError as error:
            talk.problem(say_error(error))
        else:
            talk.say("", told, say(SHORT))
            return
