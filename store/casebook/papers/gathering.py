"""Gathering what stands in a paper from the open casebooks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from store.casebook.acts.desk import Desk
from store.casebook.case.act_words import text_of
from store.casebook.case.facts import Case, ChildLine
from store.casebook.case.links import CHILD
from store.casebook.pages.child_page import ChildPages
from store.casebook.papers.about_mentor import MentorRecord, about_mentor
from store.casebook.papers.about_person import PersonRecord, SessionTold, about_person, handles_of
from store.casebook.papers.asked import Asked, What
from store.casebook.papers.case_file import case_file
from store.casebook.papers.inspection_facts import PackFacts, pack_facts, those_who_run_it
from store.casebook.papers.inspection_pack import inspection_pack
from store.casebook.papers.making import Making
from store.casebook.papers.masking import OTHER, PERSON, Masking
from store.casebook.papers.paper import Paper, Told, as_written
from store.casebook.records import kinds
from store.casebook.records.opened_record import EPOCH, OpenedRecord, date_of
from store.casebook.role.children import children_of
from store.casebook.role.shelf import Found, Shelf
from store.casebook.rows.index import normalise
from store.errors import KioskError

# Session logs are kept to the end of the school year after theirs.
_SESSIONS: Final = timedelta(days=730)
_LEAST_NAME: Final = 2
_NO_MENTOR: Final = "Your keys name no such mentor. No paper was made. Go back to the list."


@dataclass(frozen=True)
class Gathering:
    """Reads for one paper."""

    desk: Desk
    shelf: Shelf
    making: Making

    def paper(self, asked: Asked) -> Paper:
        """Return a paper but the one-page one, which is cut to its page where it is set."""
        match asked.what:
            case What.PACK:
                return inspection_pack(self.facts(), replace(self.making, by=""))
            case What.PERSON:
                record = self._child(asked.target)
                kept = (record.child.name, *handles_of(record.child))
                return about_person(record, self.making, self._told(asked, kept, but=record.child.id))
            case What.MENTOR:
                mentor = self._mentor(asked.target)
                return about_mentor(mentor, self.making, self._told(asked, (mentor.name,)))
            case What.SAMPLE:
                return case_file(self.case(asked), replace(self.making, by=""), self._told_nobody(asked))
            case What.CASE | What.MAIN_FILE:
                return case_file(self.case(asked), self.making)

    def facts(self) -> PackFacts:
        """Return what the inspection pack tells this month."""
        # With pydantic, which a desk holds only once somebody asks for a pack.
        from store.casebook.papers.kept_figures import as_first_told

        return as_first_told(pack_facts(self.desk, self.shelf), self.shelf)

    def case(self, asked: Asked) -> Case:
        """Return the case that a paper is about."""
        [found] = self.found(asked)
        return self._shown(found)

    def found(self, asked: Asked) -> list[Found]:
        """Return the cases that a paper takes along, oldest first."""
        match asked.what:
            case What.PACK:
                return []
            case What.PERSON:
                ids = self.shelf.linked_to(CHILD, asked.target)
            case What.MENTOR:
                ids = list(dict.fromkeys(one.about or one.id for one in self._by(kinds.CONCERN, asked.target, EPOCH)))
            case What.SAMPLE:
                return [those_who_run_it(self.shelf).case(asked.target)]
            case What.CASE | What.MAIN_FILE:
                return [self.shelf.case(asked.target)]
        return sorted(self.shelf.cases(ids).values(), key=lambda one: (one.facts.main.at, one.facts.id))

    def _shown(self, found: Found) -> Case:
        return self.desk.showing(found.role).case(found.facts, self.shelf.has_same_number)

    def _child(self, child_id: str) -> PersonRecord:
        page = ChildPages(self.desk, self.shelf).page(child_id, 0, 1)
        cases = [self._shown(one) for one in self.found(Asked(What.PERSON, child_id))]
        return PersonRecord(page.line, cases, self._sessions_with(page.line), [one.code for one in page.mentions])

    def _sessions_with(self, child: ChildLine) -> list[SessionTold]:
        showing = self.desk.showing("")
        first = normalise(child.name).split()[:1]
        if not first or len(first[0]) < _LEAST_NAME:
            return []
        return [
            SessionTold(
                date_of(one.at),
                showing.names.of_author(one.author),
                text_of(one, "who"),
                text_of(one, "topic"),
                "\n".join(told for name in ("how", "done", "helped") if (told := text_of(one, name))),
            )
            for one in self.shelf.of_kind(kinds.SESSION, showing.now - _SESSIONS)
            if first[0] in normalise(text_of(one, "who")).split()
        ]

    def _mentor(self, person: str) -> MentorRecord:
        name = self.desk.showing("").names.mentors.get(person)
        if name is None:
            raise KioskError(_NO_MENTOR)
        return MentorRecord(
            name,
            sessions=self._by(kinds.SESSION, person, EPOCH),
            check_ins=self._by(kinds.CHECK_IN, person, EPOCH),
            forms=self._by(kinds.REVIEW, person, EPOCH),
            trainings=self._by(kinds.TRAINING, person, EPOCH),
            agreed=self._by(kinds.AGREED, person, EPOCH),
            messages=[one for one in self.shelf.of_kind(kinds.MESSAGE, EPOCH) if one.said.get("mentor") == person],
            cases=[self._shown(one) for one in self.found(Asked(What.MENTOR, person))],
        )

    def _by(self, kind: str, person: str, since: datetime) -> list[OpenedRecord]:
        return [one for one in self.shelf.of_kind(kind, since) if one.author == person]

    def _told(self, asked: Asked, kept: tuple[str, ...], *, but: str = "") -> Told:
        """Return what masks every other pupil whom this desk knows; staff stand by name."""
        if asked.shows_names:
            return as_written
        names = self.desk.showing("").names
        return Masking.of(self._pupils(but), kept=(*kept, *names.staff.values()), also=asked.also, words=OTHER)

    def _told_nobody(self, asked: Asked) -> Told:
        """Return what masks everybody whom this desk knows."""
        if asked.shows_names:
            return as_written
        staff = self.desk.showing("").names.staff.values()
        return Masking.of([*self._pupils(), *((name,) for name in staff)], also=asked.also, words=PERSON)

    def _pupils(self, but: str = "") -> list[tuple[str, ...]]:
        children = (one for one in children_of(self.shelf).values() if one.id != but)
        mentors = self.desk.showing("").names.mentors.values()
        return [*(one.words for one in children), *((name,) for name in mentors)]
