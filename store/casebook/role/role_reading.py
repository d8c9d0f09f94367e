"""What the open casebook of one role is asked of its cases."""

from __future__ import annotations

from collections.abc import Sequence

from store.casebook.records.kinds import TRAINING, VAULT
from store.casebook.records.opened_record import OpenedRecord
from store.casebook.rows import inbox_rows, index, record_rows, work_rows
from store.casebook.rows.database import CasebookFile
from store.casebook.rows.inbox_rows import Listed
from store.casebook.rows.record_rows import Written
from store.casebook.rows.work_rows import Due


class RoleReading:
    """Reads the cases and records of one role as the person `me` may see them."""

    me: str
    _file: CasebookFile

    def listed(
        self, *, closed: bool, offset: int = 0, most: int | None = None, without: Sequence[Listed] = ()
    ) -> list[Listed]:
        """Return cases in the order of the inbox."""
        with self._file.read() as casebook:
            return inbox_rows.listed(casebook, self.me, closed=closed, offset=offset, most=most, without=without)

    def count_before(self, row: Listed, *, closed: bool, without: Sequence[Listed] = ()) -> int:
        """Return how many cases stand before a row in the order of the inbox."""
        with self._file.read() as casebook:
            return inbox_rows.count_before(casebook, self.me, row, closed=closed, without=without)

    def rows_of(self, case_ids: Sequence[str]) -> list[tuple[bool, Listed]]:
        """Return the rows of those of these cases that are here, each with whether it is closed."""
        with self._file.read() as casebook:
            return inbox_rows.rows_of(casebook, self.me, case_ids)

    def closed_by_age(self, offset: int, most: int) -> list[tuple[int, str]]:
        """Return (place, id) of the closed cases that came first, from one of them on."""
        with self._file.read() as casebook:
            return inbox_rows.closed_by_age(casebook, self.me, offset, most)

    def counts(self, *, closed: bool) -> tuple[int, int]:
        """Return how many cases there are, with how many of them nobody has read."""
        with self._file.read() as casebook:
            return inbox_rows.counts(casebook, self.me, closed=closed)

    def found(self, query: str, most: int) -> tuple[list[tuple[int, str]], int]:
        """Return (place, id) of the newest cases that match, with how many match, as far as that is counted."""
        self._file.search()
        with self._file.read() as casebook:
            return index.found(casebook, self.me, query, most)

    def records(self, case_ids: Sequence[str]) -> dict[str, list[OpenedRecord]]:
        """Return the records of each of these cases."""
        with self._file.read() as casebook:
            return record_rows.of_cases(casebook, case_ids)

    def records_of_id(self, record_id: str) -> list[OpenedRecord]:
        """Return every body that came under one record id."""
        with self._file.read() as casebook:
            return record_rows.of_id(casebook, record_id)

    def due(self, *, offset: int = 0, most: int | None = None) -> list[Due]:
        """Return what is to do on cases, the earliest first."""
        with self._file.read() as casebook:
            return work_rows.due(casebook, self.me, offset=offset, most=most)

    def count_due(self, before: int | None = None) -> int:
        """Return how many items there are, or how many of them were due before a day."""
        with self._file.read() as casebook:
            return work_rows.count_due(casebook, self.me, before)

    def linked_to(self, kind: str, target: str) -> list[str]:
        """Return the cases that are linked to a child or to another case."""
        with self._file.read() as casebook:
            return work_rows.linked_to(casebook, self.me, kind, target)

    def hidden_among(self, case_ids: Sequence[str]) -> set[str]:
        """Return those of these cases from which the person at this desk stepped back."""
        with self._file.read() as casebook:
            return work_rows.hidden_among(casebook, self.me, case_ids)

    def of_kind(self, kind: str, since: int | None = None) -> list[OpenedRecord]:
        """Return the records of one kind that count, all of them or those from a time on."""
        with self._file.read() as casebook:
            return list(record_rows.of_kind(casebook, kind, since))

    def topics(self, kind: str, since: int, until: int | None = None) -> tuple[list[tuple[str | None, int, int]], int]:
        """Return by topic how many records of a kind there are with their minutes, then in how many weeks since."""
        with self._file.read() as casebook:
            return record_rows.topics_of(casebook, kind, since, until), record_rows.weeks_of(casebook, kind, since)

    def newest_acts(self, of: Sequence[str], most: int, before: int | None = None) -> list[tuple[str, OpenedRecord]]:
        """Return the newest records of these kinds with their cases, all of them or those from before a time."""
        with self._file.read() as casebook:
            return record_rows.newest_of_kinds(casebook, of, work_rows.hidden_from(self.me), most, before)

    def acts_by_week(self, of: Sequence[str]) -> dict[int, int]:
        """Return how many records of these kinds there are in each week."""
        with self._file.read() as casebook:
            return record_rows.weeks_of_kinds(casebook, of, work_rows.hidden_from(self.me))

    def written(self, kind: str, since: int) -> list[Written]:
        """Return who wrote when what of one kind since a time, without what it says."""
        with self._file.read() as casebook:
            return record_rows.written(casebook, kind, since)

    def has_same_number(self, record: OpenedRecord) -> bool:
        """Return whether another record bears this record's number of its series."""
        with self._file.read() as casebook:
            return record_rows.same_number(casebook, record)

    def apart(self) -> list[OpenedRecord]:
        """Return the records that came only from where they don't count."""
        with self._file.read() as casebook:
            return record_rows.apart(casebook, work_rows.hidden_from(self.me))

    def device_states(self) -> list[OpenedRecord]:
        """Return what devices told of themselves, for those who run the scheme."""
        with self._file.read() as casebook:
            return record_rows.newest_states(casebook)

    def trainings(self) -> list[OpenedRecord]:
        """Return what mentors and staff have passed."""
        with self._file.read() as casebook:
            return list(record_rows.of_kind(casebook, TRAINING))

    def words_changes(self) -> list[OpenedRecord]:
        """Return mentors' changes of words, for those who publish vaults."""
        with self._file.read() as casebook:
            return list(record_rows.of_kind(casebook, VAULT))
