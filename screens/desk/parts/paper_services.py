"""What the desk's screens need to make papers.

As with every service of the desk, calls may block, and raise store.errors.KioskError with a sentence for a person.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from store.casebook.papers.asked import Asked
from store.casebook.papers.paper import Paper
from store.casebook.papers.pdf_apart import Stop
from store.casebook.papers.sample import SamplePage, SampleRule


class Papers(Protocol):
    """Making papers that leave the desk."""

    @property
    def folder(self) -> Path:
        """Where they go unless another folder is picked."""
        ...

    def lacks(self) -> str:
        """Return what to install before a PDF can be made, "" where nothing is missing."""
        ...

    def new_words(self) -> str:
        """Return six generated words for a PDF: shown once, kept nowhere."""
        ...

    def shown(self, asked: Asked) -> Paper:
        """Return a paper for the screen; that a case in it was opened is recorded."""
        ...

    def save(self, asked: Asked, folder: str, words: str = "", stop: Stop | None = None) -> Path:
        """Make a paper's file in a folder, recording who took what away, and return where it is.

        Raises store.errors.Stopped where it is stopped: nothing is recorded then, nothing is left in the folder.
        """
        ...

    def sample(self, rule: SampleRule) -> SamplePage:
        """Record a rule, then draw the cases that it means."""
        ...
