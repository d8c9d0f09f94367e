"""The pages of an open desk beside its inbox."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from store.casebook.case.facts import Case, ChildPage, ChildrenPage, Completeness, DuePage
from store.casebook.desk.open_desk import OpenDesk
from store.casebook.pages import staff_training
from store.casebook.pages.child_page import ChildPages
from store.casebook.pages.completeness import Looking
from store.casebook.pages.mentors import Mentors, MentorsPage
from store.casebook.pages.readings import ReadingsPage, readings
from store.casebook.pages.retention import RetentionPage, retention
from store.casebook.pages.scheme_figures import Figures, SchemeFigures
from store.casebook.pages.staff_training import StaffPass
from store.casebook.role.shelf import Shelf

PAGE: Final = 200


class DeskPages(OpenDesk):
    """Answers what the pages of the desk ask for; many threads may call it."""

    def due(self, *, offset: int = 0) -> DuePage:
        """Return at most 200 things that are to do on cases, the earliest first."""
        with self._shelf() as shelf:
            routes = Figures(self._desk, shelf).practice_routes()
            awaited = tuple(one.role for one in routes if one.is_due)
            return replace(self._steps.due(shelf, offset, PAGE), practice_due=awaited)

    def children(self, typed: str = "", *, offset: int = 0) -> ChildrenPage:
        """Return at most 200 children whose name, year or handles hold what is typed, by name."""
        with self._shelf() as shelf:
            return ChildPages(self._desk, shelf).listed(typed, offset, PAGE)

    def child(self, child_id: str, *, offset: int = 0) -> ChildPage:
        """Return a child's page with at most 200 lines of its chronology."""
        with self._shelf() as shelf:
            return ChildPages(self._desk, shelf).page(child_id, offset, PAGE)

    def mentors(self, *, offset: int = 0) -> MentorsPage:
        """Return at most 200 mentors by name: training, load, wellbeing, what is due."""
        with self._shelf() as shelf:
            return Mentors(self._desk, shelf).page(offset, PAGE)

    def scheme(self) -> SchemeFigures:
        """Return the figures of the scheme of the last twelve months."""
        with self._shelf() as shelf:
            return Figures(self._desk, shelf).scheme()

    def readings(self, *, offset: int = 0) -> ReadingsPage:
        """Return at most 200 of the acts on cases, each opening among them, the newest first."""
        with self._shelf() as shelf:
            return readings(self._desk, shelf, offset, PAGE)

    def retention(self, *, offset: int = 0) -> RetentionPage:
        """Return at most 200 closed cases, the oldest first, with when each is to be looked at."""
        with self._shelf() as shelf:
            return retention(self._desk, shelf, offset, PAGE)

    def staff_trainings(self) -> tuple[StaffPass, ...]:
        """Return what staff have passed, as far as this person's roles know."""
        with self._shelf() as shelf:
            return self._trainings(shelf)

    def completeness(self) -> Completeness:
        """Return what is missing from which kiosk."""
        with self._shelf() as shelf:
            desk = self._desk
            looking = Looking(desk.feeds, desk.school, desk.showing("").hours, desk.clock.now())
            return looking.completeness(list(shelf.casebooks.values()), self._troubles)

    def apart(self) -> tuple[Case, ...]:
        """Return the reports from computers which the school has not admitted: a pupil may have written them."""
        with self._shelf() as shelf:
            showing = self._desk.showing("")
            return tuple(showing.apart(record) for record in shelf.apart())

    def _trainings(self, shelf: Shelf) -> tuple[StaffPass, ...]:
        return staff_training.passes(one for casebook in shelf.casebooks.values() for one in casebook.trainings())
