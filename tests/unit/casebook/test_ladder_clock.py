"""By when an adult must have read something."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from store.casebook.case.ladder_clock import SchoolHours, due_at
from store.scheme.ladder import Level

HOLIDAY = SchoolHours(
    time(8, 30), time(16, 0), zone=UTC, closures=((date(2026, 11, 25), date(2026, 11, 27)), (date(2026, 11, 30),) * 2)
)
HOURS = SchoolHours(time(8, 30), time(16, 0), zone=UTC)


def on(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A time in November 2026, of which the 24th is a Tuesday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("level", "created", "role", "due"),
    [
        (Level.RED, on(24), "safeguarding", on(24, 10, 15)),
        (Level.RED, on(28, 3), "head", on(28, 3, 15)),
        (Level.AMBER, on(24), "safeguarding", on(24, 11)),
        (Level.AMBER, on(24, 15, 30), "safeguarding", on(24, 16)),
        (Level.AMBER, on(24, 7), "safeguarding", on(24, 9, 30)),
        (Level.AMBER, on(24, 18), "safeguarding", on(25, 9, 30)),
        (Level.AMBER, on(27, 18), "coordinator", on(30, 9, 30)),
        (Level.AMBER, on(24), "head", on(24, 16)),
        (Level.AMBER, on(27, 18), "head", on(30, 16)),
        (Level.AMBER, on(24), "chair", on(27)),
        (Level.BLUE, on(24), "safeguarding", on(25, 16)),
        (Level.BLUE, on(24, 18), "safeguarding", on(25, 16)),
        (Level.BLUE, on(24, 7), "safeguarding", on(25, 16)),
        (Level.BLUE, on(27), "safeguarding", on(27, 16)),
        (Level.BLUE, on(28), "safeguarding", on(30, 16)),
        (Level.BLUE, on(27, 18), "safeguarding", on(30, 16)),
        (Level.GREY, on(24), "safeguarding", on(30, 16) + timedelta(days=1)),
    ],
)
def test_each_level_has_its_clock(level: Level, created: datetime, role: str, due: datetime) -> None:
    assert due_at(level, created, role, HOURS) == due


def test_a_closure_of_the_school_is_no_school_day_and_blue_is_due_before_it() -> None:
    closed = SchoolHours(time(8, 30), time(16), UTC, ((date(2026, 11, 25), date(2026, 12, 6)),))
    assert closed.next_school_day(date(2026, 11, 24)) == date(2026, 12, 7)
    assert due_at(Level.BLUE, on(24), "safeguarding", closed) == on(24, 16)
    assert due_at(Level.AMBER, on(25), "safeguarding", closed) == datetime(2026, 12, 7, 9, 30, tzinfo=UTC)
    assert closed.school_days_between(on(24), datetime(2026, 12, 8, 10, tzinfo=UTC)) == 1


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("year", [1, 1970, 2099, 9999])
def test_a_clock_that_is_wrong_by_any_amount_breaks_nothing(level: Level, year: int) -> None:
    month, day = (1, 1) if year == 1 else (12, 31)
    made = datetime(year, month, day, 23, 59, tzinfo=UTC)
    assert due_at(level, made, "safeguarding", HOURS) >= made


def test_school_days_between_count_whole_days_only() -> None:
    assert HOURS.school_days_between(on(24), on(24, 15)) == 0
    assert HOURS.school_days_between(on(24), on(25)) == 0
    assert HOURS.school_days_between(on(24), on(27)) == 2
    assert HOURS.school_days_between(on(27), on(30)) == 0
    assert HOURS.school_days_between(on(27), on(24)) == 0


def test_no_clock_but_the_red_one_runs_through_a_holiday_or_a_day_without_lessons() -> None:
    assert due_at(Level.RED, on(26), "safeguarding", HOLIDAY) == on(26, 10, 15)
    assert due_at(Level.AMBER, on(26), "safeguarding", HOLIDAY) == on(30, 9, 30) + timedelta(days=1)
    assert due_at(Level.BLUE, on(24), "safeguarding", HOLIDAY) == on(24, 16)
    assert HOLIDAY.school_days_between(on(23), on(30)) == 1


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        # Half-term and Christmas are a week and more, the INSET day is none.
        (date(2026, 11, 2), date(2026, 11, 2)),
        (date(2026, 12, 18), date(2026, 11, 2)),
        (date(2026, 12, 22), date(2026, 11, 2)),
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2027, 2, 1), date(2027, 1, 4)),
        # Nothing is known of so long before.
        (date(2026, 7, 1), date(2026, 5, 6)),
        (date(1, 1, 2), date(1, 1, 2)),
    ],
)
def test_a_half_term_begins_after_a_closure_of_a_week_or_more(day: date, begins: date) -> None:
    closures = (
        (date(2026, 10, 26), date(2026, 10, 30)),
        (date(2026, 11, 30),) * 2,
        (date(2026, 12, 19), date(2027, 1, 3)),
    )
    assert SchoolHours(closures=closures).half_term_of(day) == begins
