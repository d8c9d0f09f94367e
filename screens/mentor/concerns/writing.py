"""One concern's way to the notebook."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens.mentor.parts.services import Concerns
    from store.notebook.common.facts import ConcernDraft, SentReport


class Writing:
    """Makes one call at a time, saves no older text over newer, nothing behind a send; every call may block."""

    def __init__(self, concerns: Concerns) -> None:
        self._concerns = concerns
        self._turn = threading.Lock()
        self._danger_turn = threading.Lock()
        self._newest = 0
        self._sent: SentReport | None = None
        self._is_over = False
        self._is_danger_told = False

    def save(self, number: int, draft: ConcernDraft) -> None:
        """Save the draft; of two, the one with the higher number stays."""
        with self._turn:
            if not self._is_over and number > self._newest:
                self._concerns.save(draft)
                self._newest = number

    def tell_danger(self, draft: ConcernDraft) -> None:
        """Queue the red record once, without waiting for a save."""
        with self._danger_turn:
            if not self._is_danger_told:
                self._concerns.danger_now(draft)
                self._is_danger_told = True

    def send(self, draft: ConcernDraft) -> SentReport:
        """Send once; again returns what the first time returned."""
        with self._turn:
            if self._sent is None:
                self._sent = self._concerns.send(draft)
                self._is_over = True
            return self._sent

    def remove(self, draft: ConcernDraft, *, everyone_safe: bool) -> None:
        """Remove the draft unless it is sent."""
        with self._turn:
            if not self._is_over:
                self._concerns.remove(draft, everyone_safe=everyone_safe)
                self._is_over = True
