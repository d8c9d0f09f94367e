"""Adds people from the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.school.names import checked_name
from kiosk.school.office import Office, office
from kiosk.school.people_adding import NewAdult, NewMentor, add_people
from kiosk.school.role_making import Holder, make_role
from kiosk.telling import Tell, Telling, say
from screens.text import clean
from store.errors import ConfigurationError
from store.scheme.roster_import import MENTOR, Roster, RosterLine, read_roster

_LARGEST: Final = 2 << 20
_MOST_PEOPLE: Final = 1000
_MOST_TOLD: Final = 20


def run(given: argparse.Namespace) -> int:
    """Add one person, or everybody in a list; new words are shown once."""
    telling = Telling(given.words_to)
    telling.check()
    roster = _read(given.file) if hasattr(given, "file") else None
    with office(Home.found_at(given.home), given.desk, asking(given.words_from)) as there:
        if roster is None:
            _add_one(there, given, telling.tell)
        else:
            _add_all(there, roster, _opener(given), telling.tell)
    if roster is None:
        say("Added.")
        return 0
    return _told(roster)


def _add_one(there: Office, given: argparse.Namespace, tell: Tell) -> None:
    name = checked_name(given.name)
    if given.mentor:
        mentees = tuple(checked_name(one) for one in given.mentees or ())
        add_people(there, (), [NewMentor(name, mentees)], _opener(given), tell)
        return
    adult = NewAdult(name, clean(given.title), clean(given.room), clean(given.hours))
    if given.role is None:
        add_people(there, [adult], ())
    else:
        make_role(there, given.role, [Holder(name, adult.title, adult.room)], tell)


def _add_all(there: Office, roster: Roster, opener: str | None, tell: Tell) -> None:
    adults = [_adult(one) for one in roster.lines if one.kind != MENTOR]
    mentors = [NewMentor(one.name, one.mentees) for one in roster.lines if one.kind == MENTOR]
    add_people(there, adults, mentors, opener, tell)


def _adult(line: RosterLine) -> NewAdult:
    return NewAdult(line.name, line.title, line.room, line.hours, line.contact)


def _told(roster: Roster) -> int:
    """Say what was added, what was left out, which roles still want their key; exit code 1 if a line was left out."""
    mentors = sum(one.kind == MENTOR for one in roster.lines)
    say(f"Added: {mentors} mentors, {len(roster.lines) - mentors} adults.")
    for line in roster.lines:
        for role in line.roles:
            say(f"Line {line.line}: the key is made by `kiosk role make {role} --holder NAME`, by the person there.")
    for bad in roster.problems[:_MOST_TOLD]:
        say(bad.sentence)
    if (more := len(roster.problems) - _MOST_TOLD) > 0:
        say(f"{more} more lines were left out. Put these right first.")
    return 1 if roster.problems else 0


def _opener(given: argparse.Namespace) -> str | None:
    return given.openers[0] if given.openers else None


def _read(path: Path) -> Roster:
    try:
        with path.open("rb") as file:
            roster = read_roster(file.read(_LARGEST))
    except OSError:
        raise ConfigurationError(
            "The list can't be read. Nothing was changed. Check its name, and that you may read it."
        ) from None
    if len(roster.lines) > _MOST_PEOPLE:
        raise ConfigurationError(
            f"This list has more than {_MOST_PEOPLE} people. Nothing was changed. Choose the right list, or part of it."
        )
    return roster
