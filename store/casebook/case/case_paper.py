"""A case as the desk's screens are given it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from store import words
from store.casebook.case.act_words import text_of, told_act
from store.casebook.case.answers import answers_of, author_of, told_briefly, words_of
from store.casebook.case.case_facts import CaseFacts
from store.casebook.case.facts import Case, Happening, InboxLine, ItemLine, Link, TimelineLine
from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.case.people import Names
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, date_of

_SEARCHED: Final = (
    "words",
    "reason",
    "outcome",
    "text",
    "reference",
    "who_name",
    "name",
    "handles",
    "limbs",
    "context",
)
SUMMARY_LETTERS: Final = 200
_ROWS: Final = 4  # of which rows the index is made: another number has them made anew
_NO_CODE: Final = "no code"
APART: Final = (
    "This came from a computer that the school has not admitted, or was sent in an unusual way. "
    "It may still be true: a pupil may have written it. Ask IT which computer it was."
)
TWO_VERSIONS: Final = "Two versions of this report arrived under one number; both are kept below."
SAME_NUMBER: Final = "Another report bears the same number of this computer's series; both are kept. Please tell IT."
MISMATCH: Final = "What this report says of its computer, school or readers differs from how it came. Please tell IT."
NEWER: Final = (
    "A part of this was written by a newer version of the program. Update the desk to see it as it was meant."
)
WRONG_CLOCK: Final = "This report bears a date that has not come yet: the clock of its computer is wrong."
ON_HOLD: Final = "This case is under legal hold: nobody erases it until that is ended."
RECUSED: Final = (
    "{name} stepped back from this case. It went to the {role}: what you record on it goes there, and is not shown "
    "here. Only that you have read or opened it stays here."
)
RECUSED_HERE: Final = (
    "{name} stepped back from this case. What is recorded here is sealed past them; their role's key can still open "
    "what was sealed to it."
)
RECUSED_SAME: Final = (
    "{name} stepped back from this case, which is hidden from their screens. They hold the same key as you: it can "
    "still open what is recorded here."
)
MOVED: Final = "This case stands in the main file: {system}, {reference}. This is not the whole record."
RECEIVED: Final = (
    "This case came from {school}. What adults did there stands in the timeline with that school's name; what is set, "
    "to do and decided here is yours."
)
APART_TOO: Final = "Something on this case came from a computer that the school has not admitted; it is kept apart."


@dataclass(frozen=True)
class Showing:
    """What a case is shown with: the role it is read in, the school's hours, the date, the names."""

    role: str
    hours: SchoolHours
    now: datetime
    names: Names
    me: str = ""

    @property
    def fingerprint(self) -> str:
        """What changes when all rows of the inbox must be made anew."""
        told = repr((_ROWS, self.hours))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    def line(self, facts: CaseFacts) -> InboxLine:
        """Return the case as a line of the inbox."""
        main = facts.main
        return InboxLine(
            id=facts.id,
            code=code_of(facts.id),
            level=str(facts.level),
            created=date_of(main.at),
            state=facts.state,
            kind=kinds.told_kind(main.kind, newer=main.newer),
            author=self._author(facts),
            summary=told_briefly(main)[:SUMMARY_LETTERS],
            holder=self._holder(facts),
            overdue=facts.is_overdue(self.role, self.hours, self.now),
        )

    def _author(self, facts: CaseFacts) -> str:
        # Whoever wrote it at another school is nobody whose name is known here.
        if facts.came_from:
            return f"somebody at {facts.came_from[0]}"
        return author_of(facts.main, self.names)

    def case(self, facts: CaseFacts, has_same_number: Callable[[OpenedRecord], bool]) -> Case:
        """Return the whole case."""
        main = facts.main
        others = [one for one in facts.reports if one is not main]
        return Case(
            line=self.line(facts),
            words=words_of(main),
            answers=answers_of(main, self.names),
            additions=tuple(self._addition(one) for one in others if one.kind != kinds.UNFINISHED),
            unfinished=tuple(self._addition(one) for one in others if one.kind == kinds.UNFINISHED),
            timeline=self._timeline(facts),
            warnings=tuple(self._warnings(facts, has_same_number)),
            items=self.items(facts),
            links=tuple(Link(*link, name) for link, name in sorted(facts.links.items())),
            asked=None if (asked := facts.work.asked(self.me)) is None else asked.id,
        )

    def apart(self, record: OpenedRecord) -> Case:
        """Return a record that is kept apart, as if it were a case."""
        alone = CaseFacts(record.id, (record,), (), ())
        case = self.case(alone, lambda _record: False)
        return Case(case.line, case.words, case.answers, (), (), (), (APART, *case.warnings))

    def happenings(self, facts: CaseFacts) -> tuple[Happening, ...]:
        """Return all that happened in a case but that it was looked at, each on a line of a chronology."""
        code = code_of(facts.id)
        # The answers of a report are on its case's page, where there is room for them.
        reports = [replace(self._addition(one), reason="") for one in facts.reports]
        acts = [self._act_line(one) for one in facts.acts if one.kind != kinds.VIEW]
        return tuple(Happening(facts.id, code, one) for one in (*reports, *acts))

    def _addition(self, record: OpenedRecord) -> TimelineLine:
        told = words_of(record) or told_briefly(record)
        answers = "; ".join(f"{one.question} {one.answer}" for one in answers_of(record, self.names))
        return TimelineLine(date_of(record.at), author_of(record, self.names), told, answers)

    def _timeline(self, facts: CaseFacts) -> tuple[TimelineLine, ...]:
        lines, seen = [], set[tuple[str, object]]()
        for act in facts.acts:
            if act.kind == kinds.VIEW:
                # Who looks five times on one day has looked that day.
                day = (act.author or "", self.hours.local(date_of(act.at)).date())
                if day in seen:
                    continue
                seen.add(day)
            lines.append(self._act_line(act))
        return tuple(lines)

    def _act_line(self, act: OpenedRecord) -> TimelineLine:
        return TimelineLine(date_of(act.at), self._by(act), told_act(act), text_of(act, "reason"))

    def _warnings(self, facts: CaseFacts, has_same_number: Callable[[OpenedRecord], bool]) -> list[str]:
        ids = [one.id for one in facts.reports]
        found = {
            TWO_VERSIONS: len(ids) != len(set(ids)),
            SAME_NUMBER: any(has_same_number(one) for one in facts.reports),
            MISMATCH: any(one.mismatch for one in facts.reports),
            NEWER: any(one.newer for one in (*facts.reports, *facts.acts)),
            WRONG_CLOCK: facts.has_wrong_clock(self.now),
            APART_TOO: bool(facts.apart),
            ON_HOLD: facts.is_held,
        }
        told = [sentence for sentence, is_so in found.items() if is_so]
        for one in facts.recusals:
            gone = RECUSED_HERE if facts.goes_to == self.role else RECUSED
            gone = RECUSED_SAME if one.said.get("same_key") is True else gone
            told.append(gone.format(name=self._by(one), role=facts.goes_to))
        told += [RECEIVED.format(school=name) for name in facts.came_from]
        if (moved := facts.work.moved) is not None:
            told.append(MOVED.format(system=text_of(moved, "system"), reference=text_of(moved, "reference")))
        return told

    def _holder(self, facts: CaseFacts) -> str | None:
        assignment = facts.work.assignment
        if assignment is None or assignment.accepted is False:
            holder = facts.holder
            return None if holder is None else self._by(holder)
        name = self.names.of_staff(assignment.who, assignment.who_name)
        return name if assignment.accepted else f"{name}, who is asked"

    def items(self, facts: CaseFacts) -> tuple[ItemLine, ...]:
        """Return what is to do on a case, the earliest first."""
        today, line = self.hours.local(self.now).date(), self.line(facts)
        return tuple(
            ItemLine(
                id=one.id,
                case_id=facts.id,
                code=line.code,
                level=line.level,
                kind=one.kind,
                words=one.words,
                due=one.due,
                who=self.names.of_staff(one.who, one.who_name),
                overdue=one.due < today,
            )
            for one in facts.work.items(self.hours)
        )

    def _by(self, act: OpenedRecord) -> str:
        return self.names.of_staff(act.author, act.said.get("by"))


def searched_text(facts: CaseFacts, names: Names) -> str:
    """Return all that a search looks through in a case."""
    parts = [code_of(facts.id)]
    for report in facts.reports:
        parts += [words_of(report), author_of(report, names), text_of(report, "name"), text_of(report, "place")]
    for act in facts.acts:
        parts += [text_of(act, name) for name in _SEARCHED]
    return "\n".join(part for part in parts if part)


def code_of(case_id: str) -> str:
    """Return the code that the pupil was given."""
    try:
        return words.report_code(case_id)
    except ValueError:
        return _NO_CODE
