"""Everything about one case as a paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from store.casebook.case.facts import Case, TimelineLine
from store.casebook.papers.dates import told_day
from store.casebook.papers.making import Making
from store.casebook.papers.paper import Block, Heading, Paper, Table, Told, Words, as_written

NO_WORDS: Final = "No words were written."
NOTHING: Final = "Nothing yet."
_LINES: Final = ("When", "Who", "What", "Why")
_SHARES: Final = (3, 3, 6, 4)
_MOST_ACTS: Final = 4
_READ: Final = "read the report"
_CUT: Final = "… The whole text is in the case file."
_LOOKED: Final = ("opened the report",)
_LETTERS_A_LINE: Final = 80


def case_file(case: Case, making: Making, told: Told = as_written) -> Paper:
    """Return the case file: the first text untouched, the answers, all that came later, all that adults did."""
    return Paper(f"Case file {case.line.code}", tuple(case_blocks(case, making, told, level=1)))


def case_blocks(case: Case, making: Making, told: Told, *, level: int) -> Iterable[Block]:
    """Yield the parts of a case under headings of a level."""
    line = case.line
    yield making.facts(
        ("Code", line.code),
        ("Kind", line.kind),
        ("From", told(line.author)),
        ("Came", making.time(line.created)),
        ("Level", line.level),
        ("State", line.state),
        ("Who has it", told(line.holder or "nobody yet")),
    )
    for warning in case.warnings:
        yield Words(told(warning))
    yield Heading("What was written first", level)
    yield Words(told(case.words) or NO_WORDS)
    if case.answers:
        yield Heading("The answers", level)
        rows = tuple((told(one.question), told(one.answer)) for one in case.answers)
        yield Table(("Question", "Answer"), rows, (1, 1))
    for name, lines in (
        ("Added later by the mentor", case.additions),
        ("Sent unfinished, before or beside this report", case.unfinished),
    ):
        if lines:
            yield Heading(name, level)
            yield _table(lines, making, told)
    if case.items:
        yield Heading("To do", level)
        items = tuple((told_day(one.due), told(one.who), told(one.words), one.kind) for one in case.items)
        yield Table(("By", "Who", "What", "Kind"), items, _SHARES)
    if case.links:
        yield Heading("Linked to", level)
        yield Table(("Kind", "Name"), tuple((one.kind, told(one.name)) for one in case.links), (1, 3))
    yield Heading("What adults did", level)
    yield _table(case.timeline, making, told) if case.timeline else Words(NOTHING)


def main_file_page(case: Case, making: Making, letters: int, told: Told = as_written) -> Paper:
    """Return a case in brief for the school's main file, its first text cut after so many letters."""
    line, words = case.line, told(case.words) or NO_WORDS
    acts = [one for one in case.timeline if one.act not in (_READ, *_LOOKED)]
    first_read = next((one for one in case.timeline if one.act == _READ), None)
    read = "not yet" if first_read is None else f"{making.time(first_read.at)} by {told(first_read.by)}"
    blocks: list[Block] = [
        making.facts(
            ("Code", line.code),
            ("From", told(line.author)),
            ("Came", making.time(line.created)),
            ("Level", line.level),
            ("State", line.state),
            ("First read", read),
            ("Who has it", told(line.holder or "nobody yet")),
        ),
        Heading("What was written first"),
        Words(cut(words, letters)),
        Heading("The newest of what adults did"),
    ]
    cut_acts = [
        TimelineLine(one.at, one.by, cut(one.act, letters // 3), cut(one.reason, letters // 3))
        for one in acts[-_MOST_ACTS:]
    ]
    blocks.append(_table(cut_acts, making, told) if cut_acts else Words(NOTHING))
    blocks.append(Words(f"Everything else is in the peer mentoring scheme's own record, under {line.code}."))
    return Paper(f"For the main file: {line.code}", tuple(blocks))


def cut(text: str, letters: int) -> str:
    """Return a text of at most so many letters, saying where it was cut."""
    told = "\n".join(text[:letters].split("\n")[: max(1, letters // _LETTERS_A_LINE)])
    return text if told == text else told.rstrip() + _CUT


def _table(lines: Iterable[TimelineLine], making: Making, told: Told) -> Table:
    rows = tuple((making.time(one.at), told(one.by), told(one.act), told(one.reason)) for one in lines)
    return Table(_LINES, rows, _SHARES)
