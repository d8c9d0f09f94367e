"""A case as the desk's screens are given it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from store import words
from store.casebook import kinds
from store.casebook.answers import answers_of, author_of, told_briefly, words_of
from store.casebook.case_facts import CaseFacts
from store.casebook.facts import Case, InboxLine, TimelineLine
from store.casebook.ladder_clock import SchoolHours
from store.casebook.opening import OpenedRecord, date_of
from store.casebook.people import Names

SUMMARY_LETTERS: Final = 200
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
APART_TOO: Final = "Something on this case came from a computer that the school has not admitted; it is kept apart."


@dataclass(frozen=True)
class Showing:
    """What a case is shown with: the role it is read in, the school's hours, the date, the names."""

    role: str
    hours: SchoolHours
    now: datetime
    names: Names

    @property
    def fingerprint(self) -> str:
        """What changes when the rows of the inbox must be sorted or searched otherwise."""
        told = repr((self.hours, sorted(self.names.mentors.items())))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()

    def line(self, facts: CaseFacts) -> InboxLine:
        """Return the case as a line of the inbox."""
        main, holder = facts.main, facts.holder
        return InboxLine(
            id=facts.id,
            code=code_of(facts.id),
            level=str(facts.level),
            created=date_of(main.at),
            state=facts.state,
            kind=kinds.told_kind(main.kind, newer=main.newer),
            author=author_of(main, self.names),
            summary=told_briefly(main)[:SUMMARY_LETTERS],
            holder=None if holder is None else self._by(holder),
            overdue=facts.is_overdue(self.role, self.hours, self.now),
        )

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
        )

    def apart(self, record: OpenedRecord) -> Case:
        """Return a record that is kept apart, as if it were a case."""
        alone = CaseFacts(record.id, (record,), (), ())
        case = self.case(alone, lambda _record: False)
        return Case(case.line, case.words, case.answers, (), (), (), (APART, *case.warnings))

    def _addition(self, record: OpenedRecord) -> TimelineLine:
        told = words_of(record) or told_briefly(record)
        answers = "; ".join(f"{one.question} {one.answer}" for one in answers_of(record, self.names))
        return TimelineLine(date_of(record.at), author_of(record, self.names), told, answers)

    def _timeline(self, facts: CaseFacts) -> tuple[TimelineLine, ...]:
        lines, seen = [], set[tuple[str, object]]()
        for act in facts.acts:
            at = date_of(act.at)
            if act.kind == kinds.VIEW:
                # Who looks five times on one day has looked that day.
                day = (act.author or "", self.hours.local(at).date())
                if day in seen:
                    continue
                seen.add(day)
            lines.append(TimelineLine(at, self._by(act), _told(act), _text(act, "reason")))
        return tuple(lines)

    def _warnings(self, facts: CaseFacts, has_same_number: Callable[[OpenedRecord], bool]) -> list[str]:
        ids = [one.id for one in facts.reports]
        found = {
            TWO_VERSIONS: len(ids) != len(set(ids)),
            SAME_NUMBER: any(has_same_number(one) for one in facts.reports),
            MISMATCH: any(one.mismatch for one in facts.reports),
            NEWER: any(one.newer for one in (*facts.reports, *facts.acts)),
            WRONG_CLOCK: facts.has_wrong_clock(self.now),
            APART_TOO: bool(facts.apart),
        }
        return [sentence for sentence, is_so in found.items() if is_so]

    def _by(self, act: OpenedRecord) -> str:
        return self.names.of_staff(act.author, act.said.get("by"))


def searched_text(facts: CaseFacts, names: Names) -> str:
    """Return all that a search looks through in a case."""
    parts = [code_of(facts.id)]
    for report in facts.reports:
        parts += [words_of(report), author_of(report, names), _text(report, "name"), _text(report, "place")]
    for act in facts.acts:
        parts += [_text(act, name) for name in ("words", "reason", "outcome", "text")]
    return "\n".join(part for part in parts if part)


def code_of(case_id: str) -> str:
    """Return the code that the pupil was given."""
    try:
        return words.report_code(case_id)
    except ValueError:
        return _NO_CODE


def _told(act: OpenedRecord) -> str:
    if act.newer:
        return kinds.NEWER
    return {
        kinds.READ: "read the report",
        kinds.VIEW: "opened the report",
        kinds.NOTE: _text(act, "words"),
        kinds.LEVEL: f"set the level to {_text(act, 'level')}",
        kinds.REPLY: f"replied: {_text(act, 'text')}",
        kinds.CLOSE: f"closed: {_text(act, 'outcome')}",
        kinds.REOPEN: "opened it again",
    }.get(act.kind, kinds.NEWER)


def _text(record: OpenedRecord, name: str) -> str:
    value = record.said.get(name)
    return value if isinstance(value, str) else ""
