"""How much of each feed was erased, with the two people who signed for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from store.feeds.entry import FeedKey
from store.feeds.feeds import Feeds
from store.feeds.tables import DROPPED, ENTRIES
from store.feeds.why import Why
from store.signed.signing_key import ID_BYTES

_OF, _GONE = ENTRIES.c, DROPPED.c


_CHUNK = 200


def any_slot(connection: Connection, feeds: Feeds, hashes: Sequence[bytes]) -> bool:
    """Return whether one of these entries is a half of a slot."""
    for start in range(0, len(hashes), _CHUNK):
        here = (_OF.school == feeds.school) & _OF.hash.in_(hashes[start : start + _CHUNK]) & _OF.slot.is_(True)
        if connection.execute(select(_OF.hash).where(here).limit(1)).first() is not None:
            return True
    return False


def erasures(connection: Connection, feeds: Feeds) -> dict[FeedKey, list[tuple[int, bytes, bytes]]]:
    """Return for each feed with erased entries (how many, one person, the other)."""
    feed = (_OF.device, _OF.lane, _OF.epoch)
    query = (
        select(*feed, _GONE.people, func.count())
        .join(DROPPED, (_GONE.school == _OF.school) & (_GONE.hash == _OF.hash))
        .where(_OF.school == feeds.school, _OF.body.is_(None), _GONE.why == int(Why.ERASED))
        .group_by(*feed, _GONE.people)
        .order_by(*feed, _GONE.people)
    )
    found: dict[FeedKey, list[tuple[int, bytes, bytes]]] = defaultdict(list)
    for device, lane, epoch, people, count in connection.execute(query):
        found[device, lane, epoch].append((count, people[:ID_BYTES], people[ID_BYTES:]))
    return found
