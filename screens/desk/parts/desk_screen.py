"""What the desk's full screens share: a title, a line for what happened, the footer, work in threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from screens.desk.parts.desk_keys import DeskKeys
from screens.desk.parts.drafts import Draft, FormDrafts
from screens.desk.parts.help import HelpModal
from screens.desk.parts.telling import behind_words
from screens.text import content
from store.casebook.case.facts import Behind
from store.errors import KioskError

Result = TypeVar("Result")


class DeskScreen(Screen[Result], Generic[Result]):
    """A screen of the desk; `HELP` is what F1 shows, `body` is what stands between title and footer."""

    HELP: ClassVar[str] = ""
    DEFAULT_CSS = """
    DeskScreen #behind { display: none; padding: 0 1; }
    DeskScreen #behind.-shown { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,ctrl+g", "help", "Help", key_display="F1/^G")]

    @dataclass
    class Failed(Message):
        """A job ended with a sentence for the person at the desk."""

        sentence: str

    def __init__(self) -> None:
        super().__init__()
        self._jobs: set[str] = set()
        self._behind: Behind | None = None
        own: dict[str, Draft] = {}
        self.drafts: FormDrafts = lambda form: own.setdefault(form, {})
        """Gives the draft of each form of this screen; whoever shows it may have them outlive it."""

    def compose(self) -> ComposeResult:
        """Return title, body, line, footer."""
        yield Static(id="heading", classes="title", markup=False)
        yield Static(id="behind", classes="warning", markup=False)
        yield from self.body()
        yield Static(id="said", markup=False)
        yield DeskKeys()

    def body(self) -> ComposeResult:
        """Return the widgets of this screen."""
        yield from ()

    def head(self, text: str) -> None:
        """Show the title."""
        self.query_one("#heading", Static).update(content(text))

    def tell_behind(self, behind: Behind | None) -> None:
        """Show how far the desk has come in opening what came, for until then no page here is complete."""
        if behind == self._behind:
            return
        self._behind = behind
        for line in self.query("#behind").results(Static):
            line.update("" if behind is None else behind_words(behind))
            line.set_class(behind is not None, "-shown")

    def say(self, sentence: str, *, problem: bool = False) -> None:
        """Show what happened; nothing takes the line away."""
        said = self.query_one("#said", Static)
        said.update(content(f"! {sentence}" if problem and sentence else sentence))
        said.set_class(problem, "error")

    def in_thread(self, job: Callable[[], Message | None], *, group: str, description: str, alone: bool = True) -> bool:
        """Run a job that may block, post the message that it returns; `alone` refuses a second one of its group."""
        if alone and group in self._jobs:
            return False
        self._jobs.add(group)

        def run() -> None:
            try:
                message = job()
            except KioskError as error:
                message = self.Failed(str(error))
            finally:
                self._jobs.discard(group)
            if message is not None:
                self.post_message(message)

        self.run_worker(run, thread=True, group=group, description=description)
        return True

    def on_desk_screen_failed(self, message: Failed) -> None:
        """Say what went wrong."""
        message.stop()
        self.say(message.sentence, problem=True)

    def action_help(self) -> None:
        """Show what this screen is for."""
        self.app.push_screen(HelpModal(self.HELP))
