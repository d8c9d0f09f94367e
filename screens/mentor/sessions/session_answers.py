"""What the answers of a session amount to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date

from screens.mentor.sessions.session_more import BOXES, Memory, see_again
from screens.text import clean
from store.language import say
from store.notebook.common.facts import Danger, SessionDraft, SessionForm

SOMEONE_ELSE = "else"
NO_WHO = "Choose who you met."
NO_NAME = "Write who you met."
NO_TOPIC = "Choose what it was about."
NO_MINUTES = "Write how many minutes, from 1 to 300."
NO_WORRIED = "Answer the last question. 'Not sure' is as good an answer as the others."
_MOST_MINUTES = 300
# Where a draft and the form name an answer differently.
_NAMES = {"other": "else", "see_again": "see again"}


def draft_of(memory: Memory) -> SessionDraft:
    """Return what is answered so far, as it is kept until the session is logged."""
    answers = {one.name: memory.get(_NAMES.get(one.name, one.name), "") for one in fields(SessionDraft)}
    if answers["who"] == SOMEONE_ELSE and not answers["other"]:
        # The form chooses this itself where a mentor meets nobody.
        answers["who"] = ""
    return SessionDraft(**answers)


def memory_of(draft: SessionDraft) -> Memory:
    """Return the answers of a draft that was kept."""
    answers = {_NAMES.get(name, name): answer for name, answer in asdict(draft).items()}
    return {name: clean(answer, multiline=True) for name, answer in answers.items() if answer}


def is_worrying(memory: Memory) -> bool:
    """Whether something worried the mentor, or might have."""
    return memory.get("worried", Danger.NO) != Danger.NO


def missing(memory: Memory, labels: Mapping[str, str]) -> tuple[str, str]:
    """Return where the first answer is missing with the sentence that says so, the sentence empty where none is."""
    checks = (
        (bool(memory.get("who")), "#who", say(NO_WHO)),
        (bool(_who(memory, labels)), "#else", say(NO_NAME)),
        (1 <= _minutes(memory) <= _MOST_MINUTES, "#minutes", say(NO_MINUTES)),
        (bool(memory.get("topic")), "#topic", say(NO_TOPIC)),
        (bool(memory.get("worried")), "#worried", say(NO_WORRIED)),
    )
    return next(((place, said) for is_there, place, said in checks if not is_there), ("", ""))


def form_of(memory: Memory, labels: Mapping[str, str], today: date) -> SessionForm:
    """Return the session to log; where something was worrying, nothing that was written is in it."""
    who, minutes, worried = _who(memory, labels), _minutes(memory), Danger(memory["worried"])
    if is_worrying(memory):
        return SessionForm(who, memory["topic"], minutes, worried)
    texts = {name: memory.get(name, "").strip() for name, _ in BOXES}
    return SessionForm(who, memory["topic"], minutes, worried, **texts, see_again=see_again(memory, today))


def _who(memory: Memory, labels: Mapping[str, str]) -> str:
    who = memory.get("who", "")
    return memory.get("else", "") if who == SOMEONE_ELSE else clean(labels.get(who, ""))


def _minutes(memory: Memory) -> int:
    # Any decimal digit may be typed, "²" is a digit but no decimal.
    typed = memory.get("minutes", "")
    return int(typed) if typed.isdecimal() else 0
