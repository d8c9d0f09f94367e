"""Settles from the command line what a school asks of its mentors so that it does not become too much for them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import partial
from typing import Any, Final

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.school.guidance import put_policy
from kiosk.school.office import office
from kiosk.telling import say
from store.errors import ConfigurationError
from store.scheme.policy import BETWEEN, Policy

_SETTINGS: Final = {"sessions": "sessions_a_week", "rest": "rest_days", "talk": "talk_days"}


def run(given: argparse.Namespace) -> int:
    """Publish what was named, then say how all of it stands."""
    changes: dict[str, Any] = {
        setting: _checked(option, getattr(given, option))
        for option, setting in _SETTINGS.items()
        if getattr(given, option) is not None
    }
    if given.wait is not None:
        changes["load_gate"] = given.wait == "on"
    with office(Home.found_at(given.home), given.desk, asking(None)) as there:
        policy = replace(there.parts.school.policy(), **changes)
        if changes:
            there.publish([partial(put_policy, policy)])
    for line in told(policy):
        say(line)
    return 0


def told(policy: Policy) -> list[str]:
    """Return a sentence for each of these settings."""
    sessions, rest, talk = policy.sessions_a_week, policy.rest_days, policy.talk_days
    return [
        f"Mentors are asked to stop at {_of(sessions, 'session')} a week."
        if sessions
        else "Sessions a week are not counted.",
        f"After an urgent report mentors are asked to rest for {_of(rest, 'day')}."
        if rest
        else "No pause follows a report.",
        f"A report is to be talked over within {_of(talk, 'day')}." if talk else "Nobody is reminded of a talk.",
        _waits(policy) if policy.load_gate else "All of it is asked, none of it stops a session.",
        "Each kiosk counts what was logged or sent there. Reports never wait.",
    ]


def _of(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _waits(policy: Policy) -> str:
    named = [
        name for name, count in (("number of sessions", policy.sessions_a_week), ("rest", policy.rest_days)) if count
    ]
    return f"Session logs wait for the {' and the '.join(named)}." if named else "Session logs wait for nothing of it."


def _checked(option: str, value: int) -> int:
    smallest, largest = BETWEEN[_SETTINGS[option]]
    if not smallest <= value <= largest:
        raise ConfigurationError(f"--{option} must be from {smallest} to {largest}. Nothing was changed.")
    return value
