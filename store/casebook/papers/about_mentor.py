"""Everything about one mentor in one place, for subject access, with other people marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from store.casebook.case.act_words import text_of
from store.casebook.case.facts import Case
from store.casebook.papers.about_person import BY_NAME, DUTY
from store.casebook.papers.case_file import case_blocks
from store.casebook.papers.making import Making
from store.casebook.papers.masking import Masking
from store.casebook.papers.paper import Block, Heading, Paper, Table, Told, Words
from store.casebook.records.opened_record import OpenedRecord, date_of

ELSEWHERE: Final = (
    "Drafts, messages and their own list of reports lie on the kiosks, sealed to the mentor alone: the mentor can read "
    "them there. Sign-in words are known to nobody."
)


@dataclass(frozen=True)
class MentorRecord:
    """What the desk holds about one mentor, record by record, oldest first."""

    name: str = field(repr=False)
    sessions: Sequence[OpenedRecord] = ()
    check_ins: Sequence[OpenedRecord] = ()
    forms: Sequence[OpenedRecord] = ()
    trainings: Sequence[OpenedRecord] = ()
    agreed: Sequence[OpenedRecord] = ()
    messages: Sequence[OpenedRecord] = ()
    cases: Sequence[Case] = ()


def about_mentor(record: MentorRecord, making: Making, told: Told) -> Paper:
    """Return everything about a mentor, what people wrote passed through `told`."""

    def texts(one: OpenedRecord, *names: str) -> tuple[str, ...]:
        return (making.time(date_of(one.at)), *(told(text_of(one, name)) for name in names))

    blocks: list[Block] = [
        making.facts(("About", record.name), ("As", "a mentor")),
        Heading("Before this is handed over"),
        Words(DUTY if isinstance(told, Masking) else BY_NAME),
        Words(ELSEWHERE),
    ]
    parts = (
        ("Training", ("When", "Module", "Until"), (3, 5, 2), record.trainings, ("title", "until")),
        ("What we agreed", ("When", "Page", "Checked on"), (3, 5, 2), record.agreed, ("title", "checked")),
        ("Messages to the mentor", ("When", "Text", "By"), (3, 5, 2), record.messages, ("text", "by")),
    )
    for heading, head, widths, records, names in parts:
        if records:
            blocks.append(Heading(heading))
            blocks.append(Table(head, tuple(texts(one, *names) for one in records), widths))
    if record.check_ins:
        blocks.append(Heading("How the mentor was"))
        rows = tuple((*texts(one), _number(one, "mood"), _yes(one, "talk")) for one in record.check_ins)
        blocks.append(Table(("When", "From 1 (lowest) to 5", "Wanted to talk"), rows, (3, 3, 3)))
    if record.sessions:
        blocks.append(Heading("Sessions"))
        rows = tuple(
            (
                *texts(one, "who", "topic"),
                _number(one, "minutes"),
                "\n".join(texts(one, "how", "done", "helped")[1:]).strip(),
            )
            for one in record.sessions
        )
        blocks.append(Table(("When", "With", "Topic", "Minutes", "What"), rows, (3, 2, 2, 2, 5)))
    if record.forms:
        blocks.append(Heading("Half-termly forms"))
        forms = tuple(texts(one, "working", "not_working", "change") for one in record.forms)
        blocks.append(Table(("When", "Working", "Not working", "To change"), forms, (2, 3, 3, 3)))
    for case in record.cases:
        blocks.append(Heading(f"Report {case.line.code}"))
        blocks += case_blocks(case, making, told, level=2)
    return Paper(f"Everything about {record.name}", tuple(blocks))


def _number(record: OpenedRecord, name: str) -> str:
    value = record.said.get(name)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _yes(record: OpenedRecord, name: str) -> str:
    return "yes" if record.said.get(name) is True else "no"


def _told(parts: tuple[str, ...]) -> str:
    return "\n".join(one for one in parts if one)
