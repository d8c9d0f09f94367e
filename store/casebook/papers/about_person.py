"""Everything about one child in one place, for subject access, with other people marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from store.casebook.case.facts import Case, ChildLine
from store.casebook.papers.case_file import case_blocks
from store.casebook.papers.making import Making
from store.casebook.papers.masking import Masking
from store.casebook.papers.paper import Block, Heading, Paper, Table, Told, Words

DUTY: Final = (
    "For whoever checks this before it is handed over: names of other pupils that this desk knows stand as [another "
    "person 1], [another person 2] and so on. That does not find nicknames, wrong spellings, descriptions, or what "
    "only one person could have said. Read every line, take out what tells of somebody else or could harm a child, "
    "and ask the data protection officer. Names of staff stand as they are."
)
BY_NAME: Final = (
    "Other people stand here by their names: this is for the school's own use. Make the masked one for handing over."
)


@dataclass(frozen=True)
class SessionTold:
    """A session log that may be about a child: all it holds of them is a first name."""

    at: datetime
    mentor: str = field(repr=False)
    who: str = field(repr=False)
    topic: str
    told: str = field(repr=False)


@dataclass(frozen=True)
class PersonRecord:
    """What the desk holds about one child; `mentions` are codes of cases that tell the name without being linked."""

    child: ChildLine
    cases: Sequence[Case]
    sessions: Sequence[SessionTold] = ()
    mentions: Sequence[str] = ()


def about_person(record: PersonRecord, making: Making, told: Told) -> Paper:
    """Return everything about a child, what people wrote passed through `told`."""
    child = record.child
    is_masked = isinstance(told, Masking)
    blocks: list[Block] = [
        making.facts(
            ("About", child.name),
            ("Year", child.year or "not told"),
            ("Names online", child.handles or "none"),
            ("Cases", str(len(record.cases))),
        ),
        Heading("Before this is handed over"),
        Words(DUTY if is_masked else BY_NAME),
    ]
    if record.mentions:
        blocks.append(Heading("Not linked, but this name is told of in"))
        blocks.append(Words(", ".join(record.mentions) + ". Look at each and link it if it is about this child."))
    for case in record.cases:
        blocks.append(Heading(f"Case {case.line.code}"))
        blocks += case_blocks(case, making, told, level=2)
    if record.sessions:
        blocks.append(Heading("Session logs that may be about this child"))
        blocks.append(Words("A session log holds a first name at most, so each may be about somebody else."))
        rows = tuple(
            (making.time(one.at), told(one.mentor), told(one.who), one.topic, told(one.told)) for one in record.sessions
        )
        blocks.append(Table(("When", "Mentor", "With", "Topic", "What"), rows, (3, 3, 2, 2, 4)))
    return Paper(f"Everything about {child.name}", tuple(blocks))


def handles_of(child: ChildLine) -> tuple[str, ...]:
    """Return the names by which a child goes online."""
    return tuple(one.strip() for one in child.handles.replace("\n", ",").split(",") if one.strip())
