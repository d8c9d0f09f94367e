"""Keeping what somebody writes from being lost before it is sent."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from textual.message import Message

from screens.mentor.parts.autosave import Autosave
from store.errors import KioskError
from store.language import say_error

Draft = TypeVar("Draft")


class InThread(Protocol):
    """How a screen runs a job in a thread."""

    def __call__(self, job: Callable[[], Message | None], *, group: str, description: str, alone: bool = True) -> bool:
        """Run the job, post the message that it returns; return whether it was begun."""
        ...


class Keeper(Generic[Draft]):
    """Saves what changed in the threads of the screen that owns it: no older text over newer, nothing once it is sent.

    `save` may block.
    """

    @dataclass
    class Saved(Message):
        """A save has ended, with a sentence if it failed."""

        problem: str

    def __init__(self, save: Callable[[Draft], None], in_thread: InThread, clock: Callable[[], float]) -> None:
        self._write = save
        self._in_thread = in_thread
        self._turn = threading.Lock()
        self._newest = 0
        self._is_over = False
        self._kept: Draft | None = None
        self.autosave = Autosave(clock)

    def open(self, kept: Draft) -> None:
        """Save from now on whatever differs from this."""
        self._kept = kept

    def tick(self, draft: Draft) -> None:
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

        self._in_thread(job, group="save", description="save what is unfinished", alone=False)

    def save_now(self, draft: Draft) -> None:
        """Save without waiting for what is being saved: the screen goes out of sight."""
        if (job := self.last_job(draft)) is not None:
            self._in_thread(lambda: job(), group="save", description="save what is unfinished", alone=False)

    def last_job(self, draft: Draft) -> Callable[[], None] | None:
        """Return the last save, to be called in a thread, None where nothing is to be saved."""
        if self._kept is None or self._is_over or not (self._differs(draft) or self.autosave.is_behind):
            return None
        number = self.autosave.next_number()
        return lambda: self._save(number, draft)

    def send(self, act: Callable[[], None]) -> None:
        """Do what ends the writing, with no save before its end or after it; this may block."""
        with self._turn:
            act()
            self._is_over = True

    def _differs(self, draft: Draft) -> bool:
        return self._kept is not None and draft != self._kept

    def _save(self, number: int, draft: Draft) -> None:
        with self._turn:
            if not self._is_over and number > self._newest:
                self._write(draft)
                self._newest = number
