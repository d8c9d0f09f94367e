"""The casebooks of all roles that one person holds, seen as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from store.casebook.case.case_facts import CaseFacts
from store.casebook.case.facts import MOST_COUNTED, Behind
from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.records.opened_record import EPOCH, OpenedRecord
from store.casebook.role.joined_inbox import JoinedInbox
from store.casebook.role.role_casebook import RoleCasebook
from store.casebook.rows import index
from store.casebook.rows.inbox_rows import Listed
from store.casebook.rows.record_rows import Written
from store.casebook.rows.work_rows import Due
from store.errors import KioskError
from store.scheme.routes import CHAIR, COORDINATOR, HEAD, SAFEGUARDING

# The roles that read what is in the feeds, those first whose casework fewer people can open.
READING_ROLES: Final = (CHAIR, HEAD, SAFEGUARDING, COORDINATOR)


class Found(NamedTuple):
    """A case as all roles of the person have it, with the role in whose casework an act on it is written."""

    facts: CaseFacts
    role: str


class Shelf:
    """Reads several casebooks as one: a case that two of them hold is one case, by its id."""

    def __init__(self, casebooks: Mapping[str, RoleCasebook]) -> None:
        self.casebooks = {role: casebooks[role] for role in READING_ROLES if role in casebooks}

    @property
    def behind(self) -> Behind | None:
        """How far the casebook that lags most has come while entries are left to open; this never blocks."""
        found = [one.behind for one in list(self.casebooks.values()) if one.behind]
        return max(found, key=lambda one: one.of - one.opened, default=None)

    def case(self, case_id: str) -> Found:
        """Return a case, or raise KioskError where this person's roles hold none of this id."""
        found = self.cases([case_id]).get(case_id)
        if found is None:
            raise KioskError("This case is not in your casebook. Nothing was changed. Go back to the inbox.")
        return found

    def cases(self, case_ids: Sequence[str]) -> dict[str, Found]:
        """Return those of these cases that hold a report, without those from which this person stepped back."""
        hidden = self.hidden_among(case_ids)
        case_ids = [one for one in case_ids if one not in hidden]
        records: dict[str, list[OpenedRecord]] = {case_id: [] for case_id in case_ids}
        roles: dict[str, str] = {}
        for role, casebook in self.casebooks.items():
            for case_id, here in casebook.records(case_ids).items():
                records[case_id] += here
                if any(one.report and one.standing for one in here):
                    roles.setdefault(case_id, role)
        return {case_id: Found(CaseFacts.of(case_id, records[case_id]), role) for case_id, role in roles.items()}

    def is_hidden(self, case_id: str) -> bool:
        """Return whether this person stepped back from a case."""
        return bool(self.hidden_among([case_id]))

    def hidden_among(self, case_ids: Sequence[str]) -> set[str]:
        """Return those of these cases from which this person stepped back."""
        return set[str]().union(*(casebook.hidden_among(case_ids) for casebook in self.casebooks.values()))

    def of_kind(self, kind: str, since: datetime) -> list[OpenedRecord]:
        """Return the records of a kind since a time, oldest first; what is sealed to two roles stands there once."""
        at = int((since - EPOCH).total_seconds())
        found = {
            (one.id, one.digest): one
            for casebook in self.casebooks.values()
            for one in casebook.of_kind(kind, since=at)
        }
        return sorted(found.values(), key=lambda one: (one.at, one.id, one.digest))

    def written(self, kind: str, since: datetime) -> list[Written]:
        """Return who wrote when what of a kind since a time; what is sealed to two roles stands there once."""
        at = int((since - EPOCH).total_seconds())
        return list({one for casebook in self.casebooks.values() for one in casebook.written(kind, at)})

    def newest(self, kind: str, since: datetime, most: int) -> list[OpenedRecord]:
        """Return the newest records of a kind since a time, oldest first, but those of hidden cases."""
        at = int((since - EPOCH).total_seconds())
        found = {
            (one.id, one.digest): one
            for casebook in self.casebooks.values()
            for _, one in casebook.newest_acts([kind], most)
            if one.at >= at
        }
        return sorted(found.values(), key=lambda one: (one.at, one.id, one.digest))[-most:]

    def due(self, *, offset: int, most: int) -> tuple[list[Due], int]:
        """Return a page of what is to do, how much there is in all."""
        rows = {row: None for casebook in self.casebooks.values() for row in casebook.due(most=offset + most)}
        return sorted(rows)[offset : offset + most], self.count_due()

    def count_due(self, before: int | None = None) -> int:
        """Return how much there is to do, or how much of it was due before a day."""
        return sum(casebook.count_due(before) for casebook in self.casebooks.values())

    def linked_to(self, kind: str, target: str) -> list[str]:
        """Return the cases that are linked to a child or to another case."""
        found = {one for casebook in self.casebooks.values() for one in casebook.linked_to(kind, target)}
        return sorted(found - self.hidden_among(sorted(found)))

    def of_role(self, role: str, case_id: str) -> CaseFacts:
        """Return a case as one role alone has it."""
        return CaseFacts.of(case_id, self.casebooks[role].records([case_id])[case_id])

    def page(self, *, closed: bool, offset: int, most: int, hours: SchoolHours) -> tuple[list[str], int, int]:
        """Return the ids of a page of the inbox, how many cases there are, how many of them nobody has read."""
        if len(self.casebooks) == 1:
            (casebook,) = self.casebooks.values()
            total, unread = casebook.counts(closed=closed)
            return [row.id for row in casebook.listed(closed=closed, offset=offset, most=most)], total, unread
        return self._joined(closed=closed, hours=hours).page(offset, most)

    def search(self, query: str, most: int) -> tuple[list[str], int]:
        """Return the ids of the newest cases that match, with how many match, counted as far as MOST_COUNTED."""
        found, total = list[tuple[int, str]](), 0
        for casebook in self.casebooks.values():
            newest, count = casebook.found(query, most)
            found += newest
            total += count
        ids = list(dict.fromkeys(case_id for _, case_id in sorted(found, reverse=True)))
        return ids[:most], min(total - (len(found) - len(ids)), MOST_COUNTED + 1)

    def has_same_number(self, record: OpenedRecord) -> bool:
        """Return whether another record bears this record's number of its series."""
        return any(casebook.has_same_number(record) for casebook in self.casebooks.values())

    def apart(self) -> list[OpenedRecord]:
        """Return the reports that came only from where they don't count, once each, oldest first."""
        found = {(one.id, one.digest): one for casebook in self.casebooks.values() for one in casebook.apart()}
        return sorted((one for one in found.values() if one.report), key=lambda one: (one.at, one.id, one.digest))

    def _joined(self, *, closed: bool, hours: SchoolHours) -> JoinedInbox:
        """Return the inbox over all casebooks; a case of several roles is sorted by what all know of it."""
        sizes = {
            role: sum(book.counts(closed=state)[0] for state in (False, True)) for role, book in self.casebooks.items()
        }
        largest = max(sizes, key=lambda role: sizes[role])
        rows = [
            (state, row)
            for role, casebook in self.casebooks.items()
            if role != largest
            for state in (False, True)
            for row in casebook.listed(closed=state)
        ]
        times = Counter(row.id for _, row in rows)
        inside = self.casebooks[largest].rows_of(sorted(times))
        times.update(row.id for _, row in inside)
        shared = [case_id for case_id, count in times.items() if count > 1]
        found = self.cases(shared)
        beside = [row for state, row in rows if state == closed and times[row.id] == 1]
        beside += [_row(one, hours) for one in found.values() if one.facts.closed == closed]
        without = [row for state, row in inside if state == closed]
        return JoinedInbox(self.casebooks[largest], sorted(beside), without, closed=closed)


def _row(found: Found, hours: SchoolHours) -> Listed:
    facts = found.facts
    due = int((facts.due(found.role, hours) - EPOCH).total_seconds())
    return Listed(facts.inbox_rank, due, index.time_of_place(facts.reports[0].at), facts.id, bool(facts.unread))
