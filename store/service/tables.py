"""The tables that only a store which is served writes to."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Table

from store.columns import METADATA, data, large_number, number, truth, words

RING_ALARMS: Final = Table(
    "ring_alarms",
    METADATA,
    data("school", key=True),
    data("hash", key=True),
    data("device"),
    data("epoch"),
    large_number("seq"),
    number("alarm"),
    truth("slot"),
    truth("apart"),
    number("step"),
    large_number("rung"),
)
RING_MARKS: Final = Table(
    "ring_marks",
    METADATA,
    data("school", key=True),
    words("name", key=True),
    large_number("at"),
    large_number("number"),
)
RING_CALLS: Final = Table(
    "ring_calls",
    METADATA,
    data("school", key=True),
    words("way", key=True),
    data("address", key=True),
    words("person"),
    large_number("asked"),
    large_number("due"),
    number("tried"),
    words("trouble"),
)
