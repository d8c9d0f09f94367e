"""What the rows of the device's database share, each table's as a model.

To declare models takes a process as long as everything else of its start, so the programs run on the bare tables of
each room's `tables.py`; a test holds both equal.
"""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from store.columns import NAMING


class DeviceRow(SQLModel):
    """A row of the device's database."""

    metadata = MetaData(naming_convention=NAMING)
