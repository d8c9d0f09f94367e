"""What each kind of act must say before it is recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from store.casebook.case.days import day_of, time_of
from store.casebook.records import kinds
from store.errors import KioskError

LADO: Final = "LADO"
MET: Final = "met"
REFERRAL_ANSWERS: Final = frozenset({"children's services", "police", LADO})
_KEPT: Final = "Nothing was recorded. What you wrote is still here."


@dataclass(frozen=True)
class Rule:
    """The fields that an act needs, those it may have, which of them are a day still to come or a time gone by."""

    needs: tuple[str, ...]
    may: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


RULES: Final[Mapping[str, Rule]] = {
    kinds.DECISION: Rule(("decision", "words", "reason")),
    kinds.ACTION: Rule(("words", "due", "reason"), ("who", "who_name"), days=("due",)),
    kinds.DONE: Rule(("item", "words")),
    kinds.NOTIFIED: Rule(("whom", "at", "reason"), ("reference",), times=("at",)),
    kinds.ASSIGN: Rule(("who", "who_name", "reason")),
    kinds.ACCEPT: Rule(("assign",)),
    kinds.REJECT: Rule(("assign", "reason")),
    kinds.WAIT: Rule(("words", "due"), days=("due",)),
    kinds.VOICE: Rule(("whose", "words")),
    kinds.CONFIRMED: Rule(("words", "at"), times=("at",)),
    kinds.TALKED: Rule(("words", "at"), times=("at",)),
    kinds.CORRECTION: Rule(("words", "reason")),
    kinds.MOVED: Rule(("system", "reference", "reason")),
    kinds.HOLD: Rule(("hold", "reason")),
    kinds.HARM_TEST: Rule(("limbs", "met", "reason"), ("decided_by",)),
    kinds.LOW_LEVEL: Rule(("words", "context", "reason"), ("decided_by",)),
}
_FIELDS: Final = {
    "decision": "which decision it is",
    "words": "what it is about",
    "reason": "why",
    "due": "by which day",
    "item": "which action it ends",
    "whom": "who was told",
    "at": "when",
    "who": "who it is for",
    "who_name": "who it is for",
    "assign": "which request it answers",
    "whose": "whose words they are",
    "system": "which record it went to",
    "reference": "its reference there",
    "hold": "whether it is held",
    "limbs": "which limb of the harm test",
    "met": "whether the test is met",
    "context": "what the conduct was",
}


def said_of(kind: str, typed: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Return what an act says, days and times as ISO 8601, or raise KioskError where something is not there.

    `now` is in the school's time zone.
    """
    rule = RULES.get(kind)
    if rule is None:
        raise KioskError("This kind of act is not one of this desk's. Nothing was recorded. Please tell IT.")
    given = {name: typed.get(name, "").strip() for name in (*rule.needs, *rule.may)}
    for name in rule.needs:
        if not given[name]:
            raise KioskError(f"This act does not say {_FIELDS[name]}. {_KEPT} Fill it in.")
    for name in rule.days:
        given[name] = coming_day(given[name], now.date()).isoformat()
    for name in rule.times:
        given[name] = _past_time(given[name], now).isoformat(timespec="minutes")
    return {name: value for name, value in given.items() if value}


def check_answers(kind: str, said: Mapping[str, str], *, items: Collection[str], asked: str | None, me: str) -> None:
    """Raise KioskError where an act answers something that is not open any more, or that somebody else was asked."""
    if kind == kinds.DONE and said["item"] not in items:
        raise KioskError(f"This action is ended already, perhaps at another desk. {_KEPT} Look at the case again.")
    if kind in (kinds.ACCEPT, kinds.REJECT) and said["assign"] != asked:
        raise KioskError(f"You are not asked to take this case any more. {_KEPT} Look at the case again.")
    if kind == kinds.ASSIGN and said["who"] == me and asked is not None:
        raise KioskError(f"You are asked already: accept it instead. {_KEPT}")


def coming_day(typed: str, today: date) -> date:
    """Return the day that is meant, from today on, or raise KioskError."""
    day = day_of(typed, today)
    if day is None:
        raise KioskError(f"This is no day that the desk can read. {_KEPT} Write it as 4 Dec, fri or 2026-12-04.")
    if day < today:
        raise KioskError(f"This day is past. {_KEPT} Write a day from today on.")
    return day


def _past_time(typed: str, now: datetime) -> datetime:
    at = time_of(typed, now)
    if at is None:
        raise KioskError(f"This is no time that the desk can read. {_KEPT} Write it as 10:40, or 4 Dec 10:40.")
    if at > now:
        raise KioskError(f"This time has not come yet. {_KEPT} Write when it was.")
    return at
