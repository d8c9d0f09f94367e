"""What stands in a row of each table of the feeds."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlmodel import Field

from store.columns import WholeNumber
from store.rows import DeviceRow


class EntryRow(DeviceRow, table=True):
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


class ReceiptedRow(DeviceRow, table=True):
    """An entry of this device that a store has said to hold; a mark in its own row would rewrite the whole body."""

    __tablename__ = "receipted"
    school: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)


class SpanRow(DeviceRow, table=True):
    """The longest stretch of a feed that ends in one head: what a range tells, kept up with every entry."""

    __tablename__ = "spans"
    school: bytes = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    lane: int = Field(primary_key=True)
    epoch: bytes = Field(primary_key=True)
    head: bytes = Field(primary_key=True)
    first: int = Field(sa_type=WholeNumber)
    last: int = Field(sa_type=WholeNumber)


class ForkRow(DeviceRow, table=True):
    """One of several hashes seen at one place of a feed, listed for ever."""

    __tablename__ = "forks"
    school: bytes = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    lane: int = Field(primary_key=True)
    epoch: bytes = Field(primary_key=True)
    seq: int = Field(primary_key=True, sa_type=WholeNumber)
    hash: bytes = Field(primary_key=True)


class OwnLaneRow(DeviceRow, table=True):
    """Where this device's own feed stands in one lane."""

    __tablename__ = "own_lanes"
    school: bytes = Field(primary_key=True)
    lane: int = Field(primary_key=True)
    device: bytes
    epoch: bytes
    seq: int = Field(sa_type=WholeNumber)
    last: bytes
    renew: bool


class MachineRow(DeviceRow, table=True):
    """The machine on which this database was last started."""

    __tablename__ = "machines"
    school: bytes = Field(primary_key=True)
    machine: bytes


class IntroductionRow(DeviceRow, table=True):
    """The public key of a device that may not be admitted yet."""

    __tablename__ = "introductions"
    school: bytes = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    public: bytes


class TurnRow(DeviceRow, table=True):
    """What a change takes first where several servers share the database, counting how often a school's was taken."""

    __tablename__ = "turns"
    school: bytes = Field(primary_key=True)
    taken: int = Field(sa_type=WholeNumber)


class FolderFileRow(DeviceRow, table=True):
    """The name, which holds the content's hash, of a file whose entries are all held."""

    __tablename__ = "folder_files"
    school: bytes = Field(primary_key=True)
    name: str = Field(primary_key=True)


class DroppedRow(DeviceRow, table=True):
    """An entry whose body this device has let go of for good, or never takes, with why."""

    __tablename__ = "dropped_bodies"
    school: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)
    why: int
    people: bytes
