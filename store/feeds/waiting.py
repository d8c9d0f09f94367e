"""What this device has written that no store is known to hold."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from store.feeds.feeds import Feeds
from store.feeds.log import IS_RECEIPTED
from store.feeds.tables import ENTRIES


def waiting(connection: Connection, feeds: Feeds, lanes: Collection[int]) -> int:
    """Return how many of the device's own entries no receipt has covered yet."""
    if feeds.own is None:
        return 0
    of = ENTRIES.c
    query = select(func.count()).where(
        of.school == feeds.school, of.device == feeds.own.id, of.lane.in_(list(lanes)), ~IS_RECEIPTED
    )
    return int(connection.execute(query).scalar_one())
