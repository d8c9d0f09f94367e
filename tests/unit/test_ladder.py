"""The level of a concern is the highest that any answer gives."""

from __future__ import annotations

import itertools

import pytest

from store.scheme.ladder import Level, Worry, alarm_of, highest, level_of, level_of_check_in
from store.scheme.routes import AdultPart, Hurt

DANGER = ("yes", "no", "not sure", None)


@pytest.mark.parametrize(
    ("danger", "hurt", "adult", "level"),
    [
        ("yes", "pupil", "no", Level.RED),
        ("yes", None, None, Level.RED),
        ("no", "pupil", "no", Level.BLUE),
        ("no", "several", "no", Level.BLUE),
        ("no", "outside", "no", Level.BLUE),
        ("no", "me", "no", Level.AMBER),
        ("no", "not sure", "no", Level.AMBER),
        ("no", "pupil", "yes", Level.AMBER),
        ("no", "pupil", "head", Level.AMBER),
        ("no", "pupil", "not sure", Level.AMBER),
        ("not sure", "pupil", "no", Level.AMBER),
        (None, "pupil", "no", Level.AMBER),
        ("no", None, "no", Level.AMBER),
        ("no", "pupil", None, Level.AMBER),
        ("no", "damaged", "no", Level.AMBER),
    ],
)
def test_the_level_of_a_concern(danger: str | None, hurt: str | None, adult: str | None, level: Level) -> None:
    assert level_of(danger, hurt, adult) is level


def test_danger_now_is_red_and_nothing_else_is() -> None:
    for danger, hurt, adult in itertools.product(DANGER, [*Hurt, None], [*AdultPart, None]):
        assert (level_of(danger, hurt, adult) is Level.RED) == (danger == "yes")


@pytest.mark.parametrize("worry", [Worry.CONTACT, Worry.HOME, Worry.NOT_SURE, "a kind of a newer version"])
def test_a_kind_of_worry_can_raise_the_level(worry: str) -> None:
    assert level_of("no", "pupil", "no", [worry]) is Level.AMBER


@pytest.mark.parametrize("worry", list(Worry))
def test_a_kind_of_worry_never_lowers_the_level(worry: str) -> None:
    assert level_of("yes", "pupil", "no", [worry]) is Level.RED
    assert level_of("no", "me", "no", [worry]) is Level.AMBER


@pytest.mark.parametrize(
    ("mood", "previous", "talk", "level"),
    [
        (1, 1, False, Level.AMBER),
        (1, 2, False, Level.GREY),
        (1, None, False, Level.GREY),
        (5, 1, False, Level.GREY),
        (5, 5, True, Level.AMBER),
    ],
)
def test_the_level_of_a_check_in(mood: int, previous: int | None, talk: bool, level: Level) -> None:
    assert level_of_check_in(mood, previous, talk=talk) is level


def test_the_highest_of_no_levels_is_grey() -> None:
    assert highest() is Level.GREY
    assert highest(Level.BLUE, Level.RED, Level.AMBER) is Level.RED


@pytest.mark.parametrize(
    ("level", "slot", "alarm"),
    [
        (Level.RED, False, 2),
        (Level.RED, True, 2),
        (Level.AMBER, False, 1),
        (Level.AMBER, True, 0),
        (Level.BLUE, False, 0),
        (Level.GREY, True, 0),
    ],
)
def test_amber_in_a_slot_raises_no_alarm_for_it_would_tell_of_the_report(level: Level, slot: bool, alarm: int) -> None:
    assert alarm_of(level, slot=slot) == alarm
