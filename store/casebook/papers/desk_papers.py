"""Making the papers that one person asks for at an open desk, each recorded before it is there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from store import words as word_list
from store.casebook import kinds
from store.casebook.act_words import text_of
from store.casebook.acts import Acts
from store.casebook.child_page import ChildPages
from store.casebook.children import children_of
from store.casebook.desk import Desk
from store.casebook.facts import Case, ChildLine
from store.casebook.index import normalise
from store.casebook.links import CHILD
from store.casebook.opening import date_of
from store.casebook.papers import pdf_file
from store.casebook.papers.about_person import PersonRecord, SessionTold, about_person, others_masked
from store.casebook.papers.asked import Asked, Form, What
from store.casebook.papers.case_file import case_file, main_file_page
from store.casebook.papers.csv_file import csv_bytes
from store.casebook.papers.dates import school_year_of
from store.casebook.papers.inspection_facts import pack_facts, those_who_run_it
from store.casebook.papers.inspection_pack import inspection_pack
from store.casebook.papers.making import Making
from store.casebook.papers.masking import PERSON, Masking
from store.casebook.papers.new_file import create, folder_of
from store.casebook.papers.paper import Paper, Told, as_written
from store.casebook.papers.sample import CLOSED, SamplePage, SampleRule, drawn, sample_line
from store.casebook.shelf import Found, Shelf
from store.casebook.staff_training import role_for
from store.errors import KioskError

WORDS: Final = 6
# Session logs are kept to the end of the school year after theirs.
_SESSIONS: Final = timedelta(days=730)
_LEAST_NAME: Final = 2
_MOST_LINES: Final = 1
_LETTERS: Final = (2_400, 1_600, 1_000, 500, 200)
_NAMES: Final = {
    What.CASE: "case",
    What.MAIN_FILE: "main-file",
    What.PERSON: "about-a-child",
    What.PACK: "inspection-pack",
    What.SAMPLE: "sample",
}


@dataclass(frozen=True)
class DeskPapers:
    """Makes papers out of the open casebooks; `folder` is where they go unless another one is picked."""

    desk: Desk
    acts: Acts
    shelf: Callable[[], AbstractContextManager[Shelf]] = field(repr=False)
    by: str = field(repr=False)
    folder: Path

    def lacks(self) -> str:
        """Return what to install before a PDF can be made, "" where nothing is missing."""
        return pdf_file.lacks()

    def new_words(self) -> str:
        """Return six generated words for a PDF: shown once, kept nowhere."""
        return word_list.generate(WORDS)

    def shown(self, asked: Asked) -> Paper:
        """Return a paper for the screen, recording that a case in it was opened there."""
        with self.shelf() as shelf:
            paper = self._paper(shelf, asked, self._making())
            for found in self._found(shelf, asked):
                self.acts.record(found.facts, found.role, kinds.VIEW, found.facts.id, {})
            return paper

    def save(self, asked: Asked, folder: str, words: str = "") -> Path:
        """Make a paper's file in a folder, recording first who takes what away, and return where it is."""
        if asked.form is Form.PDF and (sentence := self.lacks()):
            raise KioskError(sentence)
        place = folder_of(folder, self.folder)
        with self.shelf() as shelf:
            making = self._making()
            found = self._found(shelf, asked)
            name = self._file_name(asked, found, making)

            def fill() -> bytes:
                data = self._data(shelf, asked, making, words)
                self._record(shelf, asked, found, name)
                return data

            return create(place, name, fill)

    def sample(self, rule: SampleRule) -> SamplePage:
        """Record a rule, then draw the cases that it means."""
        with self.shelf() as all_books:
            shelf = those_who_run_it(all_books)
            self.acts.tell(
                role_for(all_books.casebooks),
                kinds.EXPORT,
                {"what": What.SAMPLE, "form": "on the screen", "file": rule.told()},
            )
            showing = self.desk.showing("")
            first, _ = school_year_of(showing.hours.local(showing.now).date())
            since = showing.hours.start_of(first) - timedelta(days=1)
            records = shelf.of_kind(kinds.CLOSE if rule.which == CLOSED else kinds.CONCERN, since)
            inside = [one for one in records if showing.hours.local(date_of(one.at)).date() >= first]
            ids = {one.about or one.id for one in inside}
            cases = shelf.cases(sorted(ids))
            wanted = drawn((id_ for id_, one in cases.items() if one.facts.closed or rule.which != CLOSED), rule)
            lines = tuple(sample_line(cases[one].facts, cases[one].role, showing.hours) for one in wanted)
            return SamplePage(rule, lines, len(lines))

    # -- what is in a paper

    def _paper(self, shelf: Shelf, asked: Asked, making: Making) -> Paper:
        match asked.what:
            case What.PACK:
                return inspection_pack(pack_facts(self.desk, shelf), replace(making, by=""))
            case What.PERSON:
                record = self._person(shelf, asked.target)
                return about_person(record, making, self._told(shelf, asked, record.child))
            case What.MAIN_FILE:
                return main_file_page(self._case(shelf, asked.target), making, _LETTERS[0])
            case What.SAMPLE:
                case = self._case(those_who_run_it(shelf), asked.target)
                return case_file(case, replace(making, by=""), self._told(shelf, asked))
            case What.CASE:
                return case_file(self._case(shelf, asked.target), making)

    def _data(self, shelf: Shelf, asked: Asked, making: Making, words: str) -> bytes:
        if asked.form is Form.CSV:
            return csv_bytes(self._paper(shelf, asked, making))
        if asked.what is not What.MAIN_FILE:
            return pdf_file.make_pdf(self._paper(shelf, asked, making)).locked(words)
        case = self._case(shelf, asked.target)
        made = pdf_file.make_pdf(main_file_page(case, making, _LETTERS[0]))
        for letters in _LETTERS[1:]:
            if made.pages == 1:
                break
            made = pdf_file.make_pdf(main_file_page(case, making, letters))
        return made.locked(words)

    def _making(self) -> Making:
        showing, school = self.desk.showing(""), self.desk.school
        return Making(school.name, showing.now, showing.hours, self.by, school.policy().main_record)

    def _case(self, shelf: Shelf, case_id: str) -> Case:
        found = shelf.case(case_id)
        return self.desk.showing(found.role).case(found.facts, shelf.has_same_number)

    def _told(self, shelf: Shelf, asked: Asked, child: ChildLine | None = None) -> Told:
        if asked.shows_names:
            return as_written
        names = self.desk.showing("").names
        children = [ChildLine(one.id, one.name, one.year, one.handles, 0) for one in children_of(shelf).values()]
        if child is not None:
            return others_masked(child, children, names.mentors.values(), names.staff.values())
        handles = ((one.name, *one.handles.replace("\n", ",").split(",")) for one in children)
        people = [*handles, *((name,) for name in (*names.mentors.values(), *names.staff.values()))]
        return Masking.of([tuple(one.strip() for one in each) for each in people], words=PERSON)

    def _person(self, shelf: Shelf, child_id: str) -> PersonRecord:
        page = ChildPages(self.desk, shelf).page(child_id, 0, _MOST_LINES)
        found = shelf.cases(shelf.linked_to(CHILD, child_id))
        cases = [
            self.desk.showing(one.role).case(one.facts, shelf.has_same_number)
            for one in sorted(found.values(), key=lambda one: (one.facts.main.at, one.facts.id))
        ]
        return PersonRecord(page.line, cases, self._sessions(shelf, page.line), [one.code for one in page.mentions])

    def _sessions(self, shelf: Shelf, child: ChildLine) -> list[SessionTold]:
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
            for one in shelf.of_kind(kinds.SESSION, showing.now - _SESSIONS)
            if first[0] in normalise(text_of(one, "who")).split()
        ]

    # -- what is recorded of it

    def _found(self, shelf: Shelf, asked: Asked) -> list[Found]:
        """Return the cases that a paper takes along."""
        if asked.what is What.PACK:
            return []
        if asked.what is What.PERSON:
            return [*shelf.cases(shelf.linked_to(CHILD, asked.target)).values()]
        books = those_who_run_it(shelf) if asked.what is What.SAMPLE else shelf
        return [books.case(asked.target)]

    def _record(self, shelf: Shelf, asked: Asked, found: list[Found], name: str) -> None:
        said = {"what": str(asked.what), "form": str(asked.form), "file": name}
        if asked.what is What.PERSON:
            said["form"] += ", others by name" if asked.shows_names else ", others masked"
        for one in found:
            self.acts.record(one.facts, one.role, kinds.EXPORT, one.facts.id, said)
        if not found:
            self.acts.tell(role_for(shelf.casebooks), kinds.EXPORT, said)

    def _file_name(self, asked: Asked, found: list[Found], making: Making) -> str:
        day = making.hours.local(making.at).date().isoformat()
        code = ""
        if asked.what in (What.CASE, What.MAIN_FILE, What.SAMPLE) and found:
            line = self.desk.showing(found[0].role).line(found[0].facts)
            code = "-" + line.code.casefold().replace(" ", "-")
        return f"{_NAMES[asked.what]}{code}-{day}.{'pdf' if asked.form is Form.PDF else 'csv'}"
