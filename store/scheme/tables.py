"""The tables of the active view in the device's database."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, Table

from store.columns import METADATA, data, large_number, number, truth, words

ACTIVE: Final = Table(
    "published_documents",
    METADATA,
    data("school", key=True),
    words("name", key=True),
    large_number("counter"),
    data("hash"),
    data("entry"),
    truth("alone"),
    data("signed"),
)
OVERTAKEN: Final = Table(
    "overtaken_documents",
    METADATA,
    data("school", key=True),
    data("hash", key=True),
    data("signed"),
)
KEYS: Final = Table(
    "keys_bundles",
    METADATA,
    data("school", key=True),
    large_number("version", key=True),
    data("hash", key=True),
    data("signed"),
)
KIOSKS: Final = Table(
    "listed_kiosks",
    METADATA,
    data("school", key=True),
    data("device", key=True),
    data("public"),
    words("name"),
    words("standing"),
)
VAULTS: Final = Table(
    "published_vaults",
    METADATA,
    data("school", key=True),
    data("lookup", key=True),
    data("person"),
    data("vault"),
    Index("ix_published_vaults_person", "school", "person"),
)
OWN_VAULTS: Final = Table(
    "own_vaults",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("vault"),
)
CHECKPOINTS: Final = Table(
    "checkpoints",
    METADATA,
    data("school", key=True),
    words("role", key=True),
    data("desk", key=True),
    data("epoch", key=True),
    large_number("seq"),
    data("signed"),
)
FOLLOWED: Final = Table(
    "followed_notices",
    METADATA,
    data("school", key=True),
    large_number("arrival"),
    number("rules"),
    large_number("changes"),
)
ENROLMENTS: Final = Table(
    "enrolments",
    METADATA,
    data("school", key=True),
    data("device", key=True),
    large_number("number"),
    data("signed"),
)
