"""Settles from the command line when a school is open, which is told to whoever sends a report while it is not."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from kiosk.asking import asking
from kiosk.home import Home
from kiosk.school.guidance import put_policy
from kiosk.school.office import office
from kiosk.telling import say
from store.errors import ConfigurationError
from store.scheme.policy import Policy

_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_BAD_TIME: Final = "{given} is no time of day such as 08:30. Nothing was changed."
_BAD_DATE: Final = "{given} is no date such as 2026-12-18. Nothing was changed."
_BAD_ORDER: Final = "A day must end after it starts, and school open again after it has closed. Nothing was changed."


def run(given: argparse.Namespace) -> int:
    """Publish what was named, then say how it stands."""
    times = {"day_starts": given.starts, "day_ends": given.ends}
    dates = {"closes_on": given.closes, "reopens_on": given.reopens}
    changes = {name: _time(told) for name, told in times.items() if told is not None}
    changes |= {name: _date(told) for name, told in dates.items() if told is not None}
    with office(Home.found_at(given.home), given.desk, asking(None)) as there:
        policy = replace(there.parts.school.policy(), **changes)  # type: ignore[arg-type]
        is_closure_whole = bool(policy.closes_on) == bool(policy.reopens_on) and policy.closes_on <= policy.reopens_on
        if policy.starts >= policy.ends or not is_closure_whole:
            raise ConfigurationError(_BAD_ORDER)
        if changes:
            there.publish([partial(put_policy, policy)])
    say(_told(policy))
    return 0


def _told(policy: Policy) -> str:
    told = f"School days are Monday to Friday, {policy.day_starts} to {policy.day_ends}."
    if policy.closes_on:
        told += (
            f" The last day before the next holiday is {policy.closes_on}, the first one after it {policy.reopens_on}."
        )
    return f"{told} Kiosks say so to whoever sends a report while the school is closed."


def _time(told: str) -> str:
    if not _TIME.fullmatch(told):
        raise ConfigurationError(_BAD_TIME.format(given=told))
    return told


def _date(told: str) -> str:
    try:
        return date.fromisoformat(told).isoformat() if told else ""
    except ValueError:
        raise ConfigurationError(_BAD_DATE.format(given=told)) from None
