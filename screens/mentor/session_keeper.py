"""Keeping a session log from being lost while it is written."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from textual.message import Message

from screens.mentor.autosave import Autosave
from store.errors import KioskError, TooLong
from store.language import say_error
from store.notebook.facts import ConcernDraft, SessionDraft, SessionForm

if TYPE_CHECKING:
    from screens.mentor.services import Visit


class _InThread(Protocol):
    def __call__(
        self, job: Callable[[], Message | None], *, group: str, description: str, alone: bool = True
    ) -> bool: ...


class SessionKeeper:
    """Saves what changed in the threads of the screen that owns it: no older text over newer, nothing behind a log."""

    @dataclass
    class Saved(Message):
        """A save has ended, with a sentence if it failed."""

        problem: str

    def __init__(self, visit: Visit, in_thread: _InThread, clock: Callable[[], float]) -> None:
        self._visit = visit
        self._in_thread = in_thread
        self._turn = threading.Lock()
        self._newest = 0
        self._is_over = False
        self._kept: SessionDraft | None = None
        self.autosave = Autosave(clock)

    def open(self, kept: SessionDraft) -> None:
        """Save from now on whatever differs from this."""
        self._kept = kept

    def tick(self, draft: SessionDraft) -> None:
        """Save when it is due."""
        if self._differs(draft):
            self.autosave.change()
        if self._kept is None or not self.autosave.is_due or (number := self.autosave.begin()) is None:
            return
        self._kept = draft

        def job() -> Message:
            try:
                self._save(number, draft)
            except KioskError as error:
                return self.Saved(say_error(error))
            return self.Saved("")

        self._in_thread(job, group="save", description="save an unfinished session", alone=False)

    def save_now(self, draft: SessionDraft) -> None:
        """Save without waiting for what is being saved: the screen goes out of sight."""
        if (job := self.last_job(draft)) is not None:
            self._in_thread(lambda: job(), group="save", description="save an unfinished session", alone=False)

    def last_job(self, draft: SessionDraft) -> Callable[[], None] | None:
        """Return the last save, to be called in a thread, None where nothing is to be saved."""
        if self._kept is None or self._is_over or not (self._differs(draft) or self.autosave.is_behind):
            return None
        number = self.autosave.next_number()
        return lambda: self._save(number, draft)

    def log(self, record_id: str, form: SessionForm, concern: ConcernDraft | None) -> None:
        """Log the session, what was worrying in it kept as a report before; this may block."""
        with self._turn:
            if concern is not None:
                # First, for with the session logged nothing else would hold these words.
                self._keep(concern)
            self._visit.log_session(record_id, form)
            self._is_over = True

    def _keep(self, concern: ConcernDraft) -> None:
        concerns = self._visit.concerns
        before = concerns.unfinished()
        if before is not None and concern.words in before.words:
            return
        if before is not None:
            concern = replace(before, words=f"{before.words}\n\n{concern.words}".strip())
        # What is too long to be sent is kept all the same; its page says what to do.
        with contextlib.suppress(TooLong):
            concerns.save(concern)

    def _differs(self, draft: SessionDraft) -> bool:
        return self._kept is not None and draft != self._kept

    def _save(self, number: int, draft: SessionDraft) -> None:
        with self._turn:
            if not self._is_over and number > self._newest:
                self._visit.save_session(draft)
                self._newest = number
