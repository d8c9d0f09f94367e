"""What stands in a row of each table of the active view."""

from __future__ import annotations

from sqlalchemy import Index
from sqlmodel import Field

from store.columns import WholeNumber
from store.rows import DeviceRow


class DocumentRow(DeviceRow, table=True):
    """The active document of one name, with the entry that brought it (`alone`: and nothing else)."""

    __tablename__ = "published_documents"
    school: bytes = Field(primary_key=True)
    name: str = Field(primary_key=True)
    counter: int = Field(sa_type=WholeNumber)
    hash: bytes
    entry: bytes
    alone: bool
    signed: bytes = Field(repr=False)


class OvertakenRow(DeviceRow, table=True):
    """A document of this very desk that another one overtook, kept for its text."""

    __tablename__ = "overtaken_documents"
    school: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)
    signed: bytes = Field(repr=False)


class KeysRow(DeviceRow, table=True):
    """A keys bundle that was in force; the highest rank is in force now."""

    __tablename__ = "keys_bundles"
    school: bytes = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_type=WholeNumber)
    hash: bytes = Field(primary_key=True)
    signed: bytes = Field(repr=False)


class KioskRow(DeviceRow, table=True):
    """A kiosk of the devices document, also of an earlier one."""

    __tablename__ = "listed_kiosks"
    school: bytes = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    public: bytes
    name: str
    standing: str


class VaultRow(DeviceRow, table=True):
    """One vault of the active vaults document, found by its lookup."""

    __tablename__ = "published_vaults"
    __table_args__ = (Index("ix_published_vaults_person", "school", "person"),)
    school: bytes = Field(primary_key=True)
    lookup: bytes = Field(primary_key=True)
    person: bytes
    vault: bytes = Field(repr=False)


class OwnVaultRow(DeviceRow, table=True):
    """A vault that a mentor made on this kiosk by changing the words, until a document carries it."""

    __tablename__ = "own_vaults"
    school: bytes = Field(primary_key=True)
    person: bytes = Field(primary_key=True)
    vault: bytes = Field(repr=False)


class CheckpointRow(DeviceRow, table=True):
    """The newest checkpoint of a role from a desk, in each epoch of the feed that it stands in."""

    __tablename__ = "checkpoints"
    school: bytes = Field(primary_key=True)
    role: str = Field(primary_key=True)
    desk: bytes = Field(primary_key=True)
    epoch: bytes = Field(primary_key=True)
    seq: int = Field(sa_type=WholeNumber)
    signed: bytes = Field(repr=False)


class FollowedRow(DeviceRow, table=True):
    """How far the notice lane was read, by which rules, and how often the view changed."""

    __tablename__ = "followed_notices"
    school: bytes = Field(primary_key=True)
    arrival: int = Field(sa_type=WholeNumber)
    rules: int
    changes: int = Field(sa_type=WholeNumber)


class EnrolmentRow(DeviceRow, table=True):
    """A device's signed request to be admitted, which waits until a desk has looked at it."""

    __tablename__ = "enrolments"
    school: bytes = Field(primary_key=True)
    device: bytes = Field(primary_key=True)
    number: int = Field(sa_type=WholeNumber)
    signed: bytes = Field(repr=False)
