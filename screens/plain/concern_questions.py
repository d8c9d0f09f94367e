"""The questions of a concern, in the order of its pages; each returns where to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from screens.mentor import check_page, danger_page, now_page, question_pages, told_page, words_page
from screens.mentor.concern_page import FIND_ME, NEXT, SEND
from screens.mentor.telling import told_adult, told_adult_in_full
from screens.plain.concern import RESUMED, ConcernTalk
from screens.plain.leaving import Back
from screens.plain.words import Words
from screens.widgets.words_box import WORDS_BYTES
from store.notebook.facts import Danger
from store.scheme.routes import AdultPart, Hurt

_SHOWN: Final = 5
_GO_ON: Final = (("go", "Go on"), ("change", "Change my answer"))
CHECK: Final = "Send it now?"
CHECKS: Final = (("send", "Send"), ("show", "Say my words to me first"), ("back", "Go back"))
CHECK_HELP: Final = "Nothing is sent before you choose Send here."
HURT_HELP, DANGER_HELP = question_pages.HurtPage.HELP, danger_page.DangerPage.HELP
ADULT_HELP: Final = (
    "This decides who reads what you write. If an adult in school may be part of it, it does not go to the people "
    "who usually read these. Answer, then hear who gets it."
)


def danger(concern: ConcernTalk) -> str:
    """Ask whether anyone is in danger, having said what happens to a report that is not finished."""
    before = [danger_page.UNFINISHED if concern.start.named else danger_page.WITHOUT_NAME]
    if concern.start.warning:
        before.insert(0, concern.start.warning)
    if concern.is_resumed:
        before.insert(0, RESUMED)
    answer = concern.choose(danger_page.QUESTION, danger_page.ANSWERS, DANGER_HELP, before)
    concern.draft = replace(concern.draft, danger=Danger(answer))
    return NEXT


def now(concern: ConcernTalk) -> str:
    """Say whom to go to, ask what was done; going on tells the school."""
    named = [told_adult(adult) for adult in concern.adults[:2]]
    whom = [now_page.CAN_HELP.format(adults=", ".join(named)), now_page.WORRIED] if named else [now_page.RECEPTION]
    before = [now_page.STOP, *whom, now_page.RING]
    answer = concern.choose("What now?", now_page.WAYS, now_page.NowPage.HELP, before)
    if answer == "nobody":
        concern.tell_danger_aloud()
        answer = concern.choose("What now?", now_page.NOBODY_WAYS, now_page.NowPage.HELP, [now_page.NOBODY])
        return {"find me": FIND_ME, "write": NEXT, "send": SEND}[answer]
    concern.draft = replace(concern.draft, told=now_page.ANOTHER_ADULT)
    return SEND if answer == "finish" else NEXT


def hurt(concern: ConcernTalk) -> str:
    """Ask who might be hurt."""
    answer = concern.choose(question_pages.HURT, question_pages.HURT_ANSWERS, HURT_HELP)
    concern.draft = replace(concern.draft, hurt=Hurt(answer).value)
    return NEXT


def adult(concern: ConcernTalk) -> str:
    """Ask whether an adult of the school is part of it, say who will read it before anything is written."""
    head = next((name for route, name in concern.readers_to_pick if route == "head"), question_pages.HEAD)
    answers = [
        (value, label.replace("{head}", head) + (f": {question_pages.YES_MEANS}" if value == AdultPart.YES else ""))
        for value, label in question_pages.ADULT_ANSWERS
    ]
    while True:
        answer = concern.choose(question_pages.ADULT, answers, ADULT_HELP)
        if answer == SEND:
            return SEND
        reader = None
        if answer == AdultPart.NOT_SURE and concern.readers_to_pick:
            reader = concern.choose(question_pages.PICK, concern.readers_to_pick, ADULT_HELP)
            if reader == SEND:
                return SEND
        concern.draft = replace(concern.draft, adult=answer, reader=reader)
        readers = concern.concerns.readers(concern.typed).sentence
        then = concern.choose("Go on?", _GO_ON, ADULT_HELP, [readers])
        if then != "change":
            return SEND if then == SEND else NEXT


def words(concern: ConcernTalk) -> str:
    """Let the words be written."""
    box = concern.words = Words(concern.talk, concern.draft.words, WORDS_BYTES, concern.save, concern.sitting.clock)
    readers = concern.concerns.readers(concern.draft).sentence
    try:
        box.ask(f"{concern.place}\n{readers}\n\n{words_page.ASK}", also=concern.tick)
    finally:
        concern.draft, concern.words = concern.typed, None
    return NEXT


def told(concern: ConcernTalk) -> str:
    """Ask whether an adult knows already."""
    adults = [(adult.person, told_adult_in_full(adult)) for adult in concern.adults[:_SHOWN]]
    answers = [(told_page.NO_ONE, "No one yet"), *adults, (now_page.ANOTHER_ADULT, "Another adult")]
    answer = concern.choose(told_page.QUESTION, answers, told_page.ToldPage.HELP)
    if answer == SEND:
        return SEND
    concern.draft = replace(concern.draft, told=answer)
    return NEXT


def check(concern: ConcernTalk) -> str:
    """Say all answers in short, then send."""
    is_shown = False
    while True:
        draft = concern.draft
        written = check_page.NO_WORDS
        if draft.words.strip():
            written = draft.words if is_shown else "Your words are written."
        before = [concern.concerns.readers(draft).sentence, *_summary(concern), written]
        answer = concern.choose(CHECK, CHECKS, CHECK_HELP, before)
        if is_shown:
            # They were said; nobody else need see them.
            concern.talk.clear()
        if answer == "back":
            raise Back
        if answer == SEND:
            return SEND
        is_shown = True


def _summary(concern: ConcernTalk) -> list[str]:
    draft = concern.draft
    told = {told_page.NO_ONE: "No one yet", now_page.ANOTHER_ADULT: "Another adult"}
    told |= {adult.person: adult.name for adult in concern.adults}
    answers = (
        (danger_page.QUESTION, dict(danger_page.ANSWERS).get(draft.danger or "")),
        (question_pages.HURT, dict(question_pages.HURT_ANSWERS).get(draft.hurt or "")),
        (told_page.QUESTION, told.get(draft.told or "")),
    )
    return [f"{question} {answer or check_page.NOT_ANSWERED}" for question, answer in answers]


QUESTIONS: Final[tuple[Callable[[ConcernTalk], str], ...]] = (danger, now, hurt, adult, words, told, check)
