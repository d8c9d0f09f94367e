"""A classroom with its kiosk, the school's store and desk behind it, all of real parts, for tests."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from store.errors import NotForThisKey, StorageError
from store.feeds.entry import LANE_RECORDS
from store.feeds.exchange import Moved, exchange
from store.feeds.local import LocalPeer
from store.feeds.log import StoredEntry
from store.notebook.common.facts import ConcernDraft, Danger
from store.notebook.of_kiosk.going_on import GoingOn
from store.notebook.of_kiosk.kiosk import KioskNotebook
from store.notebook.of_mentors.visit import MentorVisit
from store.records import Message, Record, from_json, new_id, to_json
from store.scheme.notices import KIND_POST, pack_notice, pack_post
from store.scheme.publications import Publisher
from store.scheme.routes import ROLES
from store.scheme.vaults import Vault
from store.sealing.sealed import Sealer, open_sealed
from tests.clocks import ManualClock
from tests.founded_school import DESK, KIOSK, STORE, Device, device, found, mentor_vault, role_identities

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
PRIYA, TOM = "Priya Shah", "Tom Hill"
# The one that tests/founded_school.py starts this device on: a start on another one would begin new epochs.
MACHINE = b"machine of kiosk"


@dataclass(frozen=True)
class FoundedRoom:
    """A classroom on the disk alone, before its kiosk's first start."""

    folder: Path
    words: dict[str, str]
    vaults: dict[str, Vault]


@cache
def founded_room(roles: frozenset[str]) -> FoundedRoom:
    """Found a school with these roles, once in a process: founding takes longer than most tests."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = FoundedRoom(folder, {}, {})
    desk = found(folder / "office", roles=[role for role in ROLES if role in roles])
    signed = desk.school.keys.signed if desk.school.keys else None
    store = device(folder / "office", "store", STORE, keys=signed)
    if "coordinator" in roles:
        for number, name in ((61, PRIYA), (62, TOM)):
            made.vaults[name], made.words[name] = mentor_vault(number, name, desk.school)
        with desk.database.write() as connection:
            Publisher(connection, desk.feeds, desk.school, DESK).vaults(list(made.vaults.values()))
    store.hear(desk)
    kiosk = device(folder / "classroom", "kiosk", KIOSK, keys=signed)
    kiosk.hear(store)
    for one in (desk, store, kiosk):
        one.database.close()
    return made


class Classroom:
    """One kiosk beside the school's store and a desk; `online` is whether the store can be reached."""

    def __init__(self, folder: Path, roles: Collection[str] = ROLES) -> None:
        self._go_on_from(founded_room(frozenset(roles)), folder)

    @classmethod
    def copy_of(cls, other: Classroom, folder: Path) -> Classroom:
        """Return a classroom that goes on from where a closed one stopped."""
        room = cls.__new__(cls)
        room._go_on_from(other, folder)
        return room

    def _go_on_from(self, other: FoundedRoom | Classroom, folder: Path) -> None:
        shutil.copytree(other.folder, folder, dirs_exist_ok=True)
        self.folder, self.clock, self.online = folder, ManualClock(TEN), True
        self.words, self.vaults = dict(other.words), dict(other.vaults)
        self.desk = device(folder / "office", "desk", DESK)
        self.store = device(folder / "office", "store", STORE)
        self.kiosk = device(folder / "classroom", "kiosk", KIOSK)
        self.sealer = Sealer.start()
        self.notebook = self.start()

    def start(self, left: bytes = b"") -> KioskNotebook:
        """Start the kiosk's program, as after a power cut if it runs already, or as its next process."""
        notebook = KioskNotebook(
            self.kiosk.database,
            self.kiosk.feeds,
            self.kiosk.school,
            self.sealer,
            self.clock,
            self.exchange,
            machine=MACHINE,
            welcome_file=self.folder / "classroom" / "welcome.json",
            going_on=GoingOn.read(left),
        )
        notebook.start()
        return notebook

    def cut_power(self) -> None:
        """Open everything again from the disk alone."""
        self.kiosk.database.close()
        self.kiosk = device(self.folder / "classroom", "kiosk", KIOSK)
        self.clock = replace_monotonic(self.clock)
        self.notebook = self.start()

    def exchange(self) -> Moved:
        if not self.online:
            raise StorageError("The store can't be reached. Nothing was lost.")
        return exchange(self.kiosk.feeds, LocalPeer(self.store.feeds, STORE), send=(0,), want=(1,))

    def sign_in(self, name: str = PRIYA) -> MentorVisit:
        return self.notebook.sign_in(name, self.words[name])

    def entries(self) -> list[StoredEntry]:
        """Return what is in the kiosk's own feed of records."""
        with self.kiosk.database.read() as connection:
            return self.kiosk.feeds.entries(connection, lanes=(LANE_RECORDS,), limit=10_000)

    def records(self, role: str) -> list[Record]:
        """Return what a role's key opens of the kiosk's feed."""
        found = []
        for entry in self.entries():
            try:
                found.append(from_json(open_sealed(entry.body or b"", [role_identities()[role]])))
            except NotForThisKey:
                continue
        return found

    def read_by_adult(
        self, report: str, *, sender: str = "safeguarding", text: str | None = None, phrase: str | None = None
    ) -> Message:
        """Post from the desk that an adult has read a report of Priya."""
        message = Message(
            id=new_id(),
            sender=sender,
            about=report,
            read=True,
            text=text,
            phrase=phrase,
            created=self.clock.now().isoformat(),
        )
        self.post(self.desk, message)
        self.store.hear(self.desk)
        return message

    def post(self, sender: Device, message: Message) -> None:
        private = self.vaults[PRIYA].private
        file = self.sealer.seal(to_json(message), [private], padded=4096)
        with sender.database.write() as connection:
            sender.feeds.append(connection, 1, pack_notice([(KIND_POST, pack_post([file]))]))

    def close(self) -> None:
        for one in (self.desk, self.store, self.kiosk):
            one.database.close()


def replace_monotonic(clock: ManualClock) -> ManualClock:
    """Return a clock as a computer has it after a start: the same day, its steady count begun again."""
    return ManualClock(clock.now())


@contextmanager
def classroom(folder: Path, roles: Collection[str] = ROLES) -> Iterator[Classroom]:
    room = Classroom(folder, roles)
    try:
        yield room
    finally:
        room.close()


def draft(words: str = "He said he would hurt her.", **answers: object) -> ConcernDraft:
    """Return a concern about a pupil that is ready to send."""
    made = ConcernDraft(id=new_id(), danger=Danger.NO, hurt="pupil", adult="no", words=words, told="no one")
    return replace(made, **answers)  # type: ignore[arg-type]
