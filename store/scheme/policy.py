"""The policy document: a school's own settings, each with a default that is safe to start with."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from typing import Any, Final

from store.errors import DamagedKeyFile
from store.language import ENGLISH
from store.scheme.shape import each
from store.sealing.costs import VAULT, Costs, check
from store.signed.canonical import Plain
from store.signed.shape import a_list, a_number, a_truth, at_least, some_text, wrong_shape

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)
_TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class Contact:
    """Help from outside the school, with the day on which somebody last checked it."""

    name: str
    how: str
    checked: str


@dataclass(frozen=True)
class Phrase:
    """A sentence that an adult may send to a mentor."""

    id: str
    text: str


@dataclass(frozen=True)
class OutOfHours:
    """Somebody who is rung when nobody of the school reads an urgent report, with their ring address."""

    name: str
    address: str


CONTACTS: Final = (
    Contact("Emergency", "999", "2026-11-01"),
    Contact("Childline", "0800 1111", "2026-11-01"),
    Contact("Shout", "text SHOUT to 85258", "2026-11-01"),
    Contact("CEOP Safety Centre", "www.ceop.police.uk", "2026-11-01"),
    Contact("Report Remove", "www.childline.org.uk/remove", "2026-11-01"),
)
PHRASES: Final = (
    Phrase("read", "We have read this. Thank you for telling us."),
    Phrase("looking-after", "An adult is looking after this now. You don't need to do anything more."),
    Phrase("come", "Please come to ROOM at TIME."),
    Phrase("find", "NAME will find you quietly today."),
    Phrase(
        "private",
        "We can't say what happens next, because it is private to them. That does not mean nothing is happening.",
    ),
    Phrase("talked", "Thank you for talking it over with an adult. You can always talk again."),
    Phrase("rest", "Please take a rest from sessions until NAME has talked with you. You have done nothing wrong."),
    Phrase("again", "If it happens again or gets worse, tell us again."),
)
TIPS: Final = (
    "You don't have to fix it. Listening is enough.",
    "If somebody is in danger now, tell an adult before you write anything.",
    "You can say: thank you for telling me. I can't keep it a secret, but I can help you tell someone.",
    "Write what they said in their own words. Guessing is not needed.",
)


@dataclass(frozen=True)
class Policy:
    """What a school has settled; times of day are the school's own, dates are ISO, empty where there is none.

    `training_gate`, `agreement_gate`: a mentor without valid training, or who has not agreed to "What we agreed" as it
    is now, can't log a session. `sessions_a_week`, `rest_days` after an urgent report, `talk_days` until a report is
    talked over: 0 asks for nothing; with `load_gate` session logs wait for the first two. Reporting is never gated.
    `language` is the one that a kiosk's welcome comes up in, as store.language names it. `main_record` is the system in
    which the school's main record stands, empty where it is this one. `closures` are the
    first and the last closed day of each holiday; `closes_on` and `reopens_on`, the open days around one, are as good.
    `out_of_hours` are rung when nobody of the school reads an urgent report, in this order; a kiosk that was not heard
    of for `silent_days` school days rings, 0 for never.
    """

    school: str = ""
    list_idle_seconds: int = 90
    page_idle_seconds: int = 240
    lock_minutes: int = 10
    desk_lock_minutes: int = 5
    day_starts: str = "08:30"
    day_ends: str = "15:30"
    closes_on: str = ""
    reopens_on: str = ""
    edition: str = "KCSIE 2025"
    vault_costs: Costs = VAULT
    tips: tuple[str, ...] = TIPS
    contacts: tuple[Contact, ...] = CONTACTS
    phrases: tuple[Phrase, ...] = PHRASES
    training_gate: bool = False
    language: str = ENGLISH
    agreement_gate: bool = False
    sessions_a_week: int = 0
    rest_days: int = 0
    talk_days: int = 7
    load_gate: bool = False
    main_record: str = ""
    closures: tuple[tuple[str, str], ...] = ()
    out_of_hours: tuple[OutOfHours, ...] = ()
    silent_days: int = 3

    @property
    def starts(self) -> time:
        """When the school day starts."""
        return time.fromisoformat(self.day_starts)

    @property
    def ends(self) -> time:
        """When the school day ends, at which unfinished reports are released."""
        return time.fromisoformat(self.day_ends)

    @property
    def holidays(self) -> tuple[tuple[date, date], ...]:
        """The first and the last closed day of each holiday."""
        found = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in self.closures]
        # At either end of the calendar there is no day beside the one that is named.
        with suppress(OverflowError):
            if self.closes_on and self.reopens_on:
                found.append((date.fromisoformat(self.closes_on) + _DAY, date.fromisoformat(self.reopens_on) - _DAY))
        return tuple(found)

    def is_school_day(self, day: date) -> bool:
        """Return whether school is on a day: Monday to Friday but for the holidays."""
        return day.weekday() < _SATURDAY and not any(first <= day <= last for first, last in self.holidays)


# Outside these a signed mistake would lock pupils out while they write, or leave their words on the screen.
BETWEEN: Final = {
    "list_idle_seconds": (15, 3600),
    "page_idle_seconds": (60, 3600),
    "lock_minutes": (1, 60),
    "desk_lock_minutes": (2, 15),
    "sessions_a_week": (0, 50),
    "rest_days": (0, 60),
    "talk_days": (0, 60),
    "silent_days": (0, 60),
}


def policy_content(policy: Policy) -> dict[str, Plain]:
    """Return the content of a policy document."""
    content: dict[str, Plain] = {}
    for name in (one.name for one in fields(policy)):
        value = getattr(policy, name)
        if isinstance(value, Costs):
            content[name] = [value.m_kib, value.t, value.p]
        elif name == "contacts":
            content[name] = [[one.name, one.how, one.checked] for one in policy.contacts]
        elif name == "closures":
            content[name] = [list(one) for one in policy.closures]
        elif name == "out_of_hours":
            content[name] = [[one.name, one.address] for one in policy.out_of_hours]
        elif name == "phrases":
            content[name] = [[one.id, one.text] for one in policy.phrases]
        else:
            content[name] = list(value) if isinstance(value, tuple) else value
    return content


def policy_from_content(content: Plain) -> Policy:
    """Read the content of a policy document; what it leaves out has its default."""
    if not isinstance(content, dict):
        raise wrong_shape()
    known = {one.name for one in fields(Policy)}
    return Policy(**{name: _setting(name, value) for name, value in content.items() if name in known})


def _setting(name: str, value: Plain) -> Any:  # noqa: ANN401  # one setting of Policy, whichever it is
    if name in BETWEEN:
        smallest, largest = BETWEEN[name]
        return a_number(value, largest, smallest)
    if name == "vault_costs":
        return _costs(value)
    if name == "tips":
        return each(value, some_text)
    if name == "contacts":
        return each(value, lambda one: Contact(*(some_text(part) for part in at_least(one, 3))))
    if name == "phrases":
        return each(value, lambda one: Phrase(*(some_text(part) for part in at_least(one, 2))))
    if name == "out_of_hours":
        return each(value, lambda one: OutOfHours(*(some_text(part) for part in at_least(one, 2))))
    if name == "closures":
        return each(value, _closure)
    if name in ("training_gate", "agreement_gate", "load_gate"):
        return a_truth(value)
    text = some_text(value)
    if name in ("day_starts", "day_ends") and not _TIME.fullmatch(text):
        raise wrong_shape()
    if name in ("closes_on", "reopens_on") and text:
        _check_date(text)
    return text


def _closure(value: Plain) -> tuple[str, str]:
    first, last = (some_text(part) for part in at_least(value, 2)[:2])
    _check_date(first)
    _check_date(last)
    return first, last


def _costs(value: Plain) -> Costs:
    costs = Costs(*(a_number(one) for one in a_list(value, 3)))
    try:
        check(costs)
    except DamagedKeyFile:
        raise wrong_shape() from None
    return costs


def _check_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise wrong_shape() from None
