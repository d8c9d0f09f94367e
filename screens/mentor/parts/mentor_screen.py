"""What the kiosk's full screens share: a title, a line for what happened, the footer, work in threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final, Generic, TypeVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from screens.mentor.parts.mentor_keys import MentorKeys
from screens.text import content
from store.errors import KioskError
from store.language import say, say_error

Result = TypeVar("Result")

SHEET: Final = Path(__file__).with_name("mentor_screen.tcss")
"""Their style sheet, by its whole path: Textual looks for others beside the module of a subclass."""


class MentorScreen(Screen[Result], Generic[Result]):
    """A screen of the kiosk; `HELP` is what F1 shows, `body` is what stands between title and footer.

    HEADING, HELP and what a key does are written in English; here they are said in the language of the visit.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [SHEET]
    HEADING: ClassVar[str] = ""
    HELP: ClassVar[str] = ""
    WRITING: ClassVar[bool] = False
    """Whether people write here, so need longer before the screen hides."""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,ctrl+g", "help", "Help", key_display="F1/^G")]

    @dataclass
    class Failed(Message):
        """A job ended with a sentence for the person at the kiosk."""

        sentence: str

    def __init__(self) -> None:
        super().__init__()
        # Held here: a job may end while this screen is being drawn or taken away.
        self._heading = Static(content(say(self.HEADING)), id="heading", classes="title", markup=False)
        self._said = Static(id="said", markup=False)
        self._jobs: set[str] = set()
        self._finished: list[Result] = []
        self._is_dismissed = False

    def compose(self) -> ComposeResult:
        """Return title, body, line, footer."""
        with Vertical(id="sheet"):
            yield self._heading
            yield from self.body()
            yield self._said
        yield MentorKeys()

    def body(self) -> ComposeResult:
        """Return the widgets of this screen."""
        yield from ()

    @property
    def is_drawn(self) -> bool:
        """Whether what belongs on this screen is there: not before it is composed, nor while the program is left."""
        return self._heading.is_attached

    def head(self, text: str) -> None:
        """Show the title."""
        self._heading.update(content(text))

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Show what happened; nothing takes the line away."""
        self._said.update(content(f"! {sentence}" if problem and sentence else sentence))
        self._said.set_class(problem, "error")

    def in_thread(self, job: Callable[[], Message | None], *, group: str, description: str, alone: bool = True) -> bool:
        """Run a job that may block, post the message that it returns; `alone` refuses a second one of its group.

        The app runs it, so that taking this screen away does not cancel a job that has not begun.
        """
        if alone and group in self._jobs:
            return False
        self._jobs.add(group)

        def run() -> None:
            try:
                message = job()
            except KioskError as error:
                message = self.Failed(say_error(error))
            finally:
                self._jobs.discard(group)
            if message is not None:
                self.post_message(message)

        self.app.run_worker(run, thread=True, group=group, description=description)
        return True

    def on_mentor_screen_failed(self, message: Failed) -> None:
        """Say what went wrong."""
        message.stop()
        self.say(message.sentence, problem=True)

    def finish(self, result: Result) -> None:
        """Dismiss with the result, or do so as soon as nothing stands over this screen."""
        self._finished = [result]
        if self.is_active and not self._is_dismissed:
            self._is_dismissed = True
            self.dismiss(result)

    def on_screen_resume(self) -> None:
        """Finish what ended while something stood over this screen."""
        if self._finished:
            self.call_later(self.finish, self._finished[0])

    def tick(self) -> None:
        """Do what is due; the app calls it each second while this screen is on top."""

    def rest(self) -> None:
        """Save what is typed, for the screen is about to be hidden."""

    def last_job(self) -> Callable[[], None] | None:
        """Return what must be done before the visit ends, to be called in a thread, or None."""
        return None

    def action_help(self) -> None:
        """Show what this screen is for."""
        from screens.mentor.parts.help import HelpModal

        self.app.push_screen(HelpModal(say(self.HELP)))
