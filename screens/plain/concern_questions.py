"""The questions of a concern, in the order of its pages; each returns where to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from screens.mentor.concerns import check_page, danger_page, now_page, question_pages, told_page, words_page
from screens.mentor.concerns.concern_page import FIND_ME, NEXT, SEND
from screens.mentor.parts.telling import told_adult, told_adult_in_full
from screens.plain.concern import RESUMED, ConcernTalk
from screens.plain.leaving import Back
from screens.plain.words import Words
from screens.widgets.words_box import WORDS_BYTES
from store.language import say, say_each
from store.notebook.common.facts import Danger
from store.scheme.routes import AdultPart, Hurt

_SHOWN: Final = 5
_GO_ON: Final = (("go", "Go on"), ("change", "Change my answer"))
CHECK: Final = "Send it now?"
CHECKS: Final = (("send", "Send"), ("show", "Say my words to me first"), ("back", "Go back"))
CHECK_HELP: Final = "Nothing is sent before you choose Send here."
WHAT_NOW, GO_ON = "What now?", "Go on?"
WRITTEN: Final = "Your words are written."
ADULT_HELP: Final = (
    "This decides who reads what you write. If an adult in school may be part of it, it does not go to the people "
    "who usually read these. Answer, then hear who gets it."
)


def danger(concern: ConcernTalk) -> str:
    """Ask whether anyone is in danger, having said what happens to a report that is not finished."""
    before = [say(danger_page.UNFINISHED if concern.start.named else danger_page.WITHOUT_NAME)]
    if concern.start.warning:
        before.insert(0, concern.start.warning)
    if concern.is_resumed:
        before.insert(0, say(RESUMED))
    answers = say_each(danger_page.ANSWERS, about=danger_page.QUESTION)
    answer = concern.choose(say(danger_page.QUESTION), answers, say(danger_page.DangerPage.HELP), before)
    concern.draft = replace(concern.draft, danger=Danger(answer))
    return NEXT


def now(concern: ConcernTalk) -> str:
    """Say whom to go to, ask what was done; going on tells the school."""
    named = [told_adult(adult) for adult in concern.adults[:2]]
    whom = [say(now_page.RECEPTION)]
    if named:
        whom = [say(now_page.CAN_HELP, adults=", ".join(named)), say(now_page.WORRIED)]
    before, help_told = [say(now_page.STOP), *whom, say(now_page.RING)], say(now_page.NowPage.HELP)
    answer = concern.choose(say(WHAT_NOW), say_each(now_page.WAYS), help_told, before)
    if answer == "nobody":
        concern.tell_danger_aloud()
        answer = concern.choose(say(WHAT_NOW), say_each(now_page.NOBODY_WAYS), help_told, [say(now_page.NOBODY)])
        return {"find me": FIND_ME, "write": NEXT, "send": SEND}[answer]
    concern.draft = replace(concern.draft, told=now_page.ANOTHER_ADULT)
    return SEND if answer == "finish" else NEXT


def hurt(concern: ConcernTalk) -> str:
    """Ask who might be hurt."""
    answer = concern.choose(
        say(question_pages.HURT), say_each(question_pages.HURT_ANSWERS), say(question_pages.HurtPage.HELP)
    )
    concern.draft = replace(concern.draft, hurt=Hurt(answer).value)
    return NEXT


def adult(concern: ConcernTalk) -> str:
    """Ask whether an adult of the school is part of it, say who will read it before anything is written."""
    means, help_told = say(question_pages.YES_MEANS), say(ADULT_HELP)
    answers = [
        (value, f"{label}: {means}" if value == AdultPart.YES else label)
        for value, label in question_pages.adult_answers(concern.readers_to_pick)
    ]
    while True:
        answer = concern.choose(say(question_pages.ADULT), answers, help_told)
        if answer == SEND:
            return SEND
        reader = None
        if answer == AdultPart.NOT_SURE and concern.readers_to_pick:
            reader = concern.choose(say(question_pages.PICK), concern.readers_to_pick, help_told)
            if reader == SEND:
                return SEND
        concern.draft = replace(concern.draft, adult=answer, reader=reader)
        readers = concern.concerns.readers(concern.typed).sentence
        then = concern.choose(say(GO_ON), say_each(_GO_ON), help_told, [readers])
        if then != "change":
            return SEND if then == SEND else NEXT


def words(concern: ConcernTalk) -> str:
    """Let the words be written."""
    box = concern.words = Words(concern.talk, concern.draft.words, WORDS_BYTES, concern.save, concern.sitting.clock)
    readers = concern.concerns.readers(concern.draft).sentence
    try:
        box.ask(f"{concern.place}\n{readers}\n\n{say(words_page.ASK)}", also=concern.tick)
    finally:
        concern.draft, concern.words = concern.typed, None
    return NEXT


def told(concern: ConcernTalk) -> str:
    """Ask whether an adult knows already."""
    adults = [(adult.person, told_adult_in_full(adult)) for adult in concern.adults[:_SHOWN]]
    no_one, another = say_each(told_page.NOT_BY_NAME)
    answer = concern.choose(say(told_page.QUESTION), [no_one, *adults, another], say(told_page.ToldPage.HELP))
    if answer == SEND:
        return SEND
    concern.draft = replace(concern.draft, told=answer)
    return NEXT


def check(concern: ConcernTalk) -> str:
    """Say all answers in short, then send."""
    is_shown = False
    while True:
        draft = concern.draft
        written = say(check_page.NO_WORDS)
        if draft.words.strip():
            written = draft.words if is_shown else say(WRITTEN)
        before = [concern.concerns.readers(draft).sentence, *_summary(concern), written]
        answer = concern.choose(say(CHECK), say_each(CHECKS), say(CHECK_HELP), before)
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
    told = dict(say_each(told_page.NOT_BY_NAME)) | {adult.person: adult.name for adult in concern.adults}
    answers = (
        (
            say(danger_page.QUESTION),
            dict(say_each(danger_page.ANSWERS, about=danger_page.QUESTION)).get(draft.danger or ""),
        ),
        (say(question_pages.HURT), dict(say_each(question_pages.HURT_ANSWERS)).get(draft.hurt or "")),
        (say(told_page.QUESTION), told.get(draft.told or "")),
    )
    return [f"{question} {answer or say(check_page.NOT_ANSWERED)}" for question, answer in answers]


QUESTIONS: Final[tuple[Callable[[ConcernTalk], str], ...]] = (danger, now, hurt, adult, words, told, check)
