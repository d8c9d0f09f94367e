"""Cases, children, mentors, figures for the desk, all made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from store.casebook.case.case_paper import APART
from store.casebook.case.facts import (
    Answer,
    Case,
    CaseState,
    ChildLine,
    ChildPage,
    Happening,
    InboxLine,
    ItemLine,
    TimelineLine,
)
from store.casebook.erasing.erase_pages import EraseLine, EraseState
from store.casebook.pages.mentors import MentorLine
from store.casebook.pages.scheme_actions import SchemeAction
from store.casebook.pages.scheme_figures import Practice, ReviewLine, RoutePractice, SchemeFigures, Speed
from store.casebook.papers.sample import SampleLine

# Noon where this computer stands, so that screens show the same hour everywhere.
NOON = datetime(2026, 11, 24, 12, 0).astimezone()


def case(number: int = 1, level: str = "amber", state: CaseState = CaseState.NEW, **more: object) -> Case:
    line = InboxLine(
        id=f"case-{number}",
        code=f"MAPLE RIVER {number:02}",
        level=level,
        created=NOON + timedelta(minutes=number),
        state=state,
        kind="concern",
        author="Priya Shah",
        summary="someone asks a pupil for money",
        holder=None,
        overdue=level == "red",
    )
    made = Case(
        line=line,
        words="He said\n  pay me or I post it.",
        answers=(Answer("Is anyone in danger now?", "Not sure"),),
        additions=(TimelineLine(NOON, "Priya Shah", "It happened again on the bus.", ""),),
        unfinished=(TimelineLine(NOON, "Priya Shah", "He said pay", ""),),
        timeline=(),
        warnings=("Two versions of this report arrived; both are kept.",),
    )
    return replace(made, **more)


def stranger(number: int = 1, **more: object) -> Case:
    """A report from a computer that the school does not know."""
    made = case(number, "red")
    line = replace(made.line, code=f"OCEAN GATE {number:02}", summary="please help me", author="no name")
    bare: dict[str, object] = {"words": "please help me", "additions": (), "unfinished": (), "warnings": (APART,)}
    return replace(made, line=line, **bare | more)


def item(number: int = 1, *, overdue: bool = False, words: str = "Ring home") -> ItemLine:
    """Something to do on a case of this number."""
    due = date(2026, 11, 24 + number)
    return ItemLine(
        f"item-{number}",
        f"case-{number}",
        f"MAPLE RIVER {number:02}",
        "amber",
        "action",
        words,
        due,
        "Bo Dale",
        overdue,
    )


def child(number: int = 1, lines: int = 3, **more: object) -> ChildPage:
    """A child's page with so many lines of chronology."""
    line = ChildLine(f"child-{number}", f"Sam {'ABCDEFGHIJ'[number % 10]}", "Year 9", "@sam_online", 2)
    other = ChildLine("other", "Kit B", "Year 9", "", 1)
    happened = tuple(
        Happening("case-1", "MAPLE RIVER 01", TimelineLine(NOON, "Bo Dale", f"thing {at}", "to learn more"))
        for at in range(lines)
    )
    made = ChildPage(line, ((other, 1),), (("@big_j", 2),), (case(2).line,), "CPOMS", happened, lines, 0)
    return replace(made, **more)


FIGURES = SchemeFigures(
    212,
    5_300,
    31,
    (("bullying", 80), ("privacy", 40), ("a new topic", 1)),
    (Speed("red", 2, 2, timedelta(minutes=9), timedelta(minutes=20)), Speed("blue", 14, 11, timedelta(hours=5), None)),
    (ReviewLine(NOON, "The timer helps.", "", "More time for year 7."),),
    (
        SchemeAction("plan-1", "A quieter room on Tuesdays", NOON, date(2027, 1, 8), None),
        SchemeAction("plan-2", "A poster in the library", NOON, date(2026, 10, 1), NOON),
    ),
    (Practice("safeguarding", NOON, timedelta(minutes=12)), Practice("head", NOON, None)),
    (
        RoutePractice("safeguarding", date(2026, 11, 2), NOON.date(), acknowledged=True),
        RoutePractice("head", date(2026, 11, 2), NOON.date(), acknowledged=False),
        RoutePractice("chair", date(2026, 11, 2), date(2026, 9, 25), acknowledged=True),
    ),
)


def erasure(number: int = 1, **more: object) -> EraseLine:
    """A case of this number that two people erased."""
    made = EraseLine(
        f"{number}",
        NOON,
        f"MAPLE RIVER {number:02}",
        "pupil case, its time is over",
        "25 years old",
        "Ann Lee",
        "Bo Dale",
        3,
        EraseState.ERASED,
        "",
        False,
        False,
    )
    return replace(made, **more)


def mentor(number: int = 1, **more: object) -> MentorLine:
    """A mentor, well and trained."""
    moods = ((3.0, 2), (4.0, 1), (0.0, 0), (2.5, 2), (1.0, 1), (5.0, 1))
    made = MentorLine(f"{number}", f"Mentor {number}", 4, NOON, moods, date(2027, 9, 3), True, None, False)
    return replace(made, **more)


def drawn(number: int = 1) -> SampleLine:
    """A case of a sample."""
    return SampleLine(f"case-{number}", f"MAPLE RIVER {number:02}", "amber", "closed", NOON, True, 2, 2, True, 5, 0)
