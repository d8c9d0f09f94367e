"""Founds the demonstration school with everybody in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.demo.cast import ADULTS, COORDINATOR, DESKS, KIOSKS, LEAD, MENTORS, ROLES, SCHOOL
from kiosk.home import Home
from kiosk.school.founding import Plan, found_school
from kiosk.school.key_ring import ROOT_NAME
from kiosk.school.office import office
from kiosk.school.people_adding import NewMentor, add_people
from kiosk.school.role_making import Holder, make_role
from kiosk.telling import NewWords
from store.private_file import write_private
from store.scheme.policy import Policy
from store.sealing.costs import FLOOR

CREDENTIALS = "demo-credentials.txt"
_CREDENTIAL = re.compile(r"  ([^:(]+?)(?: \([^)]*\))?: ([a-z ]+)")


@dataclass(frozen=True)
class DemoSchool:
    """The school's home with everybody's words."""

    home: Home
    words: dict[str, str] = field(repr=False)


def found_demo_school(folder: Path, tell: Callable[[str], None]) -> DemoSchool:
    """Found the school, make every role's key, add the mentors, write the words beside it."""
    plan = Plan(
        school=SCHOOL,
        founder=LEAD.name,
        title=LEAD.title,
        room=LEAD.room,
        desks=DESKS,
        kiosks=KIOSKS,
        # Opening a key file would else cost a second each time the year is played; for made-up people that is enough.
        costs="floor",
        policy=Policy(vault_costs=FLOOR),
    )
    known = _by_name(found_school(folder, plan))
    home = Home(folder.absolute())
    tell("The school is founded. Its people get their keys.")
    for desk in DESKS:
        with office(home, desk, known.__getitem__) as there:
            for role, holders in ROLES:
                if holders[0].desk == desk:
                    named = [Holder(one.name, one.title, one.room) for one in holders]
                    known |= _by_name(make_role(there, role, named))
    # Last, so that the list of pupils is sealed to the keys that stay.
    with office(home, COORDINATOR.desk, known.__getitem__) as there:
        known |= _by_name(add_people(there, (), [NewMentor(name, mentees) for name, mentees in MENTORS]))
    write_private(folder / CREDENTIALS, _credentials(known).encode())
    return DemoSchool(home, known)


def kept_demo_school(folder: Path) -> DemoSchool | None:
    """Return the school that an earlier demonstration left in `folder`, None where it left none."""
    try:
        lines = (folder / CREDENTIALS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    found = [match for line in lines if (match := _CREDENTIAL.fullmatch(line))]
    home = Home(folder.absolute())
    return DemoSchool(home, {match[1]: match[2] for match in found}) if found and home.config_path.exists() else None


def _by_name(new: tuple[NewWords, ...]) -> dict[str, str]:
    return {one.whose: one.words for one in new}


def _credentials(words: dict[str, str]) -> str:
    lines = [
        f"{SCHOOL} is made up, and so is everybody in it. Real words are never written into a file like this one.",
        "",
        "At a kiosk:",
        *(f"  {name}: {words[name]}" for name, _mentees in MENTORS),
        "",
        "At a desk:",
        *(f"  {one.name} ({one.why}; {one.desk}): {words[one.name]}" for one in ADULTS),
        "",
        f"The school's root: {words[ROOT_NAME]}",
    ]
    return "\n".join(lines) + "\n"
