"""What the school and its mentors agreed, said part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.mentor.concerns.begun import new_id
from screens.mentor.learning.agreement import NO_PAGE, SAVED, told_agreement
from screens.plain.guidance import parts_of
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from screens.plain.told import aloud
from store.language import say, say_each

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting

HELP: Final = (
    "What mentors and school agreed. The school can change it, then you are asked again. You decide: nothing happens "
    "to you if you wait, and you can always report a worry."
)
ASK: Final = "Do you agree?"
WAYS: Final = (("later", "Not now"), ("agree", "I agree"))
_ON: Final = (("on", "Go on"), ("later", "Back"))
_BACK: Final = (("later", "Back"),)


def agreement(sitting: Sitting, visit: Visit) -> None:
    """Say the page part by part, ask whether they agree where that is open."""
    line, talk, at = visit.duties.agreement(), sitting.talk, 0
    if line is None:
        talk.say("", say(NO_PAGE))
        return
    parts = parts_of(line.page)
    while at >= 0:
        try:
            if at < len(parts):
                if talk.choose("", say_each(_ON), Manner(say(HELP)), before=[parts[at]]) == "later":
                    return
                at += 1
                continue
            told = [aloud(told_agreement(line))]
            is_open = line.agreed_on is None
            asked, ways = say(ASK) if is_open else "", say_each(WAYS if is_open else _BACK)
            answer = talk.choose(asked, ways, Manner(say(HELP)), before=told)
        except Back:
            at -= 1
            continue
        if answer == "agree":
            visit.duties.agree(new_id(), line.digest)
            talk.say("", aloud(say(SAVED)))
        return
