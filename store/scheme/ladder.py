"""How soon an adult must read a report: the highest level that any answer gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from store.scheme.routes import AdultPart, Hurt

YES: Final = "yes"
NO: Final = "no"
NOT_SURE: Final = "not sure"
LOWEST_MOOD: Final = 1
# Unread for so long, red in real time, amber in time of the school day, an alarm rings the next person.
RED_CLOCK: Final = timedelta(minutes=15)
AMBER_CLOCK: Final = timedelta(minutes=60)
# What takes amber's clock's place on the chair's route; the head opens each school day.
CHAIR_OPENS_EVERY: Final = timedelta(days=3)


class Level(StrEnum):
    """A step of the ladder, most urgent first; only a desk lowers it, with a reason."""

    RED = "red"
    AMBER = "amber"
    BLUE = "blue"
    GREY = "grey"


class Worry(StrEnum):
    """A kind of worry from the one plain list that a pupil picks from after sending."""

    HURTFUL = "hurtful"
    CONTACT = "contact"
    MONEY = "money"
    SEEN = "seen"
    HOME = "home"
    NOT_SURE = "not sure"


# Somebody who asks for things may be grooming; "at home" may be fear of going there.
_WORRIES: Final[Mapping[str, Level]] = {
    Worry.HURTFUL: Level.BLUE,
    Worry.CONTACT: Level.AMBER,
    Worry.MONEY: Level.BLUE,
    Worry.SEEN: Level.BLUE,
    Worry.HOME: Level.AMBER,
    Worry.NOT_SURE: Level.AMBER,
}
_DANGER: Final[Mapping[str, Level]] = {YES: Level.RED, NO: Level.BLUE, NOT_SURE: Level.AMBER}
_HURT: Final[Mapping[str, Level]] = {
    Hurt.PUPIL: Level.BLUE,
    Hurt.SEVERAL: Level.BLUE,
    Hurt.ME: Level.AMBER,
    Hurt.OUTSIDE: Level.BLUE,
    Hurt.NOT_SURE: Level.AMBER,
}
_ADULT: Final[Mapping[str, Level]] = {
    AdultPart.NO: Level.BLUE,
    AdultPart.YES: Level.AMBER,
    AdultPart.HEAD: Level.AMBER,
    AdultPart.NOT_SURE: Level.AMBER,
}
_ORDER: Final = (Level.RED, Level.AMBER, Level.BLUE, Level.GREY)


def level_of(danger: str | None, hurt: str | None, adult: str | None, worries: Collection[str] = ()) -> Level:
    """Return the level of a concern; a question without an answer, or with an unknown one, counts as "not sure"."""
    given = [_DANGER.get(danger or NOT_SURE, Level.AMBER), _HURT.get(hurt or NOT_SURE, Level.AMBER)]
    given.append(_ADULT.get(adult or NOT_SURE, Level.AMBER))
    return highest(*given, *(_WORRIES.get(worry, Level.AMBER) for worry in worries))


def level_of_worry(worry: str) -> Level:
    """Return the level of a kind of worry alone, told after its report."""
    return _WORRIES.get(worry, Level.AMBER)


def level_of_check_in(mood: int, previous_mood: int | None, *, talk: bool) -> Level:
    """Return the level of a check-in: amber for "I want to talk" or the lowest mood twice, else grey."""
    lowest_twice = mood <= LOWEST_MOOD and previous_mood is not None and previous_mood <= LOWEST_MOOD
    return Level.AMBER if talk or lowest_twice else Level.GREY


def highest(*levels: Level) -> Level:
    """Return the most urgent of `levels`, grey where there is none."""
    return min((*levels, Level.GREY), key=_ORDER.index)


def alarm_of(level: Level, *, slot: bool = False) -> int:
    """Return the alarm in an entry's header: 2 red, 1 amber (never in a slot, where it would tell), 0 none."""
    if level is Level.RED:
        return 2
    return 1 if level is Level.AMBER and not slot else 0
