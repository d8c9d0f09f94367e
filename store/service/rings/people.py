"""Whom a ring can reach, by which addresses."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from store.scheme.people import StaffMember
from store.scheme.policy import OutOfHours
from store.scheme.readers import TITLES, SchoolPeople
from store.scheme.routes import COORDINATOR, ROUTES
from store.service.rings.mail_address import mail_addresses

MAIL: Final = "mail"
APPRISE: Final = "apprise"
RUNG_ROLES: Final = (*ROUTES, COORDINATOR)


@dataclass(frozen=True)
class Address:
    """Where a person is rung: `way` is MAIL or APPRISE."""

    way: str
    to: str = field(repr=False)

    @cached_property
    def mark(self) -> bytes:
        """What stands for it in the database, where an address of apprise would tell its password."""
        return hashlib.sha256(f"{self.way}\n{self.to}".encode()).digest()[:16]


@dataclass(frozen=True)
class Team:
    """The people who are rung for each role, in order, then the out-of-hours list; all as names of the directory."""

    roles: Mapping[str, tuple[str, ...]]
    out_of_hours: tuple[str, ...] = ()

    @property
    def everyone(self) -> tuple[str, ...]:
        """Everybody of every route, each once."""
        return tuple(dict.fromkeys(one for role in ROUTES for one in self.roles.get(role, ())))

    def of(self, *roles: str) -> tuple[str, ...]:
        """Return the people of some roles, each once."""
        return tuple(dict.fromkeys(one for role in roles for one in self.roles.get(role, ())))

    def only(self, reachable: Mapping[str, Sequence[Address]]) -> Team:
        """Return the team without those who have no address."""
        return Team(
            {role: tuple(one for one in people if reachable.get(one)) for role, people in self.roles.items()},
            tuple(one for one in self.out_of_hours if reachable.get(one)),
        )


@dataclass(frozen=True)
class Directory:
    """The team with the name and the addresses of each person in it."""

    team: Team
    names: Mapping[str, str]
    addresses: Mapping[str, tuple[Address, ...]] = field(repr=False)

    def missing(self) -> list[str]:
        """Return a sentence for each role nobody of which can be rung, then for each person who can't be."""
        told = []
        reachable = self.team.only(self.addresses)
        for role in RUNG_ROLES:
            if self.team.of(role) and not reachable.of(role):
                told.append(f"Nobody of the role {role} ({TITLES[role]}) can be rung: no address is known.")
        without = [one for one in (*self.team.of(*RUNG_ROLES), *self.team.out_of_hours) if not self.addresses.get(one)]
        told += [f"{self.names[one]} can't be rung: no address is known." for one in dict.fromkeys(without)]
        return told

    def find(self, way: str, mark: bytes) -> Address | None:
        """Return the address that a mark stands for, None where nobody has it any more."""
        return next(
            (one for each in self.addresses.values() for one in each if one.way == way and one.mark == mark), None
        )


def directory(
    people: SchoolPeople,
    out_of_hours: Sequence[OutOfHours],
    more: Mapping[str, Sequence[str]],
    ways: Sequence[str],
) -> Directory:
    """Return whom a school's rings reach by these `ways`; `more` are the addresses of apprise by a person's name."""
    roles = {role: tuple(one.person for one in people.readers.get(role, ())) for role in RUNG_ROLES}
    members = {one.person: one for role in RUNG_ROLES for one in people.readers.get(role, ())}
    names = {one.person: one.name for one in members.values()}
    contacts = {one.person: _contact(one, people.staff) for one in members.values()}
    for one in out_of_hours:
        names[_listed(one)], contacts[_listed(one)] = one.name, one.address
    further = {name.casefold().strip(): tuple(addresses) for name, addresses in more.items()}
    addresses = {
        person: tuple(
            one
            for one in (
                *(Address(MAIL, to) for to in mail_addresses(contacts[person])),
                *(Address(APPRISE, to) for to in further.get(name.casefold().strip(), ())),
            )
            if one.way in ways
        )
        for person, name in names.items()
    }
    return Directory(Team(roles, tuple(dict.fromkeys(map(_listed, out_of_hours)))), names, addresses)


def _contact(one: StaffMember, staff: Sequence[StaffMember]) -> str:
    return next((each.contact for each in staff if each.person == one.person), one.contact)


def _listed(one: OutOfHours) -> str:
    # A person of the staff has 32 hex digits, so that no name can be taken for one.
    return f"out of hours: {one.name}"
