"""The notebook's tables in the kiosk's database: no name and no word in the clear."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, Table

from store.columns import METADATA, data, large_number, number, truth, words

ACCOUNTS: Final = Table(
    "accounts",
    METADATA,
    data("school", key=True),
    data("lookup", key=True),
    number("failures"),
)
TOLD_WORDS: Final = Table(
    "told_words",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("words"),
    data("private"),
    data("work"),
)
MAILBOXES: Final = Table(
    "mailboxes",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    number("arrival"),
)
DRAFTS: Final = Table(
    "drafts",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("concern", key=True),
    number("saves"),
    data("sealed"),
)
HELD_COPIES: Final = Table(
    "held_copies",
    METADATA,
    data("school", key=True),
    data("concern", key=True),
    words("route"),
    number("alarm"),
    words("last_key"),
    data("body"),
)
WAITING: Final = Table(
    "waiting_for_slots",
    METADATA,
    data("school", key=True),
    number("place", key=True),
    words("route"),
    data("body"),
    Index("ix_waiting_for_slots_route", "school", "route", "place"),
)
SERIES: Final = Table(
    "series",
    METADATA,
    data("school", key=True),
    words("roles", key=True),
    data("epoch"),
    data("series"),
    number("number"),
)
REPORTS: Final = Table(
    "reports",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("record", key=True),
    truth("visit_open"),
    data("sealed"),
)
SESSIONS: Final = Table(
    "sessions",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("record", key=True),
    data("sealed"),
)
SESSION_DRAFTS: Final = Table(
    "session_drafts",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("sealed"),
)
CHECK_INS: Final = Table(
    "check_ins",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("record"),
    data("sealed"),
)
REVIEWS: Final = Table(
    "reviews",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("record"),
    data("sealed"),
)
TRAININGS: Final = Table(
    "trainings",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("record", key=True),
    data("sealed"),
)
OWN_NOTES: Final = Table(
    "own_notes",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    words("kind", key=True),
    data("record", key=True),
    data("sealed"),
)
MESSAGES: Final = Table(
    "messages",
    METADATA,
    data("school", key=True),
    data("person", key=True),
    data("message", key=True),
    truth("seen"),
    data("sealed"),
)
OPEN_VISITS: Final = Table(
    "open_visits",
    METADATA,
    data("school", key=True),
)
CONTACTS: Final = Table(
    "contacts",
    METADATA,
    data("school", key=True),
    words("at"),
)
POSTS: Final = Table(
    "kept_posts",
    METADATA,
    data("school", key=True),
    data("hash", key=True),
    large_number("arrival"),
    Index("ix_kept_posts_arrival", "school", "arrival"),
)
