"""Making the papers that one person asks for at an open desk, each recorded before it is there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from store import words as word_list
from store.casebook.acts.acts import Acts
from store.casebook.acts.desk import Desk
from store.casebook.pages.staff_training import role_for
from store.casebook.papers import pdf_file
from store.casebook.papers.asked import Asked, Form, What
from store.casebook.papers.case_file import main_file_page
from store.casebook.papers.csv_file import csv_bytes
from store.casebook.papers.dates import school_year_of
from store.casebook.papers.gathering import Gathering
from store.casebook.papers.inspection_facts import those_who_run_it
from store.casebook.papers.making import Making
from store.casebook.papers.new_file import create, folder_of
from store.casebook.papers.paper import Paper
from store.casebook.papers.pdf_apart import Stop, locked_pdf
from store.casebook.papers.sample import CLOSED, SamplePage, SampleRule, drawn, sample_line
from store.casebook.records import kinds
from store.casebook.records.opened_record import EPOCH, date_of
from store.casebook.role.shelf import Found, Shelf
from store.errors import KioskError

WORDS: Final = 6
_LETTERS: Final = (2_400, 1_600, 1_000, 500, 200)
_NAMES: Final = {
    What.CASE: "case",
    What.MAIN_FILE: "main-file",
    What.PERSON: "about-a-child",
    What.MENTOR: "about-a-mentor",
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
    _at_work: set[Stop] = field(default_factory=set, repr=False)

    def stop(self) -> None:
        """Stop whatever is being made, for the desk locks."""
        for stop in list(self._at_work):
            stop.ask()

    def lacks(self) -> str:
        """Return what to install before a PDF can be made, "" where nothing is missing."""
        return pdf_file.lacks()

    def new_words(self) -> str:
        """Return six generated words for a PDF: shown once, kept nowhere."""
        return word_list.generate(WORDS)

    def shown(self, asked: Asked) -> Paper:
        """Return a paper for the screen, recording that a case in it was opened there."""
        with self.shelf() as shelf:
            gathering = Gathering(self.desk, shelf, self._making(shelf))
            paper = gathering.paper(asked)
            for found in gathering.found(asked):
                self.acts.record(found.facts, found.role, kinds.VIEW, found.facts.id, {})
            return paper

    def save(self, asked: Asked, folder: str, words: str = "", stop: Stop | None = None) -> Path:
        """Make a paper's file in a folder, recording first who takes what away, and return where it is.

        Raises Stopped where it is stopped: nothing is recorded then, nothing is left in the folder.
        """
        stop = stop or Stop()
        self._at_work.add(stop)
        try:
            return self._save(asked, folder, words, stop)
        finally:
            self._at_work.discard(stop)

    def _save(self, asked: Asked, folder: str, words: str, stop: Stop) -> Path:
        if asked.form is Form.PDF and (sentence := self.lacks()):
            raise KioskError(sentence)
        place = folder_of(folder, self.folder)
        with self.shelf() as shelf:
            making = self._making(shelf)
            gathering = Gathering(self.desk, shelf, making)
            name = self._file_name(asked, gathering.found(asked), making)
            # Figures that are kept for the month's further packs are never those of a desk that still opens what came.
            keeps = asked.what is What.PACK and shelf.behind is None
            kept = self._figures(gathering, shelf) if keeps else {}
            make = self._maker(shelf, asked, making, words, stop)

        def fill() -> bytes:
            # Nobody who works at the desk meanwhile waits for a long paper.
            data = make()
            stop.check()
            with self.shelf() as shelf:
                self._record(shelf, asked, Gathering(self.desk, shelf, making).found(asked), {"file": name, **kept})
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
            ids = {one.about or one.id for one in records if showing.hours.local(date_of(one.at)).date() >= first}
            ids -= {one.id for one in shelf.of_kind(kinds.PRACTICE, EPOCH)}
            states = (True,) if rule.which == CLOSED else (True, False)
            # What lists know of a case is enough to draw by: only what is drawn is read.
            there = {
                row.id for book in shelf.casebooks.values() for state in states for row in book.listed(closed=state)
            }
            wanted = drawn(ids & there, rule)
            cases = shelf.cases(wanted)
            found = [cases[one] for one in wanted if one in cases]
            lines = tuple(sample_line(one.facts, one.role, showing.hours) for one in found)
            return SamplePage(rule, lines, len(lines))

    def _maker(self, shelf: Shelf, asked: Asked, making: Making, words: str, stop: Stop) -> Callable[[], bytes]:
        """Return what makes the file's bytes without the casebooks."""
        gathering = Gathering(self.desk, shelf, making)
        if asked.form is Form.PDF and asked.what is What.MAIN_FILE:
            case = gathering.case(asked)
            brief = [main_file_page(case, making, letters) for letters in _LETTERS]
            return lambda: locked_pdf(brief, words, stop)
        paper = gathering.paper(asked)
        if asked.form is Form.CSV:
            return lambda: csv_bytes(paper)
        return lambda: locked_pdf([paper], words, stop)

    def _making(self, shelf: Shelf) -> Making:
        showing, school = self.desk.showing(""), self.desk.school
        return Making(
            school.name, showing.now, showing.hours, self.by, school.policy().main_record, shelf.behind is None
        )

    def _figures(self, gathering: Gathering, shelf: Shelf) -> dict[str, Any]:
        from store.casebook.papers.kept_figures import said_of

        return said_of(gathering.facts(), shelf)

    def _record(self, shelf: Shelf, asked: Asked, found: list[Found], told: dict[str, Any]) -> None:
        said = {"what": str(asked.what), "form": str(asked.form), **told}
        if asked.what in (What.PERSON, What.MENTOR):
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
