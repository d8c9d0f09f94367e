"""The running numbers by which the readers of a set of roles notice a missing report."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from store.feeds.entry import LANE_RECORDS
from store.notebook.parts import Parts
from store.notebook.tables import SERIES
from store.scheme.routes import RECOVERY_ROLES

_SERIES_BYTES: Final = 16
_OF = SERIES.c
_HERE: Final = (_OF.school == bindparam("of_school")) & (_OF.roles == bindparam("of_roles"))
_READ: Final = select(_OF.epoch, _OF.series, _OF.number).where(_HERE)
_BEGIN: Final = insert(SERIES)
_RENEW: Final = (
    update(SERIES).where(_HERE).values(epoch=bindparam("new_epoch"), series=bindparam("new_series"), number=1)
)
_ADVANCE: Final = update(SERIES).where(_HERE).values(number=bindparam("new_number"))


def next_number(connection: Connection, parts: Parts, roles: Collection[str]) -> tuple[str, int]:
    """Return (series in hex, number) for the next record to this set, inside the transaction that queues it."""
    numbered = "+".join(sorted(set(roles) - RECOVERY_ROLES))
    epoch = parts.feeds.epoch(connection, LANE_RECORDS)
    here = {"of_school": parts.school_id, "of_roles": numbered}
    row = connection.execute(_READ, here).first()
    if row is not None and row.epoch == epoch:
        number = int(row.number) + 1
        connection.execute(_ADVANCE, here | {"new_number": number})
        return bytes(row.series).hex(), number
    series = secrets.token_bytes(_SERIES_BYTES)
    if row is None:
        first = {"school": parts.school_id, "roles": numbered, "epoch": epoch, "series": series, "number": 1}
        connection.execute(_BEGIN, first)
    else:
        connection.execute(_RENEW, here | {"new_epoch": epoch, "new_series": series})
    return series.hex(), 1
