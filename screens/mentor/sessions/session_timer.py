"""How long a session has gone on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from screens.mentor.sessions.session_more import Memory
from store.language import say

STARTED = "The timer runs, also while this page is hidden. F6 stops it and fills in the minutes."
STOPPED = "The timer has stopped. You can still change the minutes."
_MOST = timedelta(minutes=300)


class SessionTimer:
    """Keeps in `memory` when somebody started it, so that it runs on through a lock or the end of the visit."""

    def __init__(self, memory: Memory, now: Callable[[], datetime]) -> None:
        self._memory = memory
        self._now = now

    @property
    def minutes(self) -> int | None:
        """The minutes since it was started, at least 1; None while it does not run, or where the clock was set."""
        try:
            started = datetime.fromisoformat(self._memory.get("started", ""))
        except ValueError:
            return None
        passed = self._now() - started if started.tzinfo is not None else -_MOST
        if not timedelta(0) <= passed <= _MOST:
            return None
        return max(round(passed / timedelta(minutes=1)), 1)

    def press(self) -> str:
        """Start it, or stop it with the minutes filled in; return what happened in a sentence."""
        minutes = self.minutes
        if minutes is None:
            self._memory["started"] = self._now().astimezone(UTC).isoformat(timespec="seconds")
            return say(STARTED)
        del self._memory["started"]
        self._memory["minutes"] = str(minutes)
        return say(STOPPED)
