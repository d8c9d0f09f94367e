"""Whether something needs a person of this desk today, told without any key.

Everything here is public: the alarms in the headers of entries, the checkpoints that roles signed, when a desk was last
unlocked for a role, when a kiosk was last heard of. It is kept in one small file, so that the feeds are not read from
the beginning at each start. The rings of a served store go by the same table (`store/service/rings`).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from store.casebook.case.ladder_clock import CHAIR_OPENS_EVERY, SchoolHours
from store.errors import FeedError, NewerVersion
from store.feeds.checkpoint import verify_checkpoint
from store.feeds.entry import LANE_NOTICES, LANE_RECORDS
from store.feeds.feeds import Feeds
from store.feeds.log import StoredEntry
from store.scheme.alarms import MEETING_ROLES, Alarm, unmet
from store.scheme.ladder import Level, alarm_of
from store.scheme.notices import KIND_CHECKPOINT, items_of
from store.scheme.practised import is_awaited, last_marked
from store.scheme.routes import CHAIR, COORDINATOR, HEAD, ROUTES, SAFEGUARDING
from store.scheme.school import School

_FILE: Final = "public-facts.json"
_PAGE: Final = 200
_RED: Final = alarm_of(Level.RED)
_AMBER: Final = "amber"
# Who reads what an amber alarm, a silent kiosk or a computer that nobody admitted asks for.
_SCHEME_ROLES: Final = frozenset({SAFEGUARDING, COORDINATOR})


@dataclass
class PublicFacts:
    """How far the feeds were read, unmet alarms as hash -> place, what was met, with times in ISO 8601.

    `unlocked` has when each role was last unlocked anywhere, `heard` when each kiosk was last heard of, `apart` when an
    alarm last came from a computer that the school has not admitted, `known` when this desk first looked.
    """

    position: int = 0
    alarms: dict[str, str] = field(default_factory=dict)
    met: dict[str, list[str]] = field(default_factory=dict)
    unlocked: dict[str, str] = field(default_factory=dict)
    heard: dict[str, str] = field(default_factory=dict)
    apart: str = ""
    known: str = ""


def _is_slot(place: str) -> bool:
    return place.endswith(":slot")


def _alarm(hashed: str, place: str) -> Alarm:
    feed, number, _ = place.rsplit(":", 2)
    return Alarm(bytes.fromhex(hashed), feed, int(number), _is_slot(place))


class Duties:
    """Follows what is public in the feeds; not for two threads at once."""

    def __init__(self, folder: Path, feeds: Feeds, school: School) -> None:
        self._path = folder / _FILE
        self._feeds = feeds
        self._school = school
        self._facts = self._load()

    def rings(self, connection: Connection, now: datetime | None = None) -> bool:
        """Return whether a red or amber entry is here that nobody of its role has acknowledged, looked at `now`."""
        if self._feeds.newest(connection) < self._facts.position:
            # The feeds are others than last time: they are read from the beginning.
            self._facts = PublicFacts(
                unlocked=self._facts.unlocked, heard=self._facts.heard, apart=self._facts.apart, known=self._facts.known
            )
        before = self._facts.position
        while entries := self._feeds.entries(
            connection, after=self._facts.position, lanes=(LANE_RECORDS, LANE_NOTICES), limit=_PAGE
        ):
            for entry in entries:
                if entry.quarantined:
                    self._take_apart(entry, now)
                else:
                    # What was there before this desk looked for the first time tells nothing of when it came.
                    self._take(entry, now if before else None)
            self._facts.position = entries[-1].arrival
        waiting = self._waiting()
        if self._facts.position != before:
            # A slot is kept although it is met: its other half may still be on its way.
            kept = {one.hash.hex() for report in waiting for one in report}
            self._facts.alarms = {
                hashed: place for hashed, place in self._facts.alarms.items() if _is_slot(place) or hashed in kept
            }
            self._save()
        return bool(waiting)

    def red_waits(self) -> bool:
        """Return whether a red report, which calls everybody, is acknowledged by nobody; `rings` has looked before."""
        return any(not self._is_amber(report) for report in self._waiting())

    def needs(self, roles: Collection[str], hours: SchoolHours, now: datetime, silent_days: int) -> bool:
        """Return whether somebody of these roles, as far as they are known here, is needed; `rings` has looked before.

        Red calls everybody, so that the screen does not say which route it is on.
        """
        if self.red_waits():
            return True
        runs_scheme = not roles or bool(set(roles) & _SCHEME_ROLES)
        if runs_scheme and (self._waiting() or self._silent(hours, now, silent_days) or self._apart_is_unseen()):
            return True
        if runs_scheme and self._practice_is_awaited(hours, now):
            return True
        return self.opening_is_due(roles, hours, now)

    def opening_is_due(self, roles: Collection[str], hours: SchoolHours, now: datetime) -> bool:
        """Return whether the duty to open asks for this desk: the head's each school day, the chair's every 3 days."""
        local = hours.local(now)
        if HEAD in roles and hours.is_school_day(local.date()) and now >= hours.start_of(local.date()):
            last = self._unlocked(HEAD)
            if last is None or hours.local(last).date() != local.date():
                return True
        if CHAIR in roles:
            last = self._unlocked(CHAIR)
            return last is None or abs(now - last) >= CHAIR_OPENS_EVERY
        return False

    def note_unlocked(self, roles: Collection[str], now: datetime) -> None:
        """Remember that this desk was unlocked for these roles."""
        self._facts.unlocked |= {role: now.isoformat() for role in roles}
        self._save()

    def _take_apart(self, entry: StoredEntry, now: datetime | None) -> None:
        if entry.alarm and entry.lane == LANE_RECORDS and now is not None:
            self._facts.apart = now.isoformat()

    def _take(self, entry: StoredEntry, now: datetime | None) -> None:
        if entry.lane == LANE_RECORDS and now is not None:
            self._facts.heard[entry.device.hex()] = now.isoformat()
        if entry.lane == LANE_RECORDS and entry.alarm:
            where = "slot" if entry.slot else "report" if entry.alarm >= _RED else _AMBER
            self._facts.alarms[entry.hash.hex()] = f"{entry.device.hex()}-{entry.epoch.hex()}:{entry.seq}:{where}"
        if entry.lane != LANE_NOTICES:
            return
        for kind, data in items_of(entry.body):
            if kind == KIND_CHECKPOINT:
                self._take_checkpoint(entry, data, now)

    def _take_checkpoint(self, entry: StoredEntry, data: bytes, now: datetime | None) -> None:
        for role in MEETING_ROLES:
            for keys in self._school.role_keys_ever(role):
                with contextlib.suppress(FeedError, NewerVersion):
                    checkpoint = verify_checkpoint(data, keys.verify)
                    if checkpoint.role == role:
                        known = set(self._facts.met.get(role, ()))
                        self._facts.met[role] = sorted(known | {one.hex() for one in checkpoint.met})
                        if now is not None and checkpoint.desk == entry.device and not self._is_own(entry):
                            # Each desk writes one whenever it locks: somebody was at work there.
                            self._facts.unlocked[role] = now.isoformat()
                        return

    def _waiting(self) -> list[tuple[Alarm, ...]]:
        return unmet(
            (_alarm(hashed, place) for hashed, place in self._facts.alarms.items()),
            {role: {bytes.fromhex(one) for one in hashes} for role, hashes in self._facts.met.items()},
        )

    def _is_own(self, entry: StoredEntry) -> bool:
        return self._feeds.own is not None and entry.device == self._feeds.own.id

    def _is_amber(self, report: tuple[Alarm, ...]) -> bool:
        return all(self._facts.alarms[one.hash.hex()].endswith(f":{_AMBER}") for one in report)

    def _silent(self, hours: SchoolHours, now: datetime, days: int) -> bool:
        """Return whether a kiosk was not heard of for so many school days; its time begins when it is first listed."""
        silent = False
        for device in self._school.kiosks() if days else ():
            heard = _time(self._facts.heard.get(device.hex(), ""))
            if heard is None or heard > now:
                self._facts.heard[device.hex()] = now.isoformat()
                self._save()
            elif hours.school_days_between(heard, now) >= days:
                silent = True
        return silent

    def _practice_is_awaited(self, hours: SchoolHours, now: datetime) -> bool:
        """Return whether a route awaits its practice report, on a day on which nobody who sends one was here yet."""
        today = hours.local(now).date()
        last = [at for role in _SCHEME_ROLES if (at := self._unlocked(role)) is not None]
        if not hours.is_school_day(today) or any(hours.local(at).date() == today for at in last):
            return False
        known = _time(self._facts.known)
        if known is None or known > now:
            self._facts.known = now.isoformat()
            self._save()
            return False
        met = {role: frozenset(map(bytes.fromhex, self._facts.met.get(role, ()))) for role in ROUTES}
        return any(
            is_awaited(known, last_marked(met[role], self._school.id, role, today), now, hours)
            for role in ROUTES
            if self._school.has_role(role)
        )

    def _apart_is_unseen(self) -> bool:
        apart, unlocked = _time(self._facts.apart), self._unlocked(SAFEGUARDING)
        return apart is not None and (unlocked is None or unlocked < apart)

    def _unlocked(self, role: str) -> datetime | None:
        return _time(self._facts.unlocked.get(role, ""))

    def _load(self) -> PublicFacts:
        # What can't be read is read from the feeds again; only the days of unlocking are lost, which rings once more.
        with contextlib.suppress(OSError, ValueError, TypeError):
            found: dict[str, Any] = json.loads(self._path.read_text("utf-8"))
            facts = PublicFacts(**found)
            if isinstance(facts.position, int) and all(
                isinstance(one, dict) for one in (facts.alarms, facts.met, facts.unlocked, facts.heard)
            ):
                return facts
        return PublicFacts()

    def _save(self) -> None:
        # A folder that can't be written to costs time at the next start, nothing else.
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            half = self._path.with_suffix(".new")
            half.write_text(json.dumps(self._facts.__dict__), "utf-8")
            half.replace(self._path)


def _time(told: Any) -> datetime | None:  # noqa: ANN401 - whatever the file may hold
    try:
        at = datetime.fromisoformat(told)
    except (ValueError, TypeError):
        return None
    return at if at.tzinfo is not None else None
