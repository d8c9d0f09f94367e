"""Erase notices as this device applies them."""

from __future__ import annotations

from sqlalchemy import Connection

from store.errors import FeedError, NewerVersion
from store.feeds.dropping import Dropping
from store.feeds.log import EntryLog, StoredEntry
from store.scheme.erase import read_erase
from store.scheme.view import View


def apply_erase(connection: Connection, view: View, entry: StoredEntry, data: bytes) -> bool:
    """Drop the bodies that a notice names, also those that come later, returning whether it named any anew.

    Two people who are on the staff now are believed wherever the notice lies, for it proves itself. Whether one who
    has left signed before leaving can't be told without a clock: then a desk that is admitted must have carried it.
    """
    bundles = view.bundles[-1:] if entry.quarantined else view.bundles
    try:
        notice = read_erase(data, bundles)
    except (FeedError, NewerVersion):
        return False
    if notice.school != view.school:
        return False
    return Dropping(EntryLog(view.school)).erase(connection, notice.entries, b"".join(notice.people))
