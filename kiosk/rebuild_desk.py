"""Makes a desk's casebooks anew from its feeds."""

from __future__ import annotations

import argparse

from kiosk.asking import asking
from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from kiosk.process_lock import ProcessLock
from kiosk.telling import say
from store.errors import ConfigurationError

_TENTHS = 10


def run(given: argparse.Namespace) -> int:
    """Ask for a person's words, rebuild each of their roles' casebooks, say how far it is."""
    home = Home.found_at(given.home)
    device = home.desk(given.desk)
    lock = ProcessLock(device.lock, f"The desk {device.name}")
    lock.take()
    try:
        desk = start_desk(home, device)
        try:
            person = _person(given, desk.unlocking.people())
            words = asking(given.words_from)(person)
            say(f"Rebuilding the casebooks of {person}. It can be ended at any time, and goes on from there.")
            progress = _Progress()
            for role in desk.unlocking.rebuild(person, words, progress.told):
                say(f"The casebook of {role} is rebuilt.")
        finally:
            desk.close()
    finally:
        lock.release()
    return 0


def _person(given: argparse.Namespace, people: tuple[str, ...]) -> str:
    if given.openers:
        return str(given.openers[0])
    if len(people) == 1:
        return people[0]
    raise ConfigurationError(
        "Several people have a key file on this desk. Nothing was rebuilt. Name one of them with --as NAME."
    )


class _Progress:
    """Says each tenth once."""

    def __init__(self) -> None:
        self._said: tuple[str, int] = ("", -1)

    def told(self, role: str, done: int, of: int) -> None:
        """Say how far a role's casebook is."""
        tenth = _TENTHS if done >= of else done * _TENTHS // of
        if (role, tenth) != self._said:
            self._said = (role, tenth)
            say(f"{role}: {done} of {of} items, {tenth * _TENTHS}%.")
