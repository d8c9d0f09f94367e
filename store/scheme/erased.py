"""Who signed for what was erased, from the notices themselves."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from store.errors import FeedError, NewerVersion
from store.feeds.entry import LANE_NOTICES
from store.feeds.feeds import Feeds
from store.scheme.erase import EraseNotice, read_erase
from store.scheme.keys_bundle import KeysBundle, read_keys
from store.scheme.notices import KIND_ERASE, items_of
from store.scheme.tables import KEYS

_PAGE: Final = 200


def erased_by(connection: Connection, feeds: Feeds, root: bytes) -> dict[bytes, tuple[bytes, bytes]]:
    """Return for each entry that a genuine erase notice here names the two people who signed it.

    What the database says of notices and keys is not believed, for whoever keeps it could have written that: each
    notice is read again, with keys that lead back to the school's first root.
    """
    bundles = _bundles(connection, feeds.school, root)
    found: dict[bytes, tuple[bytes, bytes]] = {}
    position = 0
    while entries := feeds.entries(connection, after=position, lanes=(LANE_NOTICES,), limit=_PAGE):
        position = entries[-1].arrival
        for entry in entries:
            for kind, data in items_of(entry.body):
                notice = _read(data, bundles) if kind == KIND_ERASE else None
                if notice is not None and notice.school == feeds.school:
                    found |= dict.fromkeys(notice.entries, notice.people)
    return found


def _read(data: bytes, bundles: list[KeysBundle]) -> EraseNotice | None:
    try:
        return read_erase(data, bundles)
    except (FeedError, NewerVersion):
        return None


def _bundles(connection: Connection, school: bytes, root: bytes) -> list[KeysBundle]:
    """Return the bundles that roots signed, each root named by a bundle that a root before it signed."""
    query = select(KEYS.c.signed).where(KEYS.c.school == school).order_by(KEYS.c.version, KEYS.c.hash)
    bundles, roots = list[KeysBundle](), {root}
    for signed in connection.execute(query).scalars():
        try:
            bundles.append(read_keys(signed, roots))
        except (FeedError, NewerVersion):
            continue
        roots = set(bundles[-1].roots)
    return bundles
