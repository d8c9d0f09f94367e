"""What stands in a row of each table of a casebook."""

from __future__ import annotations

from sqlalchemy import Index, MetaData, text
from sqlmodel import Field, SQLModel

from store.columns import NAMING


class CasebookTable(SQLModel):
    """What the tables of a casebook share: a metadata of their own, apart from the device's database."""

    metadata = MetaData(naming_convention=NAMING)


class RecordRow(CasebookTable, table=True):
    """One record as it was opened; one id with two bodies is two rows."""

    __tablename__ = "records"
    __table_args__ = (
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
    id: str = Field(primary_key=True)
    digest: bytes = Field(primary_key=True)
    kind: str
    newer: bool
    case_id: str
    about: str | None
    author: str | None
    device: str
    at: int
    series: str | None
    nth: int | None
    readers: str
    level: str
    standing: int
    report: bool
    mismatch: bool
    text: str = Field(repr=False)


class SourceRow(CasebookTable, table=True):
    """Which entry a record came in; `part` numbers the records of one batch."""

    __tablename__ = "sources"
    __table_args__ = (Index("ix_sources_record_id", "record_id"),)
    entry: bytes = Field(primary_key=True)
    part: int = Field(primary_key=True)
    record_id: str
    digest: bytes
    alarm: int


class CaseRow(CasebookTable, table=True):
    """What the inbox sorts by; `place` is the order of time, the rowid of the search's index as well."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_id", "id", unique=True),
        Index("ix_cases_order", "closed", "rank", "due", "place"),
        Index("ix_cases_age", "closed", "place"),
    )
    place: int = Field(primary_key=True)
    id: str
    rank: int
    due: int
    unread: bool
    closed: bool


class CaseCountRow(CasebookTable, table=True):
    """How many cases of one rank are due in one week, counted by triggers on the cases."""

    __tablename__ = "case_counts"
    closed: bool = Field(primary_key=True)
    rank: int = Field(primary_key=True)
    week: int = Field(primary_key=True)
    cases: int
    unread: int


class KindCountRow(CasebookTable, table=True):
    """How many records of one kind and week count, counted by triggers on the records."""

    __tablename__ = "kind_counts"
    kind: str = Field(primary_key=True)
    week: int = Field(primary_key=True)
    records: int


class DueCountRow(CasebookTable, table=True):
    """How much is due on one day, counted by triggers on the items."""

    __tablename__ = "due_counts"
    due: int = Field(primary_key=True)
    items: int


class NumberRow(CasebookTable, table=True):
    """Numbers of one series that follow one another, all of which have come."""

    __tablename__ = "numbers"
    device: str = Field(primary_key=True)
    series: str = Field(primary_key=True)
    readers: str = Field(primary_key=True)
    first: int = Field(primary_key=True)
    last: int


class MetRow(CasebookTable, table=True):
    """A red or amber entry that a person has acknowledged, by the case that it belongs to."""

    __tablename__ = "met"
    case_id: str = Field(primary_key=True)
    entry: bytes = Field(primary_key=True)


class ItemRow(CasebookTable, table=True):
    """Something that is still to do on a case by the end of a day, counted from the year 1."""

    __tablename__ = "items"
    __table_args__ = (Index("ix_items_case_id", "case_id"), Index("ix_items_due", "due", "case_id"))
    act_id: str = Field(primary_key=True)
    case_id: str = Field(primary_key=True)
    due: int


class LinkRow(CasebookTable, table=True):
    """What a case is linked to: a child, another case."""

    __tablename__ = "links"
    __table_args__ = (Index("ix_links_target", "target", "kind"),)
    case_id: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    target: str = Field(primary_key=True)


class HiddenRow(CasebookTable, table=True):
    """From which person a case is hidden, who stepped back from it."""

    __tablename__ = "hidden"
    __table_args__ = (Index("ix_hidden_person", "person", "case_id"),)
    case_id: str = Field(primary_key=True)
    person: str = Field(primary_key=True)


class PendingRow(CasebookTable, table=True):
    """An act that has not gone out yet, with the message that belongs to it."""

    __tablename__ = "pending"
    __table_args__ = (Index("ix_pending_record_id", "record_id", unique=True),)
    number: int = Field(primary_key=True)
    record_id: str
    record: str = Field(repr=False)
    message: str | None = Field(repr=False)
    mentor: str | None
    batched: bool
    posted: bool
    handed: str | None


class ApartRow(CasebookTable, table=True):
    """An entry that is not among the records as it should be, with why."""

    __tablename__ = "apart"
    entry: bytes = Field(primary_key=True)
    arrival: int
    device: bytes
    lane: int
    epoch: bytes
    seq: int
    why: str


class SlotRow(CasebookTable, table=True):
    """A slot half, with whether this role's key opened it."""

    __tablename__ = "slots"
    __table_args__ = (Index("ix_slots_place", "device", "epoch", "seq"),)
    entry: bytes = Field(primary_key=True)
    device: bytes
    epoch: bytes
    seq: int
    opened: bool


class ContactRow(CasebookTable, table=True):
    """When something new of a device last came to this desk."""

    __tablename__ = "contacts"
    device: bytes = Field(primary_key=True)
    at: int


class FactRow(CasebookTable, table=True):
    """One fact about the casebook itself, such as how far it has followed the feeds."""

    __tablename__ = "facts"
    name: str = Field(primary_key=True)
    value: str
