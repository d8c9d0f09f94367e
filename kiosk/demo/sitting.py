"""One sitting of an adult at the desk in the story."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Final

from kiosk.demo.stories import CHILDREN, CLOSINGS, DECISIONS, DID, LOWERED, NOTES, REPLIES, TO_DO, TO_DO_WHY
from kiosk.demo.story_clock import StoryClock
from screens.desk.parts.services import Casework
from store.casebook.case.facts import CaseState, InboxLine
from store.casebook.records import kinds

_MINUTES: Final = 4
# A post carries four messages: more would only wait for the next sitting.
_MOST: Final = 4
_LATER: Final = timedelta(days=14)


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
        words = self._casework.case(line.id).words
        self._pass()
        self._casework.acknowledge(line.id)
        for begins, (name, year, handles) in CHILDREN:
            if words.startswith(begins):
                self._casework.act(line.id, kinds.LINK, {"name": name, "year": year, "handles": handles})
        self._pass()
        self._casework.note(line.id, *self._random.choice(NOTES))

    def _go_on(self, line: InboxLine) -> None:
        for item in self._casework.case(line.id).items:
            self._casework.act(line.id, kinds.DONE, {"item": item.id, "words": DID})
        self._pass()
        if self._casework.can_reply(line.id) and self._random.random() < 0.5:
            self._casework.reply(line.id, self._random.choice(REPLIES), {})
        if line.level == "amber" and self._random.random() < 0.5:
            self._casework.set_level(line.id, "blue", LOWERED)
        self._pass()
        if self._random.random() < 0.3:
            self._decide(line)
        elif self._random.random() < 0.6:
            self._casework.close(line.id, *self._random.choice(CLOSINGS))

    def _decide(self, line: InboxLine) -> None:
        decision, words, reason = self._random.choice(DECISIONS)
        self._casework.act(line.id, kinds.DECISION, {"decision": decision, "words": words, "reason": reason})
        due = (self._clock.now() + _LATER).date().isoformat()
        to_do = {"words": self._random.choice(TO_DO), "due": due, "reason": TO_DO_WHY}
        self._casework.act(line.id, kinds.ACTION, to_do)
        self._pass()

    def _pass(self) -> None:
        self._clock.go_to(self._clock.now() + timedelta(minutes=_MINUTES))
