"""The tables of a casebook.

A casebook holds one role of one school, so no school stands in its keys: whoever has its key has all of it. What a row
of each means stands in `rows.py`, as models, which take as long to import as the rest of a desk.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, MetaData, Table, text

from store.columns import NAMING, data, number, truth, words

METADATA: Final = MetaData(naming_convention=NAMING)
RECORDS: Final = Table(
    "records",
    METADATA,
    words("id", key=True),
    data("digest", key=True),
    words("kind"),
    truth("newer"),
    words("case_id"),
    words("about", may_lack=True),
    words("author", may_lack=True),
    words("device"),
    number("at"),
    words("series", may_lack=True),
    number("nth", may_lack=True),
    words("readers"),
    words("level"),
    number("standing"),
    truth("report"),
    truth("mismatch"),
    words("text"),
    Index("ix_records_case_id", "case_id"),
    Index("ix_records_about", "about", sqlite_where=text("about IS NOT NULL")),
    Index("ix_records_series", "series", "readers", "device", "nth", sqlite_where=text("series IS NOT NULL")),
    Index("ix_records_kind_at", "kind", "at"),
    # What is rare is looked for in an index of nothing else.
    Index("ix_records_apart", "at", sqlite_where=text("standing = 0")),
    Index("ix_records_newer", "id", sqlite_where=text("newer = 1")),
    Index("ix_records_states", "device", "at", sqlite_where=text("kind = 'device'")),
    Index("ix_records_author", "author", sqlite_where=text("report = 1")),
)
SOURCES: Final = Table(
    "sources",
    METADATA,
    data("entry", key=True),
    number("part", key=True),
    words("record_id"),
    data("digest"),
    number("alarm"),
    Index("ix_sources_record_id", "record_id"),
)
CASES: Final = Table(
    "cases",
    METADATA,
    number("place", key=True),
    words("id"),
    number("rank"),
    number("due"),
    truth("unread"),
    truth("closed"),
    Index("ix_cases_id", "id", unique=True),
    Index("ix_cases_order", "closed", "rank", "due", "place"),
    Index("ix_cases_age", "closed", "place"),
)
CASE_COUNTS: Final = Table(
    "case_counts",
    METADATA,
    truth("closed", key=True),
    number("rank", key=True),
    number("week", key=True),
    number("cases"),
    number("unread"),
)
KIND_COUNTS: Final = Table(
    "kind_counts",
    METADATA,
    words("kind", key=True),
    number("week", key=True),
    number("records"),
)
DUE_COUNTS: Final = Table(
    "due_counts",
    METADATA,
    number("due", key=True),
    number("items"),
)
NUMBERS: Final = Table(
    "numbers",
    METADATA,
    words("device", key=True),
    words("series", key=True),
    words("readers", key=True),
    number("first", key=True),
    number("last"),
)
MET: Final = Table(
    "met",
    METADATA,
    words("case_id", key=True),
    data("entry", key=True),
)
ITEMS: Final = Table(
    "items",
    METADATA,
    words("act_id", key=True),
    words("case_id", key=True),
    number("due"),
    Index("ix_items_case_id", "case_id"),
    Index("ix_items_due", "due", "case_id"),
)
LINKS: Final = Table(
    "links",
    METADATA,
    words("case_id", key=True),
    words("kind", key=True),
    words("target", key=True),
    Index("ix_links_target", "target", "kind"),
)
HIDDEN: Final = Table(
    "hidden",
    METADATA,
    words("case_id", key=True),
    words("person", key=True),
    Index("ix_hidden_person", "person", "case_id"),
)
PENDING: Final = Table(
    "pending",
    METADATA,
    number("number", key=True),
    words("record_id"),
    words("record"),
    words("message", may_lack=True),
    words("mentor", may_lack=True),
    truth("batched"),
    truth("posted"),
    words("handed", may_lack=True),
    Index("ix_pending_record_id", "record_id", unique=True),
)
APART: Final = Table(
    "apart",
    METADATA,
    data("entry", key=True),
    number("arrival"),
    data("device"),
    number("lane"),
    data("epoch"),
    number("seq"),
    words("why"),
)
SLOTS: Final = Table(
    "slots",
    METADATA,
    data("entry", key=True),
    data("device"),
    data("epoch"),
    number("seq"),
    truth("opened"),
    Index("ix_slots_place", "device", "epoch", "seq"),
)
CONTACTS: Final = Table(
    "contacts",
    METADATA,
    data("device", key=True),
    number("at"),
)
FACTS: Final = Table(
    "facts",
    METADATA,
    words("name", key=True),
    words("value"),
)
