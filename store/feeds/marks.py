"""The marks of this device's entries that a store is known to hold."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, literal, select

from store.feeds.entry import FeedKey
from store.feeds.log import BETWEEN, IN_FEED, IS_RECEIPTED, EntryLog
from store.feeds.prepared import Prepared
from store.feeds.ranges import Range
from store.feeds.spans import Spans
from store.feeds.tables import ENTRIES, RECEIPTED

_OF, _MARK = ENTRIES.c, RECEIPTED.c
_MARK_EACH: Final = Prepared(insert(RECEIPTED), "school", "hash")
_MARK_ALL: Final = Prepared(
    insert(RECEIPTED).from_select(
        ["school", "hash"], select(_OF.school, _OF.hash).where(IN_FEED, BETWEEN, ~IS_RECEIPTED)
    )
)
_IS_MARKED: Final = Prepared(
    select(literal(1)).where(_MARK.school == bindparam("of_school"), _MARK.hash == bindparam("of_hash"))
)


class _Whole(NamedTuple):
    """A stretch that was marked from end to end, if the mark of its last entry is there."""

    first: int
    last: int
    head: bytes


class Marks:
    """Keeps the marks of one school's entries."""

    def __init__(self, log: EntryLog, spans: Spans) -> None:
        self._log = log
        self._spans = spans
        # Each receipt of an exchange covers what all before it did: to look at all of it each time would take a
        # device that comes back after weeks longer than sending it.
        self._whole: dict[FeedKey, _Whole] = {}

    def mark(self, connection: Connection, one: Range) -> None:
        """Mark the entries that a store's range, proven by its last hash, says to hold with their bodies."""
        begins = self._spans.beginning(connection, one)
        if begins is None or one.without_body:
            fresh = self._spans.covered(connection, one, ~IS_RECEIPTED)
            _MARK_EACH.run_each(connection, [{"school": self._log.school, "hash": hashed} for hashed in sorted(fresh)])
            return
        whole, first = self._whole.get(one.feed), begins
        if whole is not None and whole.first == begins and self._is_marked(connection, whole.head):
            first = whole.last + 1
        if first > one.last:
            return
        was_marked = self._is_marked(connection, one.hash_at_last)
        found = _MARK_ALL.run(connection, self._log.between(one.feed, first, one.last)).rowcount
        if not (found and was_marked):
            # The mark of the last one is now as durable as all the others: should this change be lost, so is that.
            self._whole[one.feed] = _Whole(begins, one.last, one.hash_at_last)

    def _is_marked(self, connection: Connection, hashed: bytes) -> bool:
        return _IS_MARKED.run(connection, {"of_school": self._log.school, "of_hash": hashed}).fetchone() is not None
