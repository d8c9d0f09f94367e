"""Making a paper from a screen: which one, the words that open it or the warning, where it went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from textual.message import Message

from screens.desk.paperwork.making import MakingModal
from screens.desk.paperwork.paper_modal import PaperModal
from screens.desk.parts.desk_screen import DeskScreen
from screens.desk.parts.paper_services import Papers
from screens.desk.parts.step import StepMenu
from store.casebook.papers.asked import Asked, Form
from store.casebook.papers.pdf_apart import Stop
from store.errors import Stopped

Entry = tuple[str, Asked]
WHICH = "Which paper?"
BUSY = "Another file is still being made. Wait for it, then make this one."
_MADE = "Made {name} in {folder}. That you made it is recorded."
_OPEN = " Anybody can read it: delete it as soon as you have no more use for it."


class MakesPapers(DeskScreen[None]):
    """A screen from which papers can be made; the screens made from it set `papers`, which makes them."""

    papers: Papers

    @dataclass
    class PaperReady(Message):
        """What the form for a paper needs: the words that will open it, or what is missing."""

        asked: Asked
        heading: str
        words: str = field(repr=False)
        lacks: str

    @dataclass
    class PaperMade(Message):
        """A paper is a file."""

        path: Path = field(repr=False)
        form: Form

    @dataclass
    class PaperStopped(Message):
        """No file was made, as was wished."""

        sentence: str

    def offer(self, entries: Sequence[Entry]) -> None:
        """Show a list of papers, then the form of the one that is chosen."""
        listed = [(str(place), heading) for place, (heading, _) in enumerate(entries)]

        def chosen(place: str | None) -> None:
            if place is not None:
                heading, asked = entries[int(place)]
                self.prepare(heading, asked)

        self.app.push_screen(StepMenu(listed, WHICH), chosen)

    def prepare(self, heading: str, asked: Asked) -> None:
        """Find out whether this paper can be made here, then show its form."""
        papers = self.papers

        def job() -> Message:
            lacks = papers.lacks() if asked.form is Form.PDF else ""
            words = papers.new_words() if asked.form is Form.PDF and not lacks else ""
            return self.PaperReady(asked, heading, words, lacks)

        self.in_thread(job, group="papers", description="prepare a paper")

    def on_makes_papers_paper_ready(self, message: PaperReady) -> None:
        """Show the form."""
        message.stop()
        asked, words = message.asked, message.words

        def closed(made: dict[str, str] | None) -> None:
            if made is not None:
                also = tuple(name for one in made["also"].split(",") if (name := one.strip()))
                self._make(replace(asked, also=also), made["folder"], words)

        modal = PaperModal(message.heading, asked, str(self.papers.folder), words, message.lacks)
        self.app.push_screen(modal, closed)

    def _make(self, asked: Asked, folder: str, words: str) -> None:
        papers, stop = self.papers, Stop()

        def job() -> Message:
            try:
                return self.PaperMade(papers.save(asked, folder, words, stop), asked.form)
            except Stopped as error:
                return self.PaperStopped(str(error))
            finally:
                if asked.form is Form.PDF:
                    making.post_message(making.Over())

        making = MakingModal(stop)
        if "papers" in self._jobs:
            self.say(BUSY, problem=True)
            return
        self.say("Making the file. You can go on meanwhile.")
        if asked.form is Form.PDF:
            self.app.push_screen(making)
        self.in_thread(job, group="papers", description="make a paper")

    def on_makes_papers_paper_stopped(self, message: PaperStopped) -> None:
        """Say that there is no file."""
        message.stop()
        self.say(message.sentence)

    def on_makes_papers_paper_made(self, message: PaperMade) -> None:
        """Say where it went."""
        message.stop()
        told = _MADE.format(name=message.path.name, folder=message.path.parent)
        self.say(told + (_OPEN if message.form is Form.CSV else ""))
        self.follow_made()

    def follow_made(self) -> None:
        """Show what the making changed; the screens made from this say what that is."""
