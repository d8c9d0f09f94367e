"""Retries wait longer and longer, never for ever, whatever the wall clock says."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from store.clock import SystemClock
from store.feeds.retry import LONGEST, SHORTEST, Backoff
from tests.clocks import ManualClock

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def jitter(seed: int) -> Random:
    return Random(seed)


def test_the_first_try_is_due_at_once() -> None:
    assert Backoff(jitter(1), ManualClock(START)).is_due()


@pytest.mark.parametrize("seed", range(20))
def test_waits_stay_between_five_seconds_and_a_quarter_of_an_hour(seed: int) -> None:
    backoff = Backoff(jitter(seed), ManualClock(START))
    waits = [backoff.next_after_failure() for _ in range(40)]
    assert all(SHORTEST <= wait <= LONGEST for wait in waits)
    assert all(wait <= SHORTEST * 2 ** (number + 1) for number, wait in enumerate(waits))
    assert max(waits) > 300


def test_a_wait_ends_by_running_not_by_the_wall_clock() -> None:
    clock = ManualClock(START)
    backoff = Backoff(jitter(1), clock)
    wait = backoff.next_after_failure()
    clock.set_wall(datetime(2076, 1, 1, tzinfo=UTC))
    assert not backoff.is_due()
    clock.set_wall(datetime(1970, 1, 1, tzinfo=UTC))
    clock.advance(wait)
    assert backoff.is_due()


def test_send_now_does_not_wait() -> None:
    backoff = Backoff(jitter(1), ManualClock(START))
    for _ in range(9):
        backoff.next_after_failure()
    backoff.reset()
    assert backoff.is_due()
    assert backoff.next_after_failure() <= SHORTEST * 2


def test_two_kiosks_do_not_wait_alike() -> None:
    first, second = (Backoff(jitter(seed), ManualClock(START)) for seed in (1, 2))
    assert [first.next_after_failure() for _ in range(5)] != [second.next_after_failure() for _ in range(5)]


def test_the_real_clock_goes_forward_in_utc() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()
