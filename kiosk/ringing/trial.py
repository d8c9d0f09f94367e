"""Tries out whether a ring reaches its people."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import NamedTuple

from kiosk.home import Home
from kiosk.ringing.settings import Ringing, ringing_of
from kiosk.ringing.show import known_here
from kiosk.telling import say
from store import words
from store.errors import ConfigurationError
from store.service.rings.people import Directory
from store.service.rings.troubles import sentence
from store.service.rings.words import TEST


class Tried(NamedTuple):
    """What came of one address: whose it is, why it was not reached if it was not."""

    name: str
    way: str
    trouble: str | None


def run(given: argparse.Namespace) -> int:
    """Ring everybody, or the one who is named, with words that say that nothing has happened; 1 if one was missed."""
    home = Home.found_at(given.home)
    ringing = ringing_of(home)
    for problem in ringing.problems:
        say(f"! {problem}")
    parts = known_here(home)
    try:
        directory = ringing.directory(parts.school)
    finally:
        parts.close()
    tried = list(ring_out(ringing, directory, given.to))
    for one in tried:
        say(told(one))
    if not tried:
        say("! Nobody was rung: no address is known. `kiosk rings show` says what is missing.")
    return 0 if tried and all(one.trouble is None for one in tried) and not ringing.problems else 1


def told(one: Tried) -> str:
    """Return what came of one address."""
    if one.trouble is None:
        return f"{one.name} was rung by {one.way}."
    return f"! {one.name} was not reached by {one.way}: {sentence(one.trouble)}."


def ring_out(ringing: Ringing, directory: Directory, name: str | None = None) -> Iterator[Tried]:
    """Ring everybody of the directory, or whoever has this name, yielding what came of each address."""
    wanted = None if name is None else words.normalise(name)
    persons = [person for person, each in directory.names.items() if wanted in (None, words.normalise(each))]
    if not persons:
        raise ConfigurationError(
            "Nobody of that name is rung in this school. Nobody was rung. `kiosk rings show` lists who is."
        )
    for way in ringing.ways:
        whose = {one.to: person for person in persons for one in directory.addresses[person] if one.way == way.name}
        outcome = way.deliver(list(whose), TEST) if whose else {}
        for to, trouble in outcome.items():
            yield Tried(directory.names[whose[to]], way.name, trouble)
