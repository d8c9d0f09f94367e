"""Asking an adult to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from screens.mentor.entering.find_me import ANYBODY, INTRO, NAME, NO_NAME, NO_PLACE, PLACE, SEND, WHO, FindMeScreen
from screens.mentor.parts.contacts import DANGER
from screens.mentor.parts.telling import told_adult_in_full
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from store.errors import KioskError
from store.language import say, say_each, say_error
from store.notebook.common.facts import Adult, SentReport

if TYPE_CHECKING:
    from screens.plain.sitting import Sitting

_NAME_LETTERS, _PLACE_LETTERS = 40, 80
_SENDS = (("send", SEND), ("back", "Change something"))


def ask_to_be_found(sitting: Sitting, adults: Sequence[Adult]) -> SentReport | None:
    """Ask name, place, whom; return what was sent, None when it was left."""
    talk, help_told = sitting.talk, say(FindMeScreen.HELP)
    answers = {"name": "", "place": "", "who": ""}
    people = [(adult.person, told_adult_in_full(adult)) for adult in adults[:2]] or say_each([ANYBODY])
    talk.say("", say(FindMeScreen.HEADING), f"{say(INTRO)} {say(DANGER)}")
    step = 0
    while True:
        try:
            if step == 0:
                name = Manner(help_told, letters=_NAME_LETTERS)
                answers["name"] = talk.ask(say(NAME), name, missing=say(NO_NAME), initial=answers["name"])
            elif step == 1:
                place = Manner(help_told, letters=_PLACE_LETTERS)
                answers["place"] = talk.ask(say(PLACE), place, missing=say(NO_PLACE), initial=answers["place"])
            elif step == 2:
                answers["who"] = talk.choose(say(WHO), people, Manner(help_told))
            elif talk.choose(say("Send this?"), say_each(_SENDS), Manner(help_told)) == "send":
                return sitting.seat.find_me(answers["name"], answers["place"], answers["who"])
            else:
                step = -1
            step += 1
        except Back:
            if step == 0:
                return None
            step -= 1
        except KioskError as error:
            talk.problem(say_error(error))
