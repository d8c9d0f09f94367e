"""Founds a school from the command line."""

from __future__ import annotations

import argparse

from kiosk.founding import FOUNDER_TITLE, Plan, found_school
from kiosk.home import Home
from kiosk.names import checked_name, checked_names
from kiosk.sync import sync_home
from kiosk.telling import Telling, say
from screens.text import clean
from store.scheme.policy import Policy
from store.sealing import xwing
from store.sealing.costs import FLOOR

_NEXT = (
    "Next: `kiosk role make` for head, chair, coordinator, recovery, chair-recovery; "
    "`kiosk people add NAME --mentor`; `kiosk doctor` says what is still missing."
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
        costs=given.costs,
        policy=Policy() if given.costs == "standard" else Policy(vault_costs=FLOOR),
    )
    folder = given.at.absolute()
    found_school(folder, plan, telling.tell)
    sync_home(Home(folder))
    say(f"{plan.school} is founded in {folder}.")
    say(_NEXT)
    return 0
