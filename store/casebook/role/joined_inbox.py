"""The inbox over several casebooks of one person, of which one may be as large as it likes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from store.casebook.role.role_reading import RoleReading
from store.casebook.rows.inbox_rows import Listed


class JoinedInbox:
    """Lists the cases of the largest casebook but `without` some, with the rows `beside` it in their places."""

    def __init__(
        self, largest: RoleReading, beside: Sequence[Listed], without: Sequence[Listed], *, closed: bool
    ) -> None:
        self._largest = largest
        self._beside = beside
        self._without = without
        self._closed = closed

    def page(self, offset: int, most: int) -> tuple[list[str], int, int]:
        """Return the ids of a page, how many cases there are, how many of them nobody has read."""
        # Each row beside stands behind those that go before it here with those that go before it there.
        first = bisect_left(range(len(self._beside)), offset, key=self._place)
        rows = self._largest.listed(closed=self._closed, offset=offset - first, most=most, without=self._without)
        page = sorted([*rows, *self._beside[first : first + most]])[:most]
        total, unread = self._largest.counts(closed=self._closed)
        total += len(self._beside) - len(self._without)
        unread += sum(row.unread for row in self._beside) - sum(row.unread for row in self._without)
        return [row.id for row in page], total, unread

    def _place(self, number: int) -> int:
        row = self._beside[number]
        return number + self._largest.count_before(row, closed=self._closed, without=self._without)
