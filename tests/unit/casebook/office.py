"""A school's office with its desks, beside the classroom that reports to it, all of real parts, for tests."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC
from functools import cache
from pathlib import Path

from store.casebook.case.facts import Case
from store.casebook.desk.casework import DeskCasework
from store.casebook.desk.unlocking import DeskUnlocking
from store.errors import DamagedDatabase, StorageError
from store.feeds.entry import LANE_CASEWORK, LANE_NOTICES, LANE_RECORDS
from store.feeds.exchange import Moved, exchange
from store.feeds.local import LocalPeer
from store.records import Record, new_id, to_json
from store.scheme import founding
from store.scheme.devices import DeviceEntry
from store.scheme.people import Mentor
from store.scheme.publications import Publisher
from store.scheme.publishing import publish_keys
from store.scheme.routes import ROLES, recipients_of
from store.sealing.costs import FLOOR
from store.sealing.key_file import KeyFileContent, make_key_file
from store.signed.signing_key import SigningKey
from tests.classroom import PRIYA, TEN, TOM, Classroom, FoundedRoom, draft, founded_room
from tests.clocks import ManualClock
from tests.founded_school import (
    DESK,
    KIOSK,
    OTHER_DESK,
    ROLE_SEEDS,
    ROOT,
    STAFF,
    STORE,
    Device,
    bundle,
    device,
    person,
    seeded,
)

READING = ("safeguarding", "head", "chair", "coordinator")
WORDS = "maple river anchor lamp onion gate"
PRICE, KHAN, OKAFOR, OWEN, EVANS = (one.name for one in STAFF)


def key_file(number: int, roles: Sequence[str], *, words: str = WORDS) -> bytes:
    return _key_file(number, tuple(roles), words)


@cache
def _key_file(number: int, roles: tuple[str, ...], words: str) -> bytes:
    content = KeyFileContent(seeded(40 + number), {role: ROLE_SEEDS[role] for role in roles})
    return make_key_file(ROOT.id, bytes.fromhex(STAFF[number].person), content, words, FLOOR)


class Desk:
    """One desk with the key files of everybody; `online` is whether it reaches the store."""

    def __init__(self, office: Office, device: Device, folder: Path) -> None:
        self.office = office
        self.device = device
        self.folder = folder
        self.online = True
        self.exchanges = 0
        (folder / "keys").mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(STAFF):
            path = folder / "keys" / f"{one.name.split()[1].lower()}.key"
            path.write_bytes(key_file(number, one.roles))
        self.unlocking = self.start()

    def start(self) -> DeskUnlocking:
        """Start the desk's program anew."""
        return DeskUnlocking(
            self.folder / "keys",
            self.folder / "casebooks",
            self.device.database,
            self.device.feeds,
            self.device.school,
            self.office.room.sealer,
            self.office.clock,
            self.exchange,
            zone=UTC,
        )

    def unlock(self, name: str = PRICE) -> DeskCasework:
        # As the locked screen does before anybody chooses a name.
        self.unlocking.something_waits()
        casework = self.unlocking.unlock(name, WORDS)
        casework.refresh()
        return casework

    def unlock_in_spite(self, name: str = PRICE) -> DeskCasework:
        """Unlock, and where damage is found only while working, lock and unlock again as the sentence says."""
        try:
            casework = self.unlock(name)
            for line in casework.inbox().lines:
                casework.case(line.id)
        except DamagedDatabase:
            return self.unlock(name)
        return casework

    def exchange(self) -> Moved:
        self.exchanges += 1
        if not self.online:
            raise StorageError("The store can't be reached. Nothing was lost.")
        peer = LocalPeer(self.office.room.store.feeds, STORE)
        return exchange(self.device.feeds, peer, send=(0, 1, 2), want=(0, 1, 2))

    def sizes(self, lane: int) -> list[int]:
        """Return the sizes of what this desk wrote in a lane, as anybody sees them."""
        return [one.size for one in self.entries(lane)]

    def entries(self, lane: int) -> list:
        with self.device.database.read() as connection:
            found = self.device.feeds.entries(connection, lanes=(lane,), limit=1000)
        return [one for one in found if one.device == self.device.key.id]

    def casebook_files(self) -> list[Path]:
        return sorted((self.folder / "casebooks").glob("*.casebook"))


@cache
def _founded_office() -> FoundedRoom:
    """Give the desks of a founded school their roles, once in a process."""
    founded = founded_room(frozenset(ROLES))
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(founded.folder, folder, dirs_exist_ok=True)
    desk = device(folder / "office", "desk", DESK)
    store = device(folder / "office", "store", STORE)
    kiosk = device(folder / "classroom", "kiosk", KIOSK)
    keys = bundle()
    for one in (DESK, OTHER_DESK):
        keys = founding.add_desk(keys, one.public, READING)
    # The lookup key stays as it was when the vaults were made.
    keys = type(keys)(**{**keys.__dict__, "lookup": desk.school.lookup_key, "version": desk.school.keys.version})
    with desk.database.write() as connection:
        publish_keys(connection, desk.feeds, desk.school, ROOT, keys)
        publisher = Publisher(connection, desk.feeds, desk.school, DESK)
        publisher.pupils([Mentor(person(61).hex(), PRIYA, ()), Mentor(person(62).hex(), TOM, ())])
    store.hear(desk)
    kiosk.hear(store)
    others = device(folder / "deputy", "desk", OTHER_DESK, keys=desk.school.keys.signed)
    for one in (desk, store, kiosk, others):
        one.database.close()
    return replace(founded, folder=folder)


