"""The papers of a desk in memory."""

from __future__ import annotations

import threading
from pathlib import Path

from store.casebook.papers.asked import Asked
from store.casebook.papers.paper import Heading, Paper, Table, Words
from store.casebook.papers.pdf_apart import Stop
from store.casebook.papers.sample import SampleLine, SamplePage, SampleRule
from tests.screens.calls import Called

PAPER = Paper(
    "Inspection pack",
    (
        Words("No name stands in this."),
        Heading("1. A clear strategy and understanding of how the scheme works"),
        Words("Accepted as it is now, by mentors: 12 of 20."),
        Table(("Topic", "Sessions"), (("Online bullying", "80"), ("Copyright and ownership", "fewer than 5"))),
        Table(("Level", "Reports", "Read in time"), (("amber", "12", "all but fewer than 5 of 12"),)),
    ),
)


class PaperMaker:
    """Makes no paper, writes down what was asked for."""

    def __init__(self, desk: Called) -> None:
        self.desk = desk
        self.folder = Path("/home/desk/papers")
        self.missing = ""
        self.paper = PAPER
        self.drawn: tuple[SampleLine, ...] = ()
        self.gate = threading.Event()
        self.gate.set()

    def lacks(self) -> str:
        return self.missing

    def new_words(self) -> str:
        return "maple river anchor lamp onion gate"

    def shown(self, asked: Asked) -> Paper:
        self.desk._record("shown", asked)
        return self.paper

    def save(self, asked: Asked, folder: str, words: str = "", stop: Stop | None = None) -> Path:
        while not self.gate.wait(0.01):
            if stop is not None:
                stop.check()
        self.desk._record("save", asked, folder, words)
        return Path(folder) / "case-maple-river-01-2026-11-24.pdf"

    def sample(self, rule: SampleRule) -> SamplePage:
        self.desk._record("sample", rule)
        return SamplePage(rule, self.drawn, len(self.drawn))
