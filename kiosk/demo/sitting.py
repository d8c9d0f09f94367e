"""One sitting of an adult at the desk in the story."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Final

from kiosk.demo.stories import CLOSINGS, LOWERED, NOTES, REPLIES
from kiosk.demo.story_clock import StoryClock
from screens.desk.services import Casework
from store.casebook.case.facts import CaseState, InboxLine

_MINUTES: Final = 4
# A post carries four messages: more would only wait for the next sitting.
_MOST: Final = 4


class Sitting:
    """Reads what is new, goes on with what was read before, closes what is settled."""

    def __init__(self, casework: Casework, random: Random, clock: StoryClock) -> None:
        self._casework = casework
        self._random = random
        self._clock = clock

    def work(self) -> None:
        """Work through the inbox, then lock, which sends everything out."""
        self._casework.refresh()
        lines = self._casework.inbox().lines
        new = [line for line in lines if line.state == CaseState.NEW][:_MOST]
        for line in new:
            self._read(line)
        for line in [line for line in lines if line.state != CaseState.NEW][:_MOST]:
            self._go_on(line)
        self._casework.lock()

    def _read(self, line: InboxLine) -> None:
        self._casework.case(line.id)
        self._pass()
        self._casework.acknowledge(line.id)
        words, reason = self._random.choice(NOTES)
        self._pass()
        self._casework.note(line.id, words, reason)

    def _go_on(self, line: InboxLine) -> None:
        self._casework.case(line.id)
        self._pass()
        if self._casework.can_reply(line.id) and self._random.random() < 0.5:
            self._casework.reply(line.id, self._random.choice(REPLIES), {})
        if line.level == "amber" and self._random.random() < 0.5:
            self._casework.set_level(line.id, "blue", LOWERED)
        self._pass()
        if self._random.random() < 0.45:
            self._casework.close(line.id, *self._random.choice(CLOSINGS))

    def _pass(self) -> None:
        self._clock.go_to(self._clock.now() + timedelta(minutes=_MINUTES))
