"""How the mentors are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from screens.desk.one_case.phrase import PhraseModal, Reply
from screens.desk.paperwork.papers import MakesPapers
from screens.desk.parts.drafts import Draft
from screens.desk.parts.page_screen import Page, PageScreen
from screens.desk.parts.row_list import RowList
from screens.desk.parts.services import Casework
from screens.desk.parts.telling import MUTED, told_number
from screens.text import one_line
from store.casebook.case.facts import Phrase
from store.casebook.pages.mentors import LEAST_MOOD, MOST_MOOD, WEEKS, MentorLine, MentorsPage
from store.casebook.papers.asked import Asked, Form, What

NO_PHRASES = "No phrase is set up that could be sent without a report; ask whoever set this desk up."
BARS = "▁▃▄▆█"
_NAME_CELLS = 24
PAPERS = (
    ("Everything about this mentor, other pupils masked, as a locked PDF", Asked(What.MENTOR)),
    ("Everything about this mentor, other pupils masked, as an open CSV", Asked(What.MENTOR, form=Form.CSV)),
    ("Everything with other pupils by name, as a locked PDF", Asked(What.MENTOR, shows_names=True)),
)


class MessageModal(PhraseModal):
    """A phrase for a mentor, about no report."""

    HEADING = "A message to the mentor"


class MentorsScreen(PageScreen, MakesPapers):
    """A page of mentors by name: training, load, wellbeing, whom an adult should talk a report over with."""

    TITLE_WORDS = "Mentors"
    OPENS = False
    NOTHING = "This role's key names no mentors."
    HELP = (
        "The mentors by name; it is no ranking. Sessions are those of the last four weeks. Wellbeing is the average of "
        "the check-ins of each of the last six weeks, the oldest first, from 1 (lowest) to 5; a dot is a week without "
        "one. 'Talk it over' is due from a mentor's report on, until an adult records on its case that they talked "
        "(m there). t sends a phrase to the mentor under the cursor, about no report. Training counts from the day on "
        "which its first module ends. p puts everything about the mentor "
        "under the cursor into one paper, for subject access, with other pupils masked."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("t", "tell", "Message"), Binding("p", "papers", "Papers")]

    @dataclass
    class Ready(Message):
        """It is known which phrases there are."""

        person: str
        phrases: tuple[Phrase, ...]

    @dataclass
    class Told(Message):
        """A message is on its way."""

    def __init__(self, casework: Casework) -> None:
        super().__init__()
        self.papers = casework.papers
        self._casework = casework

    def read(self, offset: int) -> MentorsPage:
        """Return a page of mentors."""
        return self._casework.mentors(offset=offset)

    def count_words(self, page: Page) -> str:
        """Return how many mentors there are."""
        return f"{told_number(page.total, 'mentor', 'mentors')}, by name; sessions of 4 weeks, wellbeing of {WEEKS}."

    def rows(self, page: Page) -> list[tuple[str, Content]]:
        """Return a row for each mentor."""
        lines = page.lines if isinstance(page, MentorsPage) else ()
        return [(one.person, mentor_row(one)) for one in lines]

    def action_tell(self) -> None:
        """Look up what may be sent to the mentor under the cursor."""
        work, person = self._casework, self.query_one(RowList).current
        if person is not None:
            wanted = person
            self.in_thread(
                lambda: self.Ready(wanted, work.mentor_phrases()), group="tell", description="look up the phrases"
            )

    def on_mentors_screen_ready(self, message: Ready) -> None:
        """Ask which phrase."""
        message.stop()
        if not message.phrases:
            self.say(NO_PHRASES, problem=True)
            return
        draft = self.drafts(f"mentor/{message.person}")
        self.app.push_screen(MessageModal(draft, message.phrases), partial(self._tell, message.person, draft))

    def _tell(self, person: str, draft: Draft, made: Reply | None) -> None:
        work = self._casework

        def job() -> Message:
            assert made is not None  # noqa: S101 - for the type checker
            work.tell_mentor(person, made.phrase_id, made.blanks)
            draft.clear()
            return self.Told()

        if made is not None and self.in_thread(job, group="tell", description="send a mentor a phrase"):
            self.say("Recording.")

    def on_mentors_screen_told(self, message: Told) -> None:
        """Say so."""
        message.stop()
        self.say("Your message goes out with the next post.")

    def action_papers(self) -> None:
        """Offer everything about the mentor under the cursor as a paper."""
        person = self.query_one(RowList).current
        if person is not None:
            self.offer([(heading, replace(asked, target=person)) for heading, asked in PAPERS])


def mentor_row(line: MentorLine) -> Content:
    """Return a mentor as two lines: name with what is due; then wellbeing, load, training."""
    due = []
    if line.wants_talk:
        due.append("! wants to talk")
    if line.talk_since is not None:
        due.append(f"! talk it over: since {line.talk_since.day} {line.talk_since:%b}")
    name = one_line(line.name, _NAME_CELLS)
    first = Content.assemble((f"{name:<{_NAME_CELLS}}  ", "bold"), ("  ".join(due), "bold $warning"))
    until = line.trained_until
    trained = "no training" if until is None else f"training to {until.day} {until:%b} {until.year}"
    mark = "" if line.is_trained else "! "
    load = told_number(line.sessions, "session", "sessions")
    return Content.assemble(first, "\n", (f"    {mood_bars(line.moods)}   {load}   {mark}{trained}", MUTED))


def mood_bars(moods: tuple[tuple[float, int], ...]) -> str:
    """Return a bar with its number for each week, a dot for a week without a check-in."""
    return " ".join(f"{_bar(mood)}{mood:.1f}" if count else "·" for mood, count in moods)


def _bar(mood: float) -> str:
    return BARS[min(MOST_MOOD, max(LEAST_MOOD, round(mood))) - LEAST_MOOD]
