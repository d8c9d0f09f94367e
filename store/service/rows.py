"""What stands in a row of each table of a served store."""

from __future__ import annotations

from sqlmodel import Field

from store.columns import WholeNumber
from store.rows import DeviceRow


class RingAlarmRow(DeviceRow, table=True):
    """An entry with an alarm that nobody had acknowledged when it was last looked at, with how often it was rung for.

    Times are whole seconds since 1970, 0 for never; `apart` is an entry in quarantine.
    """

    __tablename__ = "ring_alarms"
    school: bytes = Field(primary_key=True)
    hash: bytes = Field(primary_key=True)
    device: bytes
    epoch: bytes
    seq: int = Field(sa_type=WholeNumber)
    alarm: int
    slot: bool
    apart: bool
    step: int
    rung: int = Field(sa_type=WholeNumber)


class RingMarkRow(DeviceRow, table=True):
    """When something was last seen or rung for, such as a role's desk, a kiosk, how far the feeds were read."""

    __tablename__ = "ring_marks"
    school: bytes = Field(primary_key=True)
    name: str = Field(primary_key=True)
    at: int = Field(sa_type=WholeNumber)
    number: int = Field(sa_type=WholeNumber)


class RingCallRow(DeviceRow, table=True):
    """A call that has not reached its address, which stands here as a hash; `due` is when it is tried next."""

    __tablename__ = "ring_calls"
    school: bytes = Field(primary_key=True)
    way: str = Field(primary_key=True)
    address: bytes = Field(primary_key=True)
    person: str
    asked: int = Field(sa_type=WholeNumber)
    due: int = Field(sa_type=WholeNumber)
    tried: int
    trouble: str
