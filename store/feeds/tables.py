"""The tables of the feeds in the device's database."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, Table, text

from store.columns import METADATA, data, large_number, number, truth, words

ENTRIES: Final = Table(
    "entries",
    METADATA,
    data("school", key=True),
    large_number("arrival", key=True),
    data("hash"),
    data("device"),
    number("lane"),
    data("epoch"),
    large_number("seq"),
    data("prev"),
    data("body_hash"),
    large_number("size"),
    number("alarm"),
    truth("slot"),
    truth("quarantined"),
    data("signed"),
    data("body", may_lack=True),
    # PostgreSQL's conditions stand in the revisions alone: named here, every kiosk would import its dialect.
    Index("ix_entries_bodiless", "school", "device", "lane", "epoch", "seq", sqlite_where=text("body IS NULL")),
    Index("ix_entries_body_hash", "school", "body_hash"),
    Index("ix_entries_hash", "school", "hash", unique=True),
    Index("ix_entries_place", "school", "device", "lane", "epoch", "seq"),
    Index("ix_entries_quarantined", "school", "device", sqlite_where=text("quarantined = 1")),
)
RECEIPTED: Final = Table(
    "receipted",
    METADATA,
    data("school", key=True),
    data("hash", key=True),
)
SPANS: Final = Table(
    "spans",
    METADATA,
    data("school", key=True),
    data("device", key=True),
    number("lane", key=True),
    data("epoch", key=True),
    data("head", key=True),
    large_number("first"),
    large_number("last"),
)
FORKS: Final = Table(
    "forks",
    METADATA,
    data("school", key=True),
    data("device", key=True),
    number("lane", key=True),
    data("epoch", key=True),
    large_number("seq", key=True),
    data("hash", key=True),
)
OWN_LANES: Final = Table(
    "own_lanes",
    METADATA,
    data("school", key=True),
    number("lane", key=True),
    data("device"),
    data("epoch"),
    large_number("seq"),
    data("last"),
    truth("renew"),
)
MACHINES: Final = Table(
    "machines",
    METADATA,
    data("school", key=True),
    data("machine"),
)
INTRODUCTIONS: Final = Table(
    "introductions",
    METADATA,
    data("school", key=True),
    data("device", key=True),
    data("public"),
)
TURNS: Final = Table(
    "turns",
    METADATA,
    data("school", key=True),
    large_number("taken"),
)
FOLDER_FILES: Final = Table(
    "folder_files",
    METADATA,
    data("school", key=True),
    words("name", key=True),
)
DROPPED: Final = Table(
    "dropped_bodies",
    METADATA,
    data("school", key=True),
    data("hash", key=True),
    number("why"),
    data("people"),
)
