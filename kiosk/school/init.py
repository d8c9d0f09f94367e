"""Founds a school from the command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from kiosk.backups.daily import back_up_if_due
from kiosk.config import REFUSED
from kiosk.home import Home
from kiosk.school.founding import FOUNDER_TITLE, Plan, found_school
from kiosk.school.names import checked_name, checked_names
from kiosk.syncing.sync import sync_home
from kiosk.telling import Telling, say
from screens.text import clean
from store.clock import SystemClock
from store.errors import ConfigurationError, KioskError
from store.scheme.policy import Policy
from store.sealing import xwing
from store.sealing.costs import FLOOR

_NEXT = (
    "Next: `kiosk role make` for head, chair, coordinator, recovery, chair-recovery; "
    "`kiosk people add NAME --mentor`; `kiosk doctor` says what is still missing."
)

_QUESTION: Final = (
    "Where should the daily backup go? A folder on another disk or a share; type no to go without "
    "(then what is on this computer alone is lost if its disk breaks)."
)


def run(given: argparse.Namespace) -> int:
    """Found the school, show the new words once."""
    xwing.self_test()
    telling = Telling(given.words_to)
    telling.check()
    plan = Plan(
        school=checked_name(given.school),
        founder=checked_name(given.founder),
        title=clean(given.title) or FOUNDER_TITLE,
        room=clean(given.room),
        desks=checked_names(given.desks, "Office"),
        kiosks=checked_names(given.kiosks, "Classroom"),
        folders=tuple(given.folders or ()),
        backup_to=backup_place(given.backup_to),
        costs=given.costs,
        policy=Policy() if given.costs == "standard" else Policy(vault_costs=FLOOR),
    )
    folder = given.at.absolute()
    found_school(folder, plan, telling.tell)
    home = Home(folder)
    sync_home(home)
    say(f"{plan.school} is founded in {folder}.")
    _first_backup(home)
    say(_NEXT)
    return 0


def backup_place(given: str | None) -> str | None:
    """Return the place for backups as kiosk.toml has it, asking where a terminal is there to ask on."""
    if given is not None:
        return _checked_place(given)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    say(_QUESTION)
    while True:
        try:
            typed = input("> ").strip()
        except EOFError:
            return None
        try:
            if typed:
                return _checked_place(typed)
        except ConfigurationError as error:
            say(str(error))


def _checked_place(named: str) -> str:
    if named.casefold() == REFUSED:
        return REFUSED
    place = Path(named).expanduser().absolute()
    if not place.is_dir():
        raise ConfigurationError(
            f"There is no folder {place} for backups. Nothing was changed. Name one that is there, or no to refuse."
        )
    return str(place)


def _first_backup(home: Home) -> None:
    """Make the first backup at once, which shows whether the place is of use."""
    try:
        backup = back_up_if_due(home, SystemClock())
    except KioskError as error:
        say(f"The first backup could not be made: {error}")
        return
    if backup is not None:
        say(f"The first backup is in {backup.folder}; from now on there is one a day.")
