"""A desk and its casebooks as they were at a time: nothing dated later is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from store.casebook.acts.desk import Desk
from store.casebook.case.case_facts import CaseFacts
from store.casebook.records.opened_record import EPOCH, OpenedRecord
from store.casebook.role.shelf import Found, Shelf
from store.casebook.rows.record_rows import Written


class ShelfAsOf(Shelf):
    """Reads as a shelf does, but for what is dated at `until` or later: reports, acts and logs alike."""

    def __init__(self, shelf: Shelf, until: datetime) -> None:
        super().__init__(shelf.casebooks)
        self._until = int((until - EPOCH).total_seconds())

    def cases(self, case_ids: Sequence[str]) -> dict[str, Found]:
        """Return those of these cases that had come, with what was done on them by then."""
        found = {}
        for case_id, one in super().cases(case_ids).items():
            facts = one.facts
            records = [each for each in (*facts.reports, *facts.acts, *facts.apart) if each.at < self._until]
            if any(each.report and each.standing for each in records):
                found[case_id] = Found(CaseFacts.of(case_id, records), one.role)
        return found

    def of_kind(self, kind: str, since: datetime) -> list[OpenedRecord]:
        """Return the records of a kind between a time and then."""
        return [one for one in super().of_kind(kind, since) if one.at < self._until]

    def written(self, kind: str, since: datetime) -> list[Written]:
        """Return who wrote when what of a kind between a time and then."""
        return [one for one in super().written(kind, since) if one.at < self._until]

    def newest(self, kind: str, since: datetime, most: int) -> list[OpenedRecord]:
        """Return the newest records of a kind between a time and then."""
        at = int((since - EPOCH).total_seconds())
        found = {
            (one.id, one.digest): one
            for casebook in self.casebooks.values()
            for _, one in casebook.newest_acts([kind], most, self._until)
            if one.at >= at
        }
        return sorted(found.values(), key=lambda one: (one.at, one.id, one.digest))[-most:]

    def topics(self, kind: str, since: datetime) -> list[list[tuple[str | None, int, int]]]:
        """Return for each casebook by topic how many records of a kind there were with their minutes."""
        at = int((since - EPOCH).total_seconds())
        return [casebook.topics(kind, at, self._until)[0] for casebook in self.casebooks.values()]


def desk_as_of(desk: Desk, until: datetime) -> Desk:
    """Return a desk whose day is that of a time."""
    return replace(desk, showing=lambda role: replace(desk.showing(role), now=until))
