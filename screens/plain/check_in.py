"""How a mentor is, in two questions."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

from screens.mentor.check_in import COME, HOW, MOODS, READERS, SAVED, TALK, WANT
from screens.mentor.contacts import SHORT
from screens.mentor.talk_over import SAVED as TALK_SAVED
from screens.mentor.talk_over import WAYS, TalkOverScreen, talk_sentences
from screens.mentor.telling import told_adults
from screens.plain.leaving import Back
from screens.plain.review import review
from screens.plain.talk import Manner
from store.errors import KioskError

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

    from screens.mentor.services import Visit
    from screens.plain.sitting import Sitting


def check_in(sitting: Sitting, visit: Visit, record_id: str, today: date) -> None:
    """Ask the mood, then whether to talk; save both."""
    talk, manner = sitting.talk, Manner(HELP)
    mood = ""
    while True:
        try:
            if not mood:
                mood = talk.choose(HOW, _ANSWERS, manner, before=[READERS])
                if mood == _REVIEW:
                    review(sitting, visit, record_id)
                    return
                if mood == _TALK_OVER:
                    _talk_over(sitting, visit, today)
                    return
            wants = talk.choose(WANT, TALK, manner) == "yes"
            visit.check_in(record_id, int(mood), talk=wants)
            told = COME.format(adults=told_adults(visit.concerns.adults()[:2])) if wants else SAVED
        except Back:
            if not mood:
                return
            mood = ""
        except KioskError as error:
            talk.problem(str(error))
        else:
            talk.say("", told, SHORT)
            return


def _talk_over(sitting: Sitting, visit: Visit, today: date) -> None:
    """Say whether a talk is due, with whom; save that it was had."""
    care = visit.duties.care()
    told = [TalkOverScreen.HEADING + ".", *talk_sentences(care, visit.concerns.adults(), today)]
    if care.talk_by is None:
        sitting.talk.say("", *told)
        return
    with contextlib.suppress(Back):
        if sitting.talk.choose("", WAYS, Manner(TALK_HELP), before=told) == "done":
            visit.duties.talked()
            sitting.talk.say("", TALK_SAVED)
