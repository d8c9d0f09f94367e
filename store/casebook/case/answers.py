"""A report's answers in the words of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from store.casebook.case.facts import Answer
from store.casebook.case.people import NOT_SIGNED_IN, Names
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord

_YES_NO: Final = {"yes": "Yes", "no": "No", "not sure": "Not sure"}
_HURT: Final = {
    "pupil": "A pupil",
    "several": "Several people",
    "me": "Me (who wrote this)",
    "outside": "Someone outside school",
    "not sure": "Not sure",
}
_ADULT: Final = {**_YES_NO, "head": "Yes, and it is the head"}
_WORRIES: Final = {
    "hurtful": "Hurtful messages or pictures",
    "contact": "Someone is messaging or asking for things",
    "money": "Money, gambling, scams",
    "seen": "Something seen online",
    "home": "Something at home",
    "not sure": "Not sure",
}
_QUESTIONS: Final[tuple[tuple[str, str, Mapping[str, str]], ...]] = (
    ("danger", "Is anyone in danger now?", _YES_NO),
    ("hurt", "Who might be hurt or upset?", _HURT),
    ("adult", "Might an adult who works, helps or visits in this school be part of the worry?", _ADULT),
    ("worries", "What kind of worry is it?", _WORRIES),
)
# What an adult is asked who enters a concern at a desk.
_ENTERED: Final = (("how", "How is it known?"), ("place", "When and where?"))
_WITH_QUESTIONS: Final = frozenset({kinds.CONCERN, kinds.UNFINISHED, kinds.DANGER})
_SHOWN_ELSEWHERE: Final = frozenset({"words", "level", "by"})
_LEAST_MOOD: Final = 1
_MOST_MOOD: Final = 5


def words_of(record: OpenedRecord) -> str:
    """Return the text of a report as it was written, unchanged."""
    words = record.said.get("words")
    return words if isinstance(words, str) else ""


def author_of(record: OpenedRecord, names: Names) -> str:
    """Return who a report is from: without a sign-in, the first name that was typed."""
    if record.author is None and record.kind == kinds.FIND_ME:
        name = record.said.get("name")
        return f"{name} ({NOT_SIGNED_IN})" if isinstance(name, str) and name else NOT_SIGNED_IN
    if record.author is None and record.kind == kinds.PRACTICE:
        return "PRACTICE"
    return names.of_author(record.author)


def told_briefly(record: OpenedRecord) -> str:
    """Return what a line of the inbox says of a report."""
    words = " ".join(words_of(record).split())
    if words:
        return words
    if record.kind == kinds.FIND_ME:
        return f"Please find {_text(record, 'name')} at: {_text(record, 'place')}"
    if record.kind == kinds.DANGER:
        return "Somebody is in danger now."
    if record.kind == kinds.REMOVED:
        return "A report was begun, then removed by its author."
    if record.kind == kinds.CHECK_IN:
        return "Wants to talk to an adult." if record.said.get("talk") is True else "How the mentor is"
    return "No words were written."


def answers_of(record: OpenedRecord, names: Names) -> tuple[Answer, ...]:
    """Return the questions of a report that were answered."""
    said = record.said
    if record.newer:
        return tuple(
            Answer(str(name), value if isinstance(value, str) else str(value))
            for name, value in sorted(said.items())
            if name not in _SHOWN_ELSEWHERE
        )
    if record.kind not in _WITH_QUESTIONS:
        return _of_kind(record, names)
    answers = [
        Answer(question, _told(said[name], known)) for name, question, known in _QUESTIONS if said.get(name) is not None
    ]
    if isinstance(reader := said.get("reader"), str):
        answers.append(Answer("Who should read it?", names.routes.get(reader, reader)))
    if isinstance(told := said.get("told"), str):
        answers.append(Answer("Have you told an adult?", _told_adult(told, names)))
    answers += [Answer(question, _text(record, name)) for name, question in _ENTERED if _text(record, name)]
    return tuple(answers)


def _of_kind(record: OpenedRecord, names: Names) -> tuple[Answer, ...]:
    said = record.said
    if record.kind == kinds.FIND_ME:
        adult = said.get("adult")
        which = names.of_staff(adult, adult) if isinstance(adult, str) else ""
        return (
            Answer("First name", _text(record, "name")),
            Answer("Where", _text(record, "place")),
            Answer("Which adult should come?", which),
        )
    if record.kind == kinds.REMOVED:
        safe = "Yes" if said.get("safe") is True else "No, or not answered"
        return (Answer("Is everyone safe?", safe),)
    if record.kind == kinds.CHECK_IN:
        talk = "Yes" if said.get("talk") is True else "No"
        mood = said.get("mood")
        told = f"{mood} of {_MOST_MOOD} ({_LEAST_MOOD} is lowest)" if isinstance(mood, int) else "not answered"
        return (Answer("How are you?", told), Answer("Do you want to talk to an adult?", talk))
    return ()


def _told(value: object, known: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_told(each, known) for each in value)
    return known.get(value, value) if isinstance(value, str) else str(value)


def _told_adult(told: str, names: Names) -> str:
    if told == "no one":
        return "No one yet"
    if told == "another adult":
        return "Another adult"
    return f"{names.of_staff(told, told)} (the pupil says so; please confirm)"


def _text(record: OpenedRecord, name: str) -> str:
    value: Any = record.said.get(name)
    return value if isinstance(value, str) else ""