class Office:
    """A school's office; `other` is a closed one from where it goes on."""

    def __init__(self, folder: Path, other: Office | None = None) -> None:
        self.room = Classroom.copy_of(_founded_office() if other is None else other.room, folder)
        self.clock: ManualClock = self.room.clock
        self.desk = Desk(self, self.room.desk, folder / "desk")
        self.others = device(folder / "deputy", "desk", OTHER_DESK)
        self.other_desk = Desk(self, self.others, folder / "deputy")

    # -- the kiosk

    def report(self, words: str = "He said he would hurt her.", **answers: object) -> str:
        """Let Priya report a concern, sign out, and the kiosk send; return its id."""
        made = draft(words, **answers)
        visit = self.room.sign_in()
        visit.concerns.save(made)
        visit.concerns.send(made)
        visit.end()
        self.send()
        return made.id

    def send(self) -> None:
        self.clock.advance(1)
        self.room.exchange()
        with self.room.kiosk.database.write() as connection:
            self.room.kiosk.school.follow(connection, self.room.kiosk.feeds)

    def record(self, kind: str = "concern", route: str = "safeguarding", **fields: object) -> Record:
        made = {
            "id": new_id(),
            "school": ROOT.id.hex(),
            "device": self.room.kiosk.key.id.hex(),
            "kind": kind,
            "to": list(recipients_of(route)),
            "created": self.clock.now().isoformat(),
            "text": {"words": "She is not eating.", "level": "blue"},
        }
        return Record(**(made | fields))

    def put(self, record: Record, *, at: Device | None = None, alarm: int = 0, slot: bool = False) -> bytes:
        """Write a record into a device's own feed, as a kiosk would that makes no mistakes or any."""
        at = at or self.room.kiosk
        body = self.room.sealer.seal(to_json(record), self.room.desk.school.recipients(record.to))
        return self.put_body(body, at=at, alarm=alarm, slot=slot)

    def put_body(
        self, body: bytes, *, at: Device | None = None, lane: int = LANE_RECORDS, alarm: int = 0, slot: bool = False
    ) -> bytes:
        at = at or self.room.kiosk
        with at.database.write() as connection:
            hashed = at.feeds.append(connection, lane, body, alarm=alarm, slot=slot)
        self.room.store.hear(at)
        return hashed

    def stranger(self, number: int = 77) -> Device:
        """Make a computer that the school has not admitted; its key is known where it was introduced."""
        keys = self.room.desk.school.keys.signed
        made = device(self.room.folder / f"stranger {number}", "kiosk", SigningKey(seeded(number)), keys=keys)
        for one in (self.room.store, self.room.desk, self.others):
            with one.database.write() as connection:
                one.feeds.introduce(connection, made.key.public)
        return made

    def admit(self, one: Device, name: str) -> None:
        """Publish a computer as a kiosk of the school."""
        desk = self.room.desk
        with desk.database.write() as connection:
            listed = [DeviceEntry(KIOSK.public, "Library"), DeviceEntry(one.key.public, name)]
            Publisher(connection, desk.feeds, desk.school, DESK).devices(listed)
        self.room.store.hear(desk)

    def dismiss(self, name: str) -> None:
        """Publish the staff without one person."""
        desk = self.room.desk
        with desk.database.write() as connection:
            staff = [one for one in STAFF if one.name != name]
            Publisher(connection, desk.feeds, desk.school, DESK).staff(staff)
        self.room.store.hear(desk)

    def reports(self) -> list:
        visit = self.room.sign_in()
        try:
            return list(visit.reports())
        finally:
            visit.end()

    def messages(self) -> list:
        visit = self.room.sign_in()
        try:
            return list(visit.messages())
        finally:
            visit.end()

    def close(self) -> None:
        self.others.database.close()
        self.room.close()


@contextmanager
def office(folder: Path, other: Office | None = None) -> Iterator[Office]:
    made = Office(folder, other)
    try:
        yield made
    finally:
        made.close()


def picture(casework: DeskCasework) -> tuple:
    """Return all that a casework shows of its cases, but who looked at them."""
    # Whether everyone is rung hangs on what desks have signed, on nothing in a casebook.
    pages = [replace(casework.inbox(closed=closed), rung=False) for closed in (False, True)]
    shown = [_without_views(casework.case(line.id)) for page in pages for line in page.lines]
    found = [casework.search(words) for words in ("he", "pay", "bus", "price")]
    children = [casework.child(one.id) for one in casework.children().lines]
    return pages, shown, found, casework.apart(), casework.due(), children


def _without_views(case: Case) -> Case:
    timeline = tuple(one for one in case.timeline if one.act != "opened the report")
    # Who is asked to take a case is asked alone.
    return replace(case, timeline=timeline, asked=None)


__all__ = [
    "EVANS",
    "KHAN",
    "LANE_CASEWORK",
    "LANE_NOTICES",
    "LANE_RECORDS",
    "OKAFOR",
    "OWEN",
    "PRICE",
    "TEN",
    "WORDS",
    "Desk",
    "Office",
    "key_file",
    "office",
    "picture",
]
