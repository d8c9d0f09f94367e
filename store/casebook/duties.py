"""Whether something needs a person of this desk today, told without any key.

Everything here is public: the alarms in the headers of entries, the checkpoints that roles signed, when this desk was
last unlocked for a role. It is kept in one small file, so that the feeds are not read from the beginning at each start.
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

from store.casebook.ladder_clock import CHAIR_OPENS_EVERY, SchoolHours
from store.errors import FeedError, NewerVersion
from store.feeds.checkpoint import verify_checkpoint
from store.feeds.entry import LANE_NOTICES, LANE_RECORDS
from store.feeds.feeds import Feeds
from store.feeds.log import StoredEntry
from store.scheme.alarms import MEETING_ROLES, Alarm, unmet
from store.scheme.notices import KIND_CHECKPOINT, items_of
from store.scheme.routes import CHAIR, HEAD
from store.scheme.school import School

_FILE: Final = "public-facts.json"
_PAGE: Final = 200


@dataclass
class PublicFacts:
    """How far the feeds were read, unmet alarms as hash -> place, what was met, when each role was last unlocked."""

    position: int = 0
    alarms: dict[str, str] = field(default_factory=dict)
    met: dict[str, list[str]] = field(default_factory=dict)
    unlocked: dict[str, str] = field(default_factory=dict)


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

    def rings(self, connection: Connection) -> bool:
        """Return whether a red or amber entry is here that nobody of its role has acknowledged."""
        if self._feeds.newest(connection) < self._facts.position:
            # The feeds are others than last time: they are read from the beginning.
            self._facts = PublicFacts(unlocked=self._facts.unlocked)
        before = self._facts.position
        while entries := self._feeds.entries(
            connection, after=self._facts.position, lanes=(LANE_RECORDS, LANE_NOTICES), limit=_PAGE
        ):
            for entry in entries:
                self._take(entry)
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

    def _take(self, entry: StoredEntry) -> None:
        if entry.quarantined:
            return
        if entry.lane == LANE_RECORDS and entry.alarm:
            where = "slot" if entry.slot else "report"
            self._facts.alarms[entry.hash.hex()] = f"{entry.device.hex()}-{entry.epoch.hex()}:{entry.seq}:{where}"
        if entry.lane != LANE_NOTICES:
            return
        for kind, data in items_of(entry.body):
            if kind == KIND_CHECKPOINT:
                self._take_checkpoint(data)

    def _take_checkpoint(self, data: bytes) -> None:
        for role in MEETING_ROLES:
            for keys in self._school.role_keys_ever(role):
                with contextlib.suppress(FeedError, NewerVersion):
                    checkpoint = verify_checkpoint(data, keys.verify)
                    if checkpoint.role == role:
                        known = set(self._facts.met.get(role, ()))
                        self._facts.met[role] = sorted(known | {one.hex() for one in checkpoint.met})
                        return

    def _waiting(self) -> list[tuple[Alarm, ...]]:
        return unmet(
            (_alarm(hashed, place) for hashed, place in self._facts.alarms.items()),
            {role: {bytes.fromhex(one) for one in hashes} for role, hashes in self._facts.met.items()},
        )

    def _unlocked(self, role: str) -> datetime | None:
        try:
            at = datetime.fromisoformat(self._facts.unlocked[role])
        except (KeyError, ValueError, TypeError):
            return None
        return at if at.tzinfo is not None else None

    def _load(self) -> PublicFacts:
        # What can't be read is read from the feeds again; only the days of unlocking are lost, which rings once more.
        with contextlib.suppress(OSError, ValueError, TypeError):
            found: dict[str, Any] = json.loads(self._path.read_text("utf-8"))
            facts = PublicFacts(**found)
            if isinstance(facts.position, int) and all(
                isinstance(one, dict) for one in (facts.alarms, facts.met, facts.unlocked)
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
