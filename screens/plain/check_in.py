"""How a mentor is, in two questions."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from screens.mentor.parts.contacts import SHORT
from screens.mentor.parts.telling import told_adults
from screens.mentor.visit.own_rooms_app import TALK_SAVED
from screens.mentor.wellbeing.check_in import COME, HOW, MOODS, READERS, SAVED, TALK, WANT
from screens.mentor.wellbeing.talk_over import WAYS, TalkOverScreen, talk_sentences
from screens.plain.leaving import Back
from screens.plain.review import review
from screens.plain.talk import Manner
from store.errors import KioskError
from store.language import say, say_each, say_error

_REVIEW: Final = "review"
_TALK_OVER: Final = "talk over"
_ANSWERS: Final = (
    *MOODS,
    (_REVIEW, "Something else: how is the mentoring?"),
    (_TALK_OVER, "Something else: the talk after a report"),
)
REVIEW_NUMBER: Final = len(_ANSWERS) - 1
TALK_NUMBER: Final = len(_ANSWERS)
TALK_HELP: Final = "After a report it is good to talk with an adult about how you are. What you answer stays here."
HELP: Final = "Two questions. 'I want to talk' asks an adult to talk with you."

if TYPE_CHECKING:
    from datetime import date

    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting


def check_in(sitting: Sitting, visit: Visit, record_id: str, today: date) -> None:
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
                if mood == _TALK_OVER:
                    _talk_over(sitting, visit, today)
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


def _talk_over(sitting: Sitting, visit: Visit, today: date) -> None:
    """Say whether a talk is due, with whom; save that it was had."""
    care = visit.duties.care()
    told = [f"{say(TalkOverScreen.HEADING)}.", *talk_sentences(care, visit.concerns.adults(), today)]
    if care.talk_by is None:
        sitting.talk.say("", *told)
        return
    with contextlib.suppress(Back):
        if sitting.talk.choose("", say_each(WAYS), Manner(say(TALK_HELP)), before=told) == "done":
            visit.duties.talked()
            sitting.talk.say("", say(TALK_SAVED))
