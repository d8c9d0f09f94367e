"""Two things timed in turn, so that a noisy machine is noisy for both."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median, quantiles


def timed_in_turn(
    ours: Callable[[], object], yardstick: Callable[[], object], rounds: int
) -> tuple[list[float], list[float]]:
    """Return the seconds of each round, ours first; a few rounds before are not counted."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(-max(3, rounds // 20), rounds):
        # Who goes first changes, for the second finds warmer caches.
        order = (0, 1) if number % 2 else (1, 0)
        for which in order:
            job = (ours, yardstick)[which]
            gc.collect() if number % 50 == 0 else None
            start = time.perf_counter()
            job()
            took = time.perf_counter() - start
            if number >= 0:
                times[which].append(took)
    return times


def ratio_line(name: str, ours: list[float], yardstick: list[float]) -> str:
    """Return "ratio NAME p50 R1 p99 R2", ours divided by the yardstick."""
    return f"ratio {name} p50 {median(ours) / median(yardstick):.2f} p99 {_p99(ours) / _p99(yardstick):.2f}"


def told(what: str, times: list[float]) -> str:
    """Return one line of milliseconds for a reader."""
    return f"{what}: p50 {median(times) * 1000:.3f} ms, p99 {_p99(times) * 1000:.3f} ms, {len(times)} times"


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100, method="inclusive")[98]
