"""What a visit process has in place of exchanges: it asks the supervisor, which tells what came of them."""

from __future__ import annotations

from typing import Final

from kiosk.syncing.lines import from_line
from kiosk.visiting import lines
from kiosk.visiting.gate import Gate
from store.feeds.feeds import Feeds
from store.notebook.of_kiosk.reach import Outcome
from store.scheme.school import School

BEING_SENT: Final = "What was written here is being sent now."


class LoopApart:
    """The loop of a process that has no network, which its notebook takes for any other loop."""

    def __init__(self, gate: Gate, feeds: Feeds, school: School) -> None:
        self._gate = gate
        self._feeds = feeds
        self._school = school
        self._newest: Outcome | None = None

    @property
    def newest(self) -> Outcome | None:
        """What the newest exchange came to, as the process that exchanges told it."""
        return self._newest

    def hear(self, line: bytes) -> None:
        """Take what came of an exchange."""
        self._newest = from_line(line) or self._newest

    def tend(self) -> None:
        """Show what was brought."""
        with self._feeds.database.read() as connection:
            self._school.refresh(connection)

    def wake(self) -> None:
        """Ask for an exchange."""
        self._gate.say(lines.SEND)

    def send_now(self) -> str:
        """Ask for an exchange, returning that it is about to be."""
        self.wake()
        self.tend()
        return BEING_SENT
