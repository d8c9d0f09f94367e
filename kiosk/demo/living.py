"""Plays the plan of a year with the real parts: everything is sealed, fed, exchanged, opened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from typing import Final

from kiosk.demo.cast import CHAIR, DEPUTY, HEAD, LEAD, Adult
from kiosk.demo.school import DemoSchool
from kiosk.demo.sitting import Sitting
from kiosk.demo.stories import DONE, HELPED, TOPICS
from kiosk.demo.story_clock import StoryClock
from kiosk.demo.year import SEED, Event, Kind
from kiosk.desk_wiring import OpenDesk, start_desk
from kiosk.kiosk_wiring import OpenKiosk, start_kiosk
from store.notebook.common.facts import ConcernDraft, Danger, SessionForm

_AFTER_RELEASE: Final = timedelta(hours=7)
_TOLD: Final = 6


def live(school: DemoSchool, events: Sequence[Event], tell: Callable[[str], None]) -> None:
    """Play every event in its order, ending with an exchange of everything."""
    clock = StoryClock(events[0].at - timedelta(hours=2))
    with ExitStack() as stack:
        kiosks: dict[str, OpenKiosk] = {}
        for device in school.home.kiosks:
            kiosks[device.name] = start_kiosk(school.home, device, clock)
            stack.callback(kiosks[device.name].close)
        desks: dict[str, OpenDesk] = {}
        for device in school.home.desks:
            desks[device.name] = start_desk(school.home, device, clock)
            stack.callback(desks[device.name].close)
        life = _Life(school, kiosks, desks, clock)
        step = max(1, len(events) // _TOLD)
        for number, event in enumerate(events):
            clock.go_to(event.at)
            life.play(number, event)
            if number % step == step - 1:
                tell(f"{event.at:%B %Y}: {number + 1} of {len(events)} visits and sittings.")
        clock.go_to(events[-1].at + _AFTER_RELEASE)
        for kiosk in kiosks.values():
            kiosk.notebook.tend()
            kiosk.exchange_now()


class _Life:
    """The school while the story goes on."""

    def __init__(
        self, school: DemoSchool, kiosks: dict[str, OpenKiosk], desks: dict[str, OpenDesk], clock: StoryClock
    ) -> None:
        self._school = school
        self._kiosks = kiosks
        self._desks = desks
        self._clock = clock
        self._random = Random(SEED)  # noqa: S311 - a story, no secret
        self._sittings = 0

    def play(self, number: int, event: Event) -> None:
        """Let one event happen."""
        if event.kind is Kind.CASEWORK:
            self._casework()
        elif event.kind is Kind.NAMELESS:
            self._nameless(number, event)
        else:
            self._visit(number, event)

    def _visit(self, number: int, event: Event) -> None:
        visit = self._kiosks[event.kiosk].notebook.sign_in(event.mentor, self._school.words[event.mentor])
        if event.kind is Kind.SESSION:
            mentee = self._random.choice(visit.mentees())
            visit.log_session(_id(number, "session"), self._session(mentee.label))
            if self._random.random() < 0.6:
                visit.check_in(_id(number, "check-in"), self._random.choice((2, 3, 3, 4, 4, 5)), talk=False)
        elif event.kind is Kind.UNFINISHED:
            visit.concerns.save(self._draft(number, event))
        else:
            visit.concerns.send(self._draft(number, event))
        visit.end()

    def _nameless(self, number: int, event: Event) -> None:
        notebook = self._kiosks[event.kiosk].notebook
        notebook.without_name().send(self._draft(number, event))
        notebook.end_without_name()

    def _session(self, who: str) -> SessionForm:
        random = self._random
        minutes = random.choice((10, 15, 20, 25, 30))
        return SessionForm(
            who, random.choice(TOPICS), minutes, Danger.NO, done=random.choice(DONE), helped=random.choice(HELPED)
        )

    def _draft(self, number: int, event: Event) -> ConcernDraft:
        told = self._random.choice(("no one", "another adult"))
        return ConcernDraft(
            _id(number, "concern"),
            danger=Danger(event.danger),
            hurt=event.hurt,
            adult=event.adult,
            words=event.words,
            told=told,
        )

    def _casework(self) -> None:
        """Bring everything in, then let the lead, or every third time the deputy, work through what is there."""
        for kiosk in self._kiosks.values():
            kiosk.exchange_now()
        self._sittings += 1
        self._sit(DEPUTY if self._sittings % 3 == 0 else LEAD)
        if self._sittings % 5 == 0:
            self._sit(HEAD)
            self._sit(CHAIR)

    def _sit(self, who: Adult) -> None:
        desk = self._desks[who.desk]
        Sitting(desk.unlocking.unlock(who.name, self._school.words[who.name]), self._random, self._clock).work()
        desk.exchange()


def _id(number: int, kind: str) -> str:
    """Return the record's id, the same at each founding, so that its code is the same, too."""
    return hashlib.sha256(f"{SEED} {number} {kind}".encode()).hexdigest()[:32]
