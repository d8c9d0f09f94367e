from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.service.limits import Allowances, Budget, Limits, Nonces
from store.service.refusal import Refusal
from tests.clocks import ManualClock

MIB = 1024 * 1024
WEEKS_OFFLINE = 5_000


def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 24, tzinfo=UTC))


def test_a_school_days_normal_use_and_weeks_offline_are_never_refused() -> None:
    time, limits = clock(), Limits()
    allowances = Allowances(limits, time)
    # A desk that comes back after weeks: 5,000 entries in deliveries of 8 MiB, at once.
    for _ in range(WEEKS_OFFLINE // 350 + 1):
        allowances.take(b"kiosk", 8 * MIB)
    # Then every 5 seconds, as fast as any retry, for a whole day with a report each time.
    for _ in range(8 * 3600 // 5):
        time.advance(5)
        allowances.take(b"kiosk", 25_000)


def test_a_flood_of_one_device_is_slowed_down_and_no_other_device_with_it() -> None:
    time, limits = clock(), Limits(requests=10, requests_an_hour=3600)
    allowances = Allowances(limits, time)
    for _ in range(10):
        allowances.take(b"flooding", 1)
    with pytest.raises(Refusal):
        allowances.take(b"flooding", 1)
    allowances.take(b"other", 1)
    time.advance(1)
    allowances.take(b"flooding", 1)


def test_bytes_are_bounded_like_requests() -> None:
    allowances = Allowances(Limits(device_bytes=100, device_bytes_an_hour=3600), clock())
    allowances.take(b"one", 100)
    with pytest.raises(Refusal):
        allowances.take(b"one", 1)


def test_no_more_devices_are_remembered_than_the_limit() -> None:
    allowances = Allowances(Limits(devices=3), clock())
    for number in range(10):
        allowances.take(b"%d" % number, 1)
    assert len(allowances._levels) == 3


def test_a_clock_on_the_wall_that_jumps_changes_nothing() -> None:
    time = clock()
    allowances = Allowances(Limits(requests=1, requests_an_hour=1), time)
    allowances.take(b"one", 1)
    time.set_wall(datetime(2076, 1, 1, tzinfo=UTC))
    with pytest.raises(Refusal):
        allowances.take(b"one", 1)


def test_bodies_in_memory_stay_within_their_budget_and_give_it_back() -> None:
    budget = Budget(10)
    with budget.holding(8):
        with pytest.raises(Refusal), budget.holding(3):
            pass
        with budget.holding(2):
            assert budget.held == 10
    assert budget.held == 0


def test_an_offer_is_answered_once() -> None:
    nonces = Nonces(2)
    nonces.note(b"a")
    with pytest.raises(Refusal) as raised:
        nonces.note(b"a")
    assert raised.value.status == 403
    nonces.note(b"b")
    nonces.note(b"c")
    nonces.note(b"a")
