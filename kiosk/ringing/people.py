"""Settles how people are rung: addresses of the staff, the out-of-hours list, when a silent kiosk rings."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.school.guidance import put_policy
from kiosk.school.names import checked_name
from kiosk.school.office import office
from kiosk.telling import say
from store import words
from store.errors import ConfigurationError
from store.scheme.people import StaffMember
from store.scheme.policy import BETWEEN, OutOfHours, Policy
from store.scheme.publications import Publisher
from store.service.rings.mail_address import is_mail_address

_MOST_ADDRESSES = 5


def run(given: argparse.Namespace) -> int:
    """Publish what was named, then say how it stands."""
    if given.what == "ring":
        return _ring(given)
    change = _listed(given) if given.what == "out-of-hours" else _silent(given)
    with office(Home.found_at(given.home), given.desk, asking(None)) as there:
        before = there.parts.school.policy()
        policy = change(before)
        if policy != before:
            there.publish([partial(put_policy, policy)])
    for one in policy.out_of_hours:
        say(f"Out of hours: {one.name}, {one.address}.")
    if not policy.out_of_hours:
        say("Nobody is rung out of hours but the people of the school.")
    say(
        f"A kiosk that was not heard of for {policy.silent_days} school days rings."
        if policy.silent_days
        else "A kiosk that is not heard of rings nobody."
    )
    return 0


def _ring(given: argparse.Namespace) -> int:
    """Publish how a member of staff is rung."""
    contact = ", ".join(_checked(given.emails or ()))
    if not contact and not given.none:
        raise ConfigurationError("No address was named. Nothing was changed. Add --email ADDRESS, or --none.")
    with office(Home.found_at(given.home), given.desk, asking(None)) as there:
        member = there.member(given.name)
        if member is None:
            raise ConfigurationError(
                "Nobody of that name is on the staff list. Nothing was changed. Add them: kiosk people add "
                "NAME --staff."
            )
        staff = [
            replace(one, contact=contact) if one.person == member.person else one for one in there.parts.school.staff()
        ]
        there.publish([partial(_put_staff, staff)])
    say(f"{member.name} is rung at {contact}." if contact else f"{member.name} has no address to be rung at any more.")
    return 0


def _put_staff(staff: Sequence[StaffMember], publisher: Publisher) -> None:
    publisher.staff(staff)


def _listed(given: argparse.Namespace) -> Callable[[Policy], Policy]:
    """Return what changes the out-of-hours list; what is typed wrong is told before anything is opened."""
    if given.name is None:
        return lambda policy: policy
    name = checked_name(given.name)
    addresses = _checked(given.emails or ())
    if bool(addresses) == given.remove:
        raise ConfigurationError(
            "Name --email ADDRESS for somebody new, --remove for somebody listed. Nothing was changed."
        )

    def change(policy: Policy) -> Policy:
        others = [one for one in policy.out_of_hours if words.normalise(one.name) != words.normalise(name)]
        if given.remove and len(others) == len(policy.out_of_hours):
            raise ConfigurationError("Nobody of that name is on the out-of-hours list. Nothing was changed.")
        new = [OutOfHours(name, ", ".join(addresses))] if addresses else []
        return replace(policy, out_of_hours=(*others, *new))

    return change


def _silent(given: argparse.Namespace) -> Callable[[Policy], Policy]:
    smallest, largest = BETWEEN["silent_days"]
    if not smallest <= given.days <= largest:
        raise ConfigurationError(f"The number of days must be from {smallest} to {largest}. Nothing was changed.")
    return lambda policy: replace(policy, silent_days=given.days)


def _checked(typed: Sequence[str]) -> list[str]:
    addresses = list(dict.fromkeys(one.strip() for one in typed))
    if len(addresses) > _MOST_ADDRESSES or not all(is_mail_address(one) for one in addresses):
        raise ConfigurationError(
            f"An address is not one of e-mail, or there are more than {_MOST_ADDRESSES}. Nothing was changed. "
            "Write it as NAME@SCHOOL.example."
        )
    return addresses
