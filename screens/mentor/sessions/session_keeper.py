"""Keeping a session log from being lost while it is written."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from screens.mentor.parts.keeper import InThread, Keeper
from store.errors import TooLong
from store.notebook.common.facts import ConcernDraft, SessionDraft, SessionForm

if TYPE_CHECKING:
    from screens.mentor.parts.services import Visit


class SessionKeeper(Keeper[SessionDraft]):
    """Keeps a session until it is logged, what was worrying in it kept as a report before."""

    def __init__(self, visit: Visit, in_thread: InThread, clock: Callable[[], float]) -> None:
        super().__init__(visit.save_session, in_thread, clock)
        self._visit = visit

    def log(self, record_id: str, form: SessionForm, concern: ConcernDraft | None) -> None:
        """Log the session, what was worrying in it kept as a report before; this may block."""

        def act() -> None:
            if concern is not None:
                # First, for with the session logged nothing else would hold these words.
                self._keep(concern)
            self._visit.log_session(record_id, form)

        self.send(act)

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
