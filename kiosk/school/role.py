"""Makes a role's key from the command line."""

from __future__ import annotations

import argparse

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.school.names import checked_name
from kiosk.school.office import office
from kiosk.school.role_making import Holder, make_role
from kiosk.telling import Telling, say
from screens.text import clean
from store.errors import ConfigurationError


def run(given: argparse.Namespace) -> int:
    """Make the role's key, show new words once."""
    if not given.holders:
        raise ConfigurationError("Say who holds this role, with --holder NAME. Nothing was changed.")
    telling = Telling(given.words_to)
    telling.check()
    holders = [Holder(checked_name(name), clean(given.title), clean(given.room)) for name in given.holders]
    with office(Home.found_at(given.home), given.desk, asking(given.words_from)) as there:
        make_role(there, given.role, holders, telling.tell)
    say(f"{given.role}: {', '.join(one.name for one in holders)}.")
    return 0
