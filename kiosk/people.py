"""Adds people from the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.names import checked_name
from kiosk.office import Office, office
from kiosk.people_adding import NewAdult, NewMentor, add_adults, add_mentors
from kiosk.role_making import Holder, make_role
from kiosk.telling import NewWords, Telling, say
from screens.text import clean
from store.errors import ConfigurationError
from store.scheme.roster_import import MENTOR, Roster, RosterLine, read_roster

_LARGEST = 2 << 20


def run(given: argparse.Namespace) -> int:
    """Add one person, or everybody in a list; new words are shown once."""
    telling = Telling(given.words_to)
    telling.check()
    roster = _read(given.file) if hasattr(given, "file") else None
    with office(Home.found_at(given.home), given.desk, asking(given.words_from)) as there:
        new = _add_one(there, given) if roster is None else _add_all(there, roster, _opener(given))
        telling.tell(new)
    if roster is None:
        say("Added.")
        return 0
    return _told(roster)


def _add_one(there: Office, given: argparse.Namespace) -> tuple[NewWords, ...]:
    name = checked_name(given.name)
    if given.mentor:
        mentees = tuple(checked_name(one) for one in given.mentees or ())
        return add_mentors(there, [NewMentor(name, mentees)], _opener(given))
    adult = NewAdult(name, clean(given.title), clean(given.room), clean(given.hours))
    if given.role is None:
        add_adults(there, [adult])
        return ()
    return make_role(there, given.role, [Holder(name, adult.title, adult.room)])


def _add_all(there: Office, roster: Roster, opener: str | None) -> tuple[NewWords, ...]:
    mentors = [NewMentor(one.name, one.mentees) for one in roster.lines if one.kind == MENTOR]
    add_adults(there, [_adult(one) for one in roster.lines if one.kind != MENTOR])
    return add_mentors(there, mentors, opener)


def _adult(line: RosterLine) -> NewAdult:
    return NewAdult(line.name, line.title, line.room, line.hours, line.contact)


def _told(roster: Roster) -> int:
    """Say what was added, what was left out, which roles still want their key; exit code 1 if a line was left out."""
    mentors = sum(one.kind == MENTOR for one in roster.lines)
    say(f"Added: {mentors} mentors, {len(roster.lines) - mentors} adults.")
    for line in roster.lines:
        for role in line.roles:
            say(f"Line {line.line}: the key is made by `kiosk role make {role} --holder NAME`, by the person there.")
    for bad in roster.problems:
        say(bad.sentence)
    return 1 if roster.problems else 0


def _opener(given: argparse.Namespace) -> str | None:
    return given.openers[0] if given.openers else None


def _read(path: Path) -> Roster:
    try:
        with path.open("rb") as file:
            return read_roster(file.read(_LARGEST))
    except OSError:
        raise ConfigurationError(
            "The list can't be read. Nothing was changed. Check its name, and that you may read it."
        ) from None
