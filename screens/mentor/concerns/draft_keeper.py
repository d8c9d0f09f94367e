"""Keeping one concern while it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from screens.mentor.concerns.danger_watch import DangerWatch
from screens.mentor.concerns.writing import Writing
from screens.mentor.parts.autosave import Autosave
from store.errors import KioskError
from store.language import say_error
from store.notebook.common.facts import ConcernDraft, SentReport

if TYPE_CHECKING:
    from screens.mentor.parts.services import Concerns


class _InThread(Protocol):
    def __call__(
        self, job: Callable[[], Message | None], *, group: str, description: str, alone: bool = True
    ) -> bool: ...


class DraftKeeper:
    """Saves as somebody types, tells danger, sends or removes, in the threads of the screen that owns it."""

    @dataclass
    class Saved(Message):
        """A save has ended, with a sentence if it failed."""

        problem: str

    @dataclass
    class DangerTold(Message):
        """The red record is queued, or `problem` says why not."""

        problem: str

    @dataclass
    class Sent(Message):
        """The report is saved for good."""

        report: SentReport

    class Removed(Message):
        """The draft is gone."""

    def __init__(self, in_thread: _InThread, clock: Callable[[], float]) -> None:
        self._in_thread = in_thread
        self._writing: Writing | None = None
        self.autosave = Autosave(clock)
        self.danger = DangerWatch(clock)

    def open(self, concerns: Concerns) -> None:
        """Keep the draft in this notebook."""
        self._writing = Writing(concerns)

    def tick(self, draft: Callable[[], ConcernDraft]) -> None:
        """Save when it is due, tell danger when its page stood there long enough."""
        if self.autosave.is_due:
            self.save(draft())
        if self.danger.is_due:
            self.tell_danger(draft())

    def save(self, draft: ConcernDraft) -> None:
        """Save in a thread, or right after the save that runs now."""
        writing = self._writing
        if writing is None or (number := self.autosave.begin()) is None:
            return

        def job() -> Message:
            return self.Saved(_problem(lambda: writing.save(number, draft)))

        self._in_thread(job, group="save", description="save a draft", alone=False)

    def save_now(self, draft: ConcernDraft) -> None:
        """Save without waiting for what is being saved: the page goes out of sight."""
        writing, number = self._writing, self.autosave.next_number()
        if writing is not None:
            self._in_thread(lambda: writing.save(number, draft), group="save", description="save a draft", alone=False)

    def tell_danger(self, draft: ConcernDraft) -> None:
        """Tell in a thread, if there is danger that is not told yet."""
        writing = self._writing
        if writing is None or not self.danger.tell():
            return

        def job() -> Message:
            return self.DangerTold(_problem(lambda: writing.tell_danger(draft)))

        self._in_thread(job, group="danger", description="tell that someone is in danger", alone=False)

    def send(self, draft: ConcernDraft) -> bool:
        """Send in a thread; False while that goes on already."""
        writing = self._writing
        if writing is None:
            return False
        self.tell_danger(draft)
        return self._in_thread(lambda: self.Sent(writing.send(draft)), group="send", description="send a concern")

    def remove(self, draft: ConcernDraft, *, everyone_safe: bool) -> None:
        """Remove in a thread."""
        writing = self._writing
        if writing is None:
            return

        def job() -> Message:
            writing.remove(draft, everyone_safe=everyone_safe)
            return self.Removed()

        self._in_thread(job, group="send", description="remove a draft")

    def last_job(self, draft: ConcernDraft) -> Callable[[], None] | None:
        """Return the last save, with the danger that is not told yet, to be called in a thread."""
        writing, number, is_danger = self._writing, self.autosave.next_number(), self.danger.is_watching
        if writing is None:
            return None

        def job() -> None:
            if is_danger:
                writing.tell_danger(draft)
            writing.save(number, draft)

        return job


def _problem(call: Callable[[], None]) -> str:
    try:
        call()
    except KioskError as error:
        return say_error(error)
    return ""
