"""A sample of cases, drawn by a rule that is said before anybody sees one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from store.casebook.case.act_words import text_of
from store.casebook.case.case_facts import CaseFacts, read_by
from store.casebook.case.case_paper import code_of
from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.records import kinds
from store.casebook.records.opened_record import date_of
from store.errors import KioskError

CLOSED: Final = "closed"
CAME: Final = "came"
MOST_CASES: Final = 50
MOST_STEP: Final = 100
_TENS: Final = (11, 12, 13)
_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}
NO_NUMBER: Final = "Write a number from 1 to {most}. No case was drawn yet."


@dataclass(frozen=True)
class SampleRule:
    """Every so-manieth case, closed or come in since a day, at most so many."""

    which: str
    every: int
    most: int

    def told(self) -> str:
        """Return the rule as it is said aloud."""
        which = "closed" if self.which == CLOSED else "that came"
        each = "Every" if self.every == 1 else f"Every {ordinal(self.every)}"
        return f"{each} case {which} this school year, in the order of their codes, at most {self.most}"


@dataclass(frozen=True)
class SampleLine:
    """What a case of the sample shows in a list, in which there is no word that anybody typed."""

    case_id: str
    code: str
    level: str
    state: str
    came: datetime
    in_time: bool
    decisions: int
    reasons: int
    has_voice: bool
    actions: int
    open_actions: int


@dataclass(frozen=True)
class SamplePage:
    """The cases that a rule drew."""

    rule: SampleRule
    lines: tuple[SampleLine, ...]
    total: int
    offset: int = 0


def rule_of(which: str, every: str, most: str) -> SampleRule:
    """Return the rule that was typed, or raise KioskError."""
    return SampleRule(which, _number(every, MOST_STEP), _number(most, MOST_CASES))


def drawn(ids: Iterable[str], rule: SampleRule) -> list[str]:
    """Return the cases that a rule draws: by their codes, which nobody chooses, from the first so-manieth on."""
    ordered = sorted(set(ids), key=lambda one: (code_of(one), one))
    return ordered[rule.every - 1 :: rule.every][: rule.most]


def sample_line(facts: CaseFacts, role: str, hours: SchoolHours) -> SampleLine:
    """Return what the list shows of a case."""
    main = (facts.main.id, facts.main.digest)
    read = min((one.at for one in facts.acts if one.kind == kinds.READ and main in read_by(one)), default=None)
    decided = [one for one in facts.acts if one.kind == kinds.DECISION]
    acted = [one for one in facts.acts if one.kind in kinds.STEPS | {kinds.NOTE, kinds.CLOSE}]
    return SampleLine(
        facts.id,
        code_of(facts.id),
        str(facts.level),
        str(facts.state),
        date_of(facts.main.at),
        read is not None and date_of(read) <= facts.due(role, hours),
        len(decided),
        sum(bool(text_of(one, "reason").strip()) for one in decided),
        any(one.kind == kinds.VOICE for one in facts.acts),
        len(acted),
        len(facts.work.items(hours)),
    )


def ordinal(number: int) -> str:
    """Return e.g. "3rd"."""
    ending = "th" if number % 100 in _TENS else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def in_school_year(records: Sequence[tuple[str, int]], first: date, hours: SchoolHours) -> list[str]:
    """Return the ids of (id, time) from the first day of a school year on."""
    return [one for one, at in records if hours.local(date_of(at)).date() >= first]


def _number(typed: str, most: int) -> int:
    told = typed.strip()
    if not (told.isascii() and told.isdigit() and 1 <= int(told[:6]) <= most):
        raise KioskError(NO_NUMBER.format(most=most))
    return int(told)
