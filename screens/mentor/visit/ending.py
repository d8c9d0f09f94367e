"""The end of a visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import LoadingIndicator, Static

from screens.mentor.parts.ask import AskModal
from screens.mentor.parts.mentor_screen import SHEET, MentorScreen
from store.errors import KioskError
from store.language import say, say_each, say_error

ENDING = "One moment. What you wrote is being kept safe."
AGAIN = "Try again"
BACK = "Go back to what I wrote"
LEAVE = "Leave anyway"
ANSWERS = (("again", AGAIN), ("back", BACK), ("leave", LEAVE))


class EndingScreen(MentorScreen[bool]):
    """Runs the last jobs of a visit in a thread, tells the app by Done; dismisses with False to go back.

    They may have ended before this is worth showing. `forced` ends the visit whatever fails, for nobody is there to
    choose.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET, "ending.tcss"]
    HELP = "Your visit is ending. It takes a moment."

    @dataclass
    class Done(Message):
        """All jobs are done, or `problem` says why not."""

        ending: EndingScreen
        problem: str

    def __init__(self, jobs: Sequence[Callable[[], None]], *, forced: bool) -> None:
        super().__init__()
        self._todo = jobs
        self.forced = forced
        self._asked: AskModal | None = None

    def body(self) -> ComposeResult:
        """Return the progress."""
        yield Static(say(ENDING), id="ending", markup=False)
        yield LoadingIndicator()

    def begin(self) -> None:
        """Do all jobs, shown or not, stop at the first that fails unless the end is forced."""
        todo, forced, app = self._todo, self.forced, self.app

        def job() -> None:
            problem = ""
            for one in todo:
                try:
                    one()
                except KioskError as error:
                    problem = problem or say_error(error)
                    if not forced:
                        break
            app.post_message(self.Done(self, problem))

        self.in_thread(job, group="end", description="end a visit")

    def ask(self, problem: str) -> None:
        """Say what went wrong, ask what to do."""
        self._asked = AskModal(problem, say_each(ANSWERS))
        self.app.push_screen(self._asked, self._answered)

    def force(self) -> None:
        """End whatever fails, for nobody answers any more."""
        self.forced = True
        if self._asked is not None and self._asked.is_active:
            self._asked.dismiss("leave")
        else:
            self.begin()

    def _answered(self, answer: str | None) -> None:
        self._asked = None
        if answer in ("again", "leave"):
            self.forced = self.forced or answer == "leave"
            self.begin()
        else:
            self.finish(False)
