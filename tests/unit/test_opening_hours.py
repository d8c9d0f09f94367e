"""When an adult may look next, by the school's hours and its next closure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from store.scheme.opening_hours import Opening, closing, opening
from store.scheme.policy import Policy

HOURS = Policy(day_starts="08:30", day_ends="15:30")
WINTER = replace(HOURS, closes_on="2026-12-18", reopens_on="2027-01-05")
CLOSURES = replace(HOURS, closures=(("2026-12-19", "2027-01-04"), ("2027-02-15", "2027-02-19")))
# 18 December 2026 is a Friday.
FRIDAY, MONDAY = "2026-12-18", "2026-12-21T08:30"


def at(told: str) -> datetime:
    return datetime.fromisoformat(told)


@pytest.mark.parametrize(
    ("policy", "now", "state", "closes", "opens"),
    [
        (HOURS, f"{FRIDAY}T10:00", "open", None, None),
        (HOURS, f"{FRIDAY}T07:00", "closed", None, f"{FRIDAY}T08:30"),
        (HOURS, f"{FRIDAY}T14:45", "closing", f"{FRIDAY}T15:30", MONDAY),
        (HOURS, f"{FRIDAY}T15:30", "closed", None, MONDAY),
        (HOURS, "2026-12-20T12:00", "closed", None, MONDAY),
        (WINTER, f"{FRIDAY}T10:00", "open", None, None),
        (WINTER, f"{FRIDAY}T15:00", "closing", f"{FRIDAY}T15:30", "2027-01-05T08:30"),
        (WINTER, "2026-12-29T10:00", "closed", None, "2027-01-05T08:30"),
        (WINTER, "2027-01-05T10:00", "open", None, None),
        (CLOSURES, f"{FRIDAY}T15:00", "closing", f"{FRIDAY}T15:30", "2027-01-05T08:30"),
        (replace(HOURS, closes_on="9999-12-31", reopens_on="0001-01-01"), f"{FRIDAY}T10:00", "open", None, None),
        (replace(HOURS, closes_on="2026-07-01", reopens_on="2099-01-01"), "2026-12-18T10:00", "closed", None, None),
    ],
)
def test_the_school_opens_next(policy: Policy, now: str, state: str, closes: str | None, opens: str | None) -> None:
    told = Opening(state, at(closes) if closes else None, at(opens) if opens else None)
    assert opening(policy, at(now)) == told


@pytest.mark.parametrize("policy", [WINTER, CLOSURES])
def test_a_holiday_is_told_on_the_last_school_day_before_it_alone(policy: Policy) -> None:
    days = {day: closing(policy, date(2026, 12, day)) for day in (11, 17, 18, 19, 21)}
    assert days == {11: None, 17: None, 18: date(2027, 1, 5), 19: None, 21: None}
