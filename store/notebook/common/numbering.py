"""The running numbers by which the readers of a set of roles notice a missing report."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection, bindparam, update
from sqlalchemy.dialects.sqlite import insert

from store.feeds.entry import LANE_RECORDS
from store.feeds.prepared import Prepared
from store.notebook.common.parts import Parts
from store.notebook.common.tables import SERIES
from store.scheme.routes import RECOVERY_ROLES

_SERIES_BYTES: Final = 16
_OF = SERIES.c
_NEXT: Final = Prepared(
    update(SERIES)
    .where(_OF.school == bindparam("of_school"), _OF.roles == bindparam("of_roles"), _OF.epoch == bindparam("of_epoch"))
    .values(number=_OF.number + 1)
    .returning(_OF.series, _OF.number)
)
_NEW: Final = insert(SERIES)
_BEGIN: Final = _NEW.on_conflict_do_update(
    index_elements=[_OF.school, _OF.roles],
    set_={name: _NEW.excluded[name] for name in ("epoch", "series", "number")},
)


def next_number(connection: Connection, parts: Parts, roles: Collection[str]) -> tuple[str, int] | None:
    """Return (series in hex, number) for the next record to this set, inside the transaction that queues it.

    None where nobody but recovery roles is in the set: these are never numbered.
    """
    numbered = "+".join(sorted(set(roles) - RECOVERY_ROLES))
    if not numbered:
        return None
    epoch = parts.feeds.epoch(connection, LANE_RECORDS)
    here = {"of_school": parts.school_id, "of_roles": numbered, "of_epoch": epoch}
    for series, number in _NEXT.run(connection, here).fetchall():
        return bytes(series).hex(), int(number)
    # The first of this set in this epoch.
    series = secrets.token_bytes(_SERIES_BYTES)
    first = {"school": parts.school_id, "roles": numbered, "epoch": epoch, "series": series, "number": 1}
    connection.execute(_BEGIN, first)
    return series.hex(), 1
