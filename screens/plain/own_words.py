"""What is new about a mentor's words, with four words of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from screens.mentor.entering.first_sign_in import KEEP, OWN, WAYS, FirstSignInScreen, told
from screens.mentor.entering.own_words import DONE, LOOK_ROUND, NEW, NOW, OTHER, WRONG, OwnWordsScreen
from screens.mentor.parts.wait import Wait
from screens.plain.leaving import Back
from screens.plain.talk import Manner
from store.errors import WrongWords
from store.language import say, say_each

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit
    from screens.plain.sitting import Sitting
    from store.notebook.common.facts import WordsNews

NEWS_HELP: Final = "Words of your own are safer than words on paper. You can also decide another time."
WORDS_HELP: Final = (
    "The computer finds four words that nobody can guess. Nothing changes before you have typed them: back keeps the "
    "words you have."
)
TYPE_THEM: Final = "Type them to make them yours (not shown as you type), or type: back. That keeps the ones you have."
WHAT: Final = "What do you want to do?"
_SHOWS: Final = (("show", "Say them now"), ("back", "Not now"))
_WAYS: Final = tuple((way[0], way[1]) for way in WAYS)


def tell_news(sitting: Sitting, visit: Visit, news: WordsNews) -> None:
    """Say what is new about the words, do what is chosen."""
    try:
        before = [f"{say(FirstSignInScreen.HEADING)}.", told(news)]
        answer = sitting.talk.choose(say(WHAT), say_each(_WAYS), Manner(say(NEWS_HELP)), before=before)
    except Back:
        answer = ""
    if answer == KEEP:
        visit.words.keep()
    else:
        visit.words.later()
    if answer == OWN:
        _new_words(sitting, visit)


def own_words(sitting: Sitting, visit: Visit) -> None:
    """Ask for the words in force, then for words of one's own."""
    talk, wait = sitting.talk, Wait(sitting.clock)
    while True:
        try:
            typed = talk.ask(say(NOW), Manner(say(WORDS_HELP), secret=True), missing=say(NOW))
            if not wait.left(""):
                visit.unlock(typed)
                break
        except Back:
            return
        except WrongWords as error:
            wait.start(error.wait_seconds, "", say(WRONG))
        talk.say(wait.sentence(""))
    _new_words(sitting, visit)


def _new_words(sitting: Sitting, visit: Visit) -> None:
    from store.words import normalise

    talk = sitting.talk
    try:
        before = [f"{say(OwnWordsScreen.HEADING)}.", say(LOOK_ROUND)]
        if talk.choose(say("Go on?"), say_each(_SHOWS), Manner(say(WORDS_HELP)), before=before) == "back":
            return
        words = visit.words.offer()
        while True:
            talk.say("", say(NEW), words)
            typed = talk.ask(say(TYPE_THEM), Manner(say(WORDS_HELP), secret=True), missing=say(OTHER))
            if normalise(typed) == normalise(words):
                break
            talk.say(say(OTHER))
        visit.words.take(words)
    except Back:
        talk.clear()
        return
    talk.clear()
    talk.say(say(DONE))
