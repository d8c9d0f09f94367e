"""Who is rung when: the table of the scheme, as a pure function."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from store.scheme.routes import CHAIR, COORDINATOR, HEAD, SAFEGUARDING
from store.scheme.school_hours import SchoolHours
from store.service.rings.people import Team
from store.service.rings.plan import Facts, Plan, Waiting, plan

LEAD, DEPUTY, BOSS, GOVERNOR, RUNS = "lead", "deputy", "boss", "governor", "runs"
NIGHT, DUTY = "night", "duty officer"
TEAM = Team({SAFEGUARDING: (LEAD, DEPUTY), HEAD: (BOSS,), CHAIR: (GOVERNOR,), COORDINATOR: (RUNS,)}, (NIGHT, DUTY))
ALL = (LEAD, DEPUTY, BOSS, GOVERNOR)
HOURS = SchoolHours(time(8, 30), time(15, 30), UTC, ((date(2026, 12, 19), date(2027, 1, 3)),))
MONDAY = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 12, 4, 23, 0, tzinfo=UTC)


def facts(now: datetime, *reports: Waiting, **more: object) -> Facts:
    return replace(Facts(now, HOURS, TEAM, reports), **more)  # type: ignore[arg-type]


def rungs(report: Waiting, start: datetime, minutes: int) -> list[tuple[int, tuple[str, ...]]]:
    """Return after how many minutes whom it rings, looked at each minute, nobody acknowledging anything."""
    found = []
    for minute in range(minutes):
        now = start + timedelta(minutes=minute)
        made = plan(facts(now, report))
        if made:
            assert made.hashes == report.hashes
            report = replace(report, step=report.step + 1, rung=now)
            found.append((minute, made.people))
    return found


@pytest.mark.parametrize("start", [MONDAY, FRIDAY_NIGHT])
def test_red_rings_everybody_at_once_then_the_next_each_quarter_of_an_hour_at_any_time(start: datetime) -> None:
    told = rungs(Waiting((b"r",), is_red=True), start, 15 * 8 + 1)
    assert [minute for minute, _ in told] == [15 * step for step in range(9)]
    people = [who for _, who in told]
    assert people[0] == ALL
    assert people[1:7] == [(NIGHT,), (DUTY,), (LEAD,), (DEPUTY,), (BOSS,), (GOVERNOR,)]
    assert set(people[7]) == {*ALL, NIGHT, DUTY}
    assert people[8] == (NIGHT,)


def test_a_second_red_report_rings_everybody_at_once_and_holds_up_nobody() -> None:
    first = Waiting((b"1",), is_red=True, step=3, rung=MONDAY)
    second = Waiting((b"2",), is_red=True)
    at_once = plan(facts(MONDAY + timedelta(minutes=5), first, second))
    assert (at_once.people, at_once.hashes) == (ALL, (b"2",))
    rung = replace(second, step=1, rung=MONDAY + timedelta(minutes=5))
    later = plan(facts(MONDAY + timedelta(minutes=15), first, rung))
    assert later.people == (LEAD,)
    assert set(later.hashes) == {b"1", b"2"}


def test_amber_rings_the_next_after_an_hour_of_the_school_day_then_all_before_school_closes() -> None:
    told = rungs(Waiting((b"a",), is_red=False), MONDAY, 24 * 60)
    assert told == [
        (0, (LEAD,)),
        (60, (DEPUTY,)),
        (120, (NIGHT, DUTY)),
        (180, (LEAD, DEPUTY, NIGHT, DUTY)),
        (240, (LEAD, DEPUTY, NIGHT, DUTY)),
        (300, (LEAD, DEPUTY, NIGHT, DUTY)),
        (315, (LEAD, DEPUTY, NIGHT, DUTY)),
        # The next morning, an hour after school has begun.
        (23 * 60 + 30, (LEAD, DEPUTY, NIGHT, DUTY)),
    ]


def test_amber_that_comes_when_school_is_over_rings_all_of_its_people_then_pauses() -> None:
    told = rungs(Waiting((b"a",), is_red=False), FRIDAY_NIGHT, 59 * 60)
    assert told == [(0, (LEAD, DEPUTY, NIGHT, DUTY)), (34 * 60 + 24 * 60 + 30, (DEPUTY,))]


def test_amber_just_before_a_holiday_rings_before_it_not_after_it() -> None:
    last_hour = datetime(2026, 12, 18, 15, 0, tzinfo=UTC)
    told = rungs(Waiting((b"a",), is_red=False), last_hour, 120)
    assert told == [(0, (LEAD,)), (15, (LEAD, DEPUTY, NIGHT, DUTY))]


def test_nobody_is_counted_as_rung_who_can_not_be() -> None:
    nobody = Team({SAFEGUARDING: (), HEAD: (), CHAIR: (), COORDINATOR: ()})
    for is_red in (True, False):
        assert plan(facts(MONDAY, Waiting((b"r",), is_red=is_red), team=nobody)) == Plan()


@pytest.mark.parametrize("years", [-50, 50])
@pytest.mark.parametrize("is_red", [True, False])
def test_a_clock_that_jumps_only_rings_sooner(is_red: bool, years: int) -> None:
    noted = MONDAY + timedelta(days=365 * years)
    assert plan(facts(MONDAY, Waiting((b"r",), is_red=is_red, step=1, rung=noted))).people


def test_a_report_from_a_computer_that_nobody_admitted_rings_once_a_day_at_most() -> None:
    stranger = Waiting((b"s",), is_red=True, apart=True)
    first = plan(facts(MONDAY, stranger))
    assert (first.people, first.duties) == ((LEAD, DEPUTY), ("apart",))
    assert not plan(facts(MONDAY + timedelta(hours=20), stranger, rung={"apart": MONDAY}))
    assert plan(facts(MONDAY + timedelta(hours=25), stranger, rung={"apart": MONDAY}))


def test_the_heads_desk_rings_an_hour_before_school_closes_then_when_it_closes() -> None:
    yesterday = MONDAY - timedelta(days=3)

    def rings(hour: int, minute: int, opened: datetime = yesterday, rung: datetime | None = None) -> bool:
        now = MONDAY.replace(hour=hour, minute=minute)
        made = plan(facts(now, opened={HEAD: opened}, rung={HEAD: rung} if rung else {}))
        assert made.people in ((), (BOSS,))
        return bool(made)

    assert not rings(14, 29)
    assert rings(14, 30)
    assert not rings(15, 29, rung=MONDAY.replace(hour=14, minute=30))
    assert rings(15, 31, rung=MONDAY.replace(hour=14, minute=30))
    assert not rings(18, 0, rung=MONDAY.replace(hour=15, minute=31))
    assert not rings(16, 0, opened=MONDAY.replace(hour=9))
    holiday = datetime(2026, 12, 22, 15, 0, tzinfo=UTC)
    assert not plan(facts(holiday, opened={HEAD: yesterday}))


def test_the_chairs_desk_rings_when_three_days_are_over_then_each_day() -> None:
    def rings(days: float, rung: float | None = None) -> bool:
        more = {} if rung is None else {CHAIR: MONDAY + timedelta(days=rung)}
        made = plan(facts(MONDAY + timedelta(days=days), opened={CHAIR: MONDAY}, rung=more))
        assert made.people in ((), (GOVERNOR,))
        return bool(made)

    assert not rings(2.9)
    assert rings(3)
    assert not rings(3.5, rung=3)
    assert rings(4, rung=3)


def test_a_silent_kiosk_rings_whoever_runs_the_scheme_and_keeps_pupils_safe() -> None:
    def rings(days: int, hour: int = 10, rung: int | None = None, after: int = 2) -> tuple[str, ...]:
        now = MONDAY.replace(hour=hour) + timedelta(days=days)
        more = {} if rung is None else {"library": MONDAY + timedelta(days=rung)}
        return plan(facts(now, heard={"library": MONDAY}, rung=more, silent_days=after)).people

    assert not rings(2)
    assert rings(3) == (RUNS, LEAD, DEPUTY)
    assert not rings(3, hour=7)
    assert not rings(4, rung=3)
    # A weekend is no silence.
    assert not rings(7, rung=3)
    assert rings(8, rung=3)
    assert not rings(20, after=0)


def test_a_route_without_a_practice_report_of_this_half_term_rings_whoever_runs_the_scheme_once_a_week() -> None:
    begins = datetime(2027, 1, 4, 10, 0, tzinfo=UTC)
    before, first_day = date(2026, 12, 18), begins.date()

    def rings(days: int, practised: date | None = before, rung: int | None = None, **more: object) -> tuple[str, ...]:
        told = {} if rung is None else {"practice": begins + timedelta(days=rung)}
        told_of = {"known": {HEAD: MONDAY}, "practised": {HEAD: practised}, "rung": told} | more
        made = plan(facts(begins + timedelta(days=days), **told_of))
        assert made.duties in ((), ("practice",))
        return made.people

    # Its first two weeks are for sending one.
    assert not rings(10)
    assert rings(15) == (RUNS,)
    assert not rings(15, practised=first_day)
    assert not rings(19, rung=15)
    assert rings(23, rung=15) == (RUNS,)
    # A route that is new here has as long, nobody is rung at night, and without a coordinator it is the leads.
    assert not rings(15, known={HEAD: begins + timedelta(days=7)})
    assert not plan(facts(begins + timedelta(days=15, hours=9), known={HEAD: MONDAY}))
    assert rings(15, team=replace(TEAM, roles={SAFEGUARDING: (LEAD, DEPUTY)})) == (LEAD, DEPUTY)
