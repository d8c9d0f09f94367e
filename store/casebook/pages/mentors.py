"""How the mentors are: training, load, wellbeing, whom an adult should talk a report over with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from store.casebook.acts.desk import Desk
from store.casebook.records import kinds
from store.casebook.records.opened_record import OpenedRecord, date_of
from store.casebook.role.shelf import Shelf
from store.casebook.rows.record_rows import Written

WEEKS: Final = 6
LOAD: Final = timedelta(weeks=4)
TRAINED: Final = timedelta(days=1_100)
LEAST_MOOD: Final = 1
MOST_MOOD: Final = 5
# The phrase by which an adult tells a mentor that a report was talked over.
PHRASE: Final = "talked"
_MONTHS: Final = timedelta(weeks=13)


@dataclass(frozen=True)
class MentorLine:
    """One mentor: sessions of the last four weeks, moods of the last weeks as (average, how many), what is due.

    `trained_until` is the earliest end of what was passed last of each module, None where nothing was; `talk_since` is
    since when a report has not been talked over, `wants_talk` the newest check-in.
    """

    person: str
    name: str = field(repr=False)
    sessions: int
    last_session: datetime | None
    moods: tuple[tuple[float, int], ...]
    trained_until: date | None
    is_trained: bool
    talk_since: datetime | None
    wants_talk: bool


@dataclass(frozen=True)
class MentorsPage:
    """At most 200 mentors in the order of their names, which is no ranking."""

    lines: tuple[MentorLine, ...]
    total: int
    offset: int


@dataclass(frozen=True)
class Mentors:
    """Reads what the open casebooks know of mentors."""

    desk: Desk
    shelf: Shelf

    def page(self, offset: int, most: int) -> MentorsPage:
        """Return a page of the mentors whom this person's keys name."""
        showing = self.desk.showing("")
        names = sorted(showing.names.mentors.items(), key=lambda one: (one[1].casefold(), one[0]))
        wanted = names[offset : offset + most]
        people, now = {person for person, _ in wanted}, showing.now
        sessions = self._written(kinds.SESSION, now - LOAD, people)
        moods = self._by_author(kinds.CHECK_IN, now - timedelta(weeks=WEEKS), people)
        trained = self._by_author(kinds.TRAINING, now - TRAINED, people)
        reports = self._written(kinds.CONCERN, now - _MONTHS, people)
        talked = self._talked(now - _MONTHS)
        hidden = self.shelf.hidden_among([one.about or one.id for own in reports.values() for one in own])
        lines = []
        for person, name in wanted:
            until = trained_until(trained[person])
            waits = [one for one in reports[person] if _waits_for_a_talk(one, talked, hidden)]
            own = moods[person]
            lines.append(
                MentorLine(
                    person,
                    name,
                    len(sessions[person]),
                    max((date_of(one.at) for one in sessions[person]), default=None),
                    weekly(own, now),
                    until,
                    until is not None and until >= showing.hours.local(now).date(),
                    min((date_of(one.at) for one in waits), default=None),
                    bool(own) and own[-1].said.get("talk") is True,
                )
            )
        return MentorsPage(tuple(lines), len(names), offset)

    def _talked(self, since: datetime) -> dict[str, int]:
        found: dict[str, int] = {}
        for one in (*self.shelf.of_kind(kinds.REPLY, since), *self.shelf.of_kind(kinds.TALKED, since)):
            if one.about and (one.kind == kinds.TALKED or one.said.get("phrase") == PHRASE):
                found[one.about] = max(found.get(one.about, one.at), one.at)
        return found

    def _written(self, kind: str, since: datetime, people: set[str]) -> dict[str, list[Written]]:
        found: dict[str, list[Written]] = defaultdict(list)
        for one in self.shelf.written(kind, since):
            if one.author in people and one.author is not None:
                found[one.author].append(one)
        return found

    def _by_author(self, kind: str, since: datetime, people: set[str]) -> dict[str, list[OpenedRecord]]:
        found: dict[str, list[OpenedRecord]] = defaultdict(list)
        for one in self.shelf.of_kind(kind, since):
            if one.author in people and one.author is not None:
                found[one.author].append(one)
        return found


def weekly(check_ins: Iterable[OpenedRecord], now: datetime) -> tuple[tuple[float, int], ...]:
    """Return the average mood of each of the last weeks with how many check-ins it is of, the oldest week first."""
    found: dict[int, list[int]] = defaultdict(list)
    for one in check_ins:
        mood = one.said.get("mood")
        if isinstance(mood, int) and not isinstance(mood, bool) and LEAST_MOOD <= mood <= MOST_MOOD:
            found[(now - date_of(one.at)) // timedelta(weeks=1)].append(mood)
    weeks = (found.get(week, []) for week in reversed(range(WEEKS)))
    return tuple((sum(one) / len(one) if one else 0.0, len(one)) for one in weeks)


def trained_until(passed: Iterable[OpenedRecord]) -> date | None:
    """Return the first day on which something that was passed ends; of several passes of a module the newest counts."""
    until: dict[object, date] = {}
    for one in passed:
        try:
            until[one.said.get("module")] = date.fromisoformat(str(one.said.get("until")))
        except ValueError:
            continue
    return min(until.values(), default=None)


def _waits_for_a_talk(report: Written, talked: Mapping[str, int], hidden: Collection[str]) -> bool:
    case_id = report.about or report.id
    return case_id not in hidden and talked.get(case_id, -1) < report.at
