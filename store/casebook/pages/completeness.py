"""What is missing from which kiosk, as the desk tells it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from store.casebook.case.facts import Completeness, FeedLine
from store.casebook.case.ladder_clock import SchoolHours
from store.casebook.pages import device_states
from store.casebook.records.opened_record import date_of
from store.casebook.role.role_casebook import RoleCasebook
from store.feeds.confirmed import known
from store.feeds.entry import LANE_CASEWORK, LANE_RECORDS, FeedKey
from store.feeds.erasures import erasures
from store.feeds.feeds import Feeds
from store.feeds.ranges import Interval, Range
from store.scheme.heads import told_by_desks
from store.scheme.school import School

_EXPLAINED: Final = "(sealed items, not only concerns; some are blanks or not for you)"
_NOTHING: Final = "Nothing missing"
REBUILT: Final = (
    "This casebook was damaged and is rebuilt from the feeds: nothing is lost. Its old file is kept beside it."
)


@dataclass(frozen=True)
class Looking:
    """What completeness is looked up in."""

    feeds: Feeds
    school: School
    hours: SchoolHours
    now: datetime

    def completeness(self, casebooks: Sequence[RoleCasebook], troubles: Iterable[str] = ()) -> Completeness:
        """Return the line above the inbox with each feed; `troubles` are further sentences to tell."""
        with self.feeds.database.read() as connection:
            held = self.feeds.held(connection)
            forks = self.feeds.forks(connection)
            heard = known(connection, self.feeds, told_by_desks(connection, self.school))
            taken = self.feeds.taken(connection, (LANE_RECORDS,))
            gone = erasures(connection, self.feeds)
            unopened = max((casebook.unopened(connection) for casebook in casebooks), default=0)
        missing = {feed: one.missing for feed, one in heard.items() if one.missing}
        split: dict[FeedKey, int] = defaultdict(int)
        for fork in forks:
            split[fork.device, fork.lane, fork.epoch] += 1
        contacts = _contacts(casebooks)
        gaps = _gaps(casebooks)
        states = device_states.newest(one for casebook in casebooks for one in casebook.device_states())
        unreadable, places = 0, set[tuple[bytes, bytes, int]]()
        for casebook in casebooks:
            count, where = casebook.unreadable(taken)
            unreadable += count
            places |= where
        lines = [
            FeedLine(
                device=self.school.device_name(feed[0]),
                lane=feed[1],
                epoch=feed[2].hex(),
                here=one.here,
                missing=one.missing,
                forks=split[feed],
                last_contact=contacts.get(feed[0]),
                problem=self._problem(feed, gaps, places),
                state=states.get(feed[0]) if feed[1] == LANE_RECORDS else None,
                written=one.written,
                checkpointed=one.checkpointed,
                erased=tuple((count, f"{self._name(a)} and {self._name(b)}") for count, a, b in gone.get(feed, [])),
            )
            for feed, one in heard.items()
        ]
        lines = _past_other_desks(lines, self._others({feed[0] for feed in heard}, {one.role for one in casebooks}))
        quarantined = max((casebook.quarantined() for casebook in casebooks), default=0)
        told = self._missing(held, missing)
        if unopened:
            # What is not opened yet may tell of something that is missing.
            told = _still_to_open(unopened) if told.startswith(_NOTHING) else f"{_still_to_open(unopened)} {told}"
        sentences = [told, *self._silent(contacts), *self._gap_sentences(gaps)]
        if unreadable:
            sentences.append(f"{_items(unreadable)} should open with your key and did not. Please tell IT today.")
        if quarantined:
            sentences.append(f"{_items(quarantined)} from a computer that the school has not admitted, kept apart.")
        if any(casebook.was_rebuilt for casebook in casebooks):
            sentences.append(REBUILT)
        return Completeness(" ".join([*sentences, *troubles]), tuple(lines), quarantined, unreadable, unopened)

    def _others(self, devices: Iterable[bytes], roles: Collection[str]) -> frozenset[str]:
        """Return by name the desks of roles that this person does not hold: how much they write is their own."""
        keys, own = self.school.keys, self.feeds.own
        desks = () if keys is None else keys.desks
        others = {one.id for one in desks if not set(one.roles) <= set(roles)} - {own.id if own else b""}
        return frozenset(self.school.device_name(one) for one in others & set(devices))

    def _name(self, person: bytes) -> str:
        names = (one.name for one in self.school.staff() if one.person == person.hex())
        return next(names, f"person {person.hex()[:8]}")

    def _missing(self, held: Sequence[Range], missing: Mapping[FeedKey, tuple[Interval, ...]]) -> str:
        kiosks = {one.device for one in held if one.lane == LANE_RECORDS} | set(self.school.kiosks())
        gone = {
            device: sum(
                last - first + 1
                for feed, intervals in missing.items()
                if feed[0] == device and feed[1] == LANE_RECORDS
                for first, last in intervals
            )
            for device in sorted(kiosks)
        }
        names = [f"{count} from {self.school.device_name(device)}" for device, count in gone.items() if count]
        if names:
            return f"{_items(sum(gone.values()))} missing: {', '.join(names)} {_EXPLAINED}."
        return f"{_NOTHING} from {len(kiosks)} {'kiosk' if len(kiosks) == 1 else 'kiosks'} {_EXPLAINED}."

    def _silent(self, contacts: Mapping[bytes, datetime]) -> list[str]:
        told = []
        for device in self.school.kiosks():
            name, last = self.school.device_name(device), contacts.get(device)
            if last is None:
                told.append(f"Nothing has come from {name} yet.")
                continue
            days = self.hours.school_days_between(last, self.now)
            if days:
                told.append(f"{name} silent for {days} school {'day' if days == 1 else 'days'}.")
        return told

    def _gap_sentences(self, gaps: Mapping[bytes, tuple[Interval, ...]]) -> list[str]:
        return [
            f"{_items(_size(intervals))} for you from {self.school.device_name(device)} never came."
            for device, intervals in sorted(gaps.items())
        ]

    def _problem(
        self, feed: FeedKey, gaps: Mapping[bytes, tuple[Interval, ...]], unreadable: set[tuple[bytes, bytes, int]]
    ) -> str | None:
        device, lane, epoch = feed
        told = []
        if lane == LANE_RECORDS and device in gaps:
            told.append(f"{_items(_size(gaps[device]))} for you never came.")
        numbers = [seq for where, which, seq in sorted(unreadable) if (where, which) == (device, epoch)]
        if lane == LANE_RECORDS and numbers:
            told.append(f"Not readable as it should be: {', '.join(map(str, numbers))}.")
        if self.school.standing(device) != "admitted":
            told.append(f"This computer is {self.school.standing(device)}: what it sends is kept apart.")
        return " ".join(told) or None


def _past_other_desks(lines: Sequence[FeedLine], others: Collection[str]) -> list[FeedLine]:
    found = [one for one in lines if one.device not in others]
    for device in sorted(others):
        broken = [one for one in lines if one.device == device and (one.missing or one.forks or one.problem)]
        problem = "Not complete." if broken else None
        found.append(FeedLine(device, LANE_CASEWORK, "", 0, (), 0, None, problem, bare=True))
    return found


def _contacts(casebooks: Sequence[RoleCasebook]) -> dict[bytes, datetime]:
    latest: dict[bytes, int] = {}
    for casebook in casebooks:
        for device, at in casebook.contacts().items():
            latest[device] = max(at, latest.get(device, at))
    return {device: date_of(at) for device, at in latest.items()}


def _gaps(casebooks: Sequence[RoleCasebook]) -> dict[bytes, tuple[Interval, ...]]:
    found: dict[bytes, list[Interval]] = defaultdict(list)
    seen = set[tuple[str, str, str]]()
    for casebook in casebooks:
        for series, intervals in casebook.gaps():
            # Two roles of one person miss the same report.
            if series not in seen:
                seen.add(series)
                found[bytes.fromhex(series[0])] += intervals
    return {device: tuple(intervals) for device, intervals in found.items()}


def _size(intervals: Iterable[Interval]) -> int:
    return sum(last - first + 1 for first, last in intervals)


def _still_to_open(count: int) -> str:
    return f"{_items(count)} that came {'is' if count == 1 else 'are'} still to be opened here."


def _items(count: int) -> str:
    return f"{count} {'item' if count == 1 else 'items'}"
