"""Shows or sets when the school is open."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from functools import partial

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.school.office import office
from kiosk.telling import say
from store.errors import ConfigurationError
from store.scheme.policy import Policy
from store.scheme.publications import Publisher


def run(given: argparse.Namespace) -> int:
    """Publish what was given, then say what is set."""
    change = _change(given)
    with office(Home.found_at(given.home), given.desk, asking(None)) as there:
        before = there.parts.school.policy()
        policy = change(before)
        if policy.starts >= policy.ends:
            raise ConfigurationError(
                "The school day would end before it begins. Nothing was changed. Check both times."
            )
        if policy != before:
            there.publish([partial(_put, policy)])
    say(f"The school day is from {policy.day_starts} to {policy.day_ends}, Monday to Friday.")
    for first, last in policy.closures:
        say(f"Closed from {first} to {last}.")
    if not policy.closures:
        say("No holidays are set: clocks run through them until they are.")
    if policy.main_record:
        say(f"The school's main record is in {policy.main_record}.")
    return 0


def _put(policy: Policy, publisher: Publisher) -> None:
    publisher.policy(policy)


def _change(given: argparse.Namespace) -> Callable[[Policy], Policy]:
    """Return what changes a policy as it was asked for; what is typed wrong is told before anything is opened."""
    starts, ends = (None if typed is None else _time(typed) for typed in (given.starts, given.ends))
    closures = None if given.closed is None else tuple(sorted(_closure(typed) for typed in given.closed))
    record = None if given.main_record is None else given.main_record.strip()

    def change(policy: Policy) -> Policy:
        return replace(
            policy,
            day_starts=policy.day_starts if starts is None else starts,
            day_ends=policy.day_ends if ends is None else ends,
            closures=policy.closures if closures is None else closures,
            main_record=policy.main_record if record is None else "" if record == "no" else record,
        )

    return change


def _time(typed: str) -> str:
    try:
        return time.fromisoformat(typed).strftime("%H:%M")
    except ValueError:
        raise ConfigurationError("A time is not one. Nothing was changed. Write it as 08:30.") from None


def _closure(typed: str) -> tuple[str, str]:
    first, _, last = typed.partition("..")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        raise ConfigurationError(
            "A closure is not two dates. Nothing was changed. Write it as 2026-12-19..2027-01-04."
        ) from None
    if days[0] > days[1]:
        raise ConfigurationError("A closure ends before it begins. Nothing was changed. Write the first day first.")
    return days[0].isoformat(), days[1].isoformat()
