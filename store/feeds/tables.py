"""The tables of the feeds in the device's database."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, Table, text
from sqlmodel import Field, SQLModel

# Imported for its naming convention, which must stand before any table is declared.
import store.database  # noqa: F401 - for what it sets
from store.columns import WholeNumber


class EntryRow(SQLModel, table=True):
    """One entry with its body, in the order of arrival; two entries at one place are two rows."""

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_hash", "school", "hash", unique=True),
        Index("ix_entries_place", "school", "device", "lane", "epoch", "seq"),
        Index("ix_entries_body_hash", "school", "body_hash"),
        # PostgreSQL's conditions stand in the revisions alone: named here, every kiosk would import its dialect.
        Index("ix_entries_quarantined", "school", "device", sqlite_where=text("quarantined = 1")),
        Index("ix_entries_bodiless", "school", "device", "lane", "epoch", "seq", sqlite_where=text("body IS NULL")),
    )
    school: bytes = Field(primary_key=True)
    arrival: int = Field(primary_key=True, sa_type=WholeNumber)
    hash: bytes
    device: bytes
    lane: int
    epoch: bytes
    seq: int = Field(sa_type=WholeNumber)
    prev: bytes
    body_hash: bytes
    size: int = Field(sa_type=WholeNumber)
    alarm: int
    slot: bool
    quarantined: bool
    signed: bytes = Field(repr=False)
    body: bytes | None = Field(repr=False)


class ReceiptedRow(SQLModel, table=True):
    """An entry of this device that a store has said to hold; a mark in its own row would rewrite the whole body."""

    __tablename__ = "receipted"
    school: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)


class SpanRow(SQLModel, table=True):
    """The longest stretch of a feed that ends in one head: what a range tells, kept up with every entry."""

    __tablename__ = "spans"
    school: bytes = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    lane: int = Field(primary_key=True)
    epoch: bytes = Field(primary_key=True)
    head: bytes = Field(primary_key=True)
    first: int = Field(sa_type=WholeNumber)
    last: int = Field(sa_type=WholeNumber)


class ForkRow(SQLModel, table=True):
    """One of several hashes seen at one place of a feed, listed for ever."""

    __tablename__ = "forks"
    school: bytes = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    lane: int = Field(primary_key=True)
    epoch: bytes = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_type=WholeNumber)
    hash: bytes = Field(primary_key=True)


class OwnLaneRow(SQLModel, table=True):
    """Where this device's own feed stands in one lane."""

    __tablename__ = "own_lanes"
    school: bytes = Field(primary_key=True)
    lane: int = Field(primary_key=True)
    device: bytes
    epoch: bytes
    seq: int = Field(sa_type=WholeNumber)
    last: bytes
    renew: bool


class MachineRow(SQLModel, table=True):
    """The machine on which this database was last started."""

    __tablename__ = "machines"
    school: bytes = Field(primary_key=True)
    machine: bytes


class IntroductionRow(SQLModel, table=True):
    """The public key of a device that may not be admitted yet."""

    __tablename__ = "introductions"
    school: bytes = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    public: bytes


class TurnRow(SQLModel, table=True):
    """What a change takes first where several servers share the database, counting how often a school's was taken."""

    __tablename__ = "turns"
    school: bytes = Field(primary_key=True)
    taken: int = Field(sa_type=WholeNumber)


class FolderFileRow(SQLModel, table=True):
    """The name, which holds the content's hash, of a file whose entries are all held."""

    __tablename__ = "folder_files"
    school: bytes = Field(primary_key=True)
    name: str = Field(primary_key=True)


class DroppedRow(SQLModel, table=True):
    """An entry whose body this device has let go of for good, or never takes, with why."""

    __tablename__ = "dropped_bodies"
    school: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)
    why: int
    people: bytes


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


ENTRIES: Final = _table("entries")
RECEIPTED: Final = _table("receipted")
SPANS: Final = _table("spans")
FORKS: Final = _table("forks")
OWN_LANES: Final = _table("own_lanes")
MACHINES: Final = _table("machines")
INTRODUCTIONS: Final = _table("introductions")
FOLDER_FILES: Final = _table("folder_files")
DROPPED: Final = _table("dropped_bodies")
