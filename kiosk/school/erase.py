"""Erases a closed case, or a school year of a kiosk's slots, as two people at a desk sign for it."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Final

from kiosk.asking import asking
from kiosk.desk_wiring import start_desk
from kiosk.home import Home
from kiosk.syncing.sync import sync_home, told
from kiosk.telling import say
from store.casebook.erasing.erasing import Erasing, Erasure
from store.errors import ConfigurationError
from store.scheme.school import School
from store.words import normalise

_YEAR_BEGINS: Final = 9
_ELSEWHERE: Final = (
    "Every other computer erases it at its next exchange, and takes it in from nowhere again. "
    "Sticks, shares and backups that hold a copy are still to be emptied by hand."
)


def run(given: argparse.Namespace) -> int:
    """Ask for both people's words, erase, then say how many items went."""
    if len(given.openers or ()) != 2 or (given.case is None) == (given.slots_of is None):
        raise ConfigurationError(
            "Two people erase together, a closed case or a school year of slots. Nothing was erased. Name both with "
            "--as NAME --as NAME, then a case by its code, or --slots-of KIOSK --year YEAR."
        )
    home = Home.found_at(given.home)
    ask = asking(given.words_from)
    desk = start_desk(home, home.desk(given.desk))
    try:
        first, second = ((name, ask(name)) for name in given.openers)
        erasing = desk.unlocking.unlock_to_erase(first, second)
        try:
            count = erasing.erase(_wanted(given, erasing, desk.parts.school))
        finally:
            erasing.close()
    finally:
        desk.close()
    say(f"Erased: {count} {'item' if count == 1 else 'items'}. {_ELSEWHERE}")
    for one in sync_home(home):
        if one.failure:
            say(f"The notice has not gone out everywhere yet. {told(one)}")
    return 0


def _wanted(given: argparse.Namespace, erasing: Erasing, school: School) -> Erasure:
    if given.case is not None:
        cases = {normalise(code): case_id for code, case_id in erasing.cases().items()}
        case_id = cases.get(normalise(given.case))
        if case_id is None:
            raise ConfigurationError("These two people have no closed case of this code. Nothing was erased.")
        return erasing.of_case(case_id, given.class_)
    wanted = normalise(given.slots_of)
    kiosks = [one for one in school.kiosks() if normalise(school.device_name(one)) == wanted]
    if len(kiosks) != 1 or given.year is None:
        raise ConfigurationError(
            "No one kiosk has this name, or the year is missing. Nothing was erased. See `kiosk devices` for the names."
        )
    begins = datetime(given.year, _YEAR_BEGINS, 1).astimezone()
    found = erasing.of_year(kiosks[0], begins, begins.replace(year=given.year + 1), given.class_)
    if not found.entries:
        raise ConfigurationError("This kiosk wrote no slots in that school year. Nothing was erased.")
    return found
