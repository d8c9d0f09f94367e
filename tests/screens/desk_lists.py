"""The lists and pages of a desk in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from store.casebook.case.facts import Case, CaseState, ChildPage, ChildrenPage, Completeness, DuePage, FeedLine
from store.casebook.pages.mentors import MentorLine, MentorsPage
from store.casebook.pages.readings import ReadingLine, ReadingsPage
from store.casebook.pages.retention import RetentionLine, RetentionPage
from store.casebook.pages.scheme_figures import SchemeFigures
from tests.screens.calls import Called
from tests.screens.desk_made_up import FIGURES, NOON


class Lists(Called):
    """Shows what a test put there, two hundred lines a page."""

    cases: dict[str, Case]

    def __init__(self) -> None:
        super().__init__()
        self.practice_due: tuple[str, ...] = ()
        self.mentor_lines: tuple[MentorLine, ...] = ()
        self.pages: dict[str, ChildPage] = {}
        self.sentence = "Nothing missing from 3 kiosks."
        self.feeds: tuple[FeedLine, ...] = ()
        self.kept_apart = (0, 0)
        self.strangers: tuple[Case, ...] = ()

    def due(self, *, offset: int = 0) -> DuePage:
        lines = [item for made in self.cases.values() for item in made.items]
        late = sum(one.overdue for one in lines)
        return DuePage(tuple(lines[offset : offset + 200]), len(lines), late, offset, self.practice_due)

    def children(self, typed: str = "", *, offset: int = 0) -> ChildrenPage:
        found = [one.line for one in self.pages.values() if typed.lower() in one.line.name.lower()]
        return ChildrenPage(tuple(found[offset : offset + 200]), len(found), offset)

    def child(self, child_id: str, *, offset: int = 0) -> ChildPage:
        page = self.pages[child_id]
        return replace(page, lines=page.lines[offset : offset + 200], total=len(page.lines), offset=offset)

    def describe(self, child_id: str, typed: Mapping[str, str]) -> None:
        self._record("describe", child_id, dict(typed))
        page = self.pages[child_id]
        self.pages[child_id] = replace(page, line=replace(page.line, **typed))

    def mentors(self, *, offset: int = 0) -> MentorsPage:
        return MentorsPage(self.mentor_lines[offset : offset + 200], len(self.mentor_lines), offset)

    def scheme(self) -> SchemeFigures:
        return FIGURES

    def plan(self, typed: Mapping[str, str]) -> None:
        self._record("plan", dict(typed))

    def end_plan(self, action_id: str) -> None:
        self._record("end_plan", action_id)

    def readings(self, *, offset: int = 0) -> ReadingsPage:
        lines = [
            ReadingLine(one.at, one.by, made.line.id, made.line.code, one.act)
            for made in self.cases.values()
            for one in made.timeline
        ]
        return ReadingsPage(tuple(lines[offset : offset + 200]), len(lines), offset)

    def retention(self, *, offset: int = 0) -> RetentionPage:
        closed = [made.line for made in self.cases.values() if made.line.state == CaseState.CLOSED]
        lines = tuple(
            RetentionLine(one.id, one.code, NOON, date(2033, 11, 24), place == 0, place == 1)
            for place, one in enumerate(closed)
        )
        return RetentionPage(lines[offset : offset + 200], len(lines), offset)

    def completeness(self) -> Completeness:
        self._record("completeness")
        return Completeness(self.sentence, self.feeds, *self.kept_apart)

    def apart(self) -> tuple[Case, ...]:
        self._record("apart")
        return self.strangers
