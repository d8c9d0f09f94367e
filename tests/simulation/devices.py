"""The devices of the simulation: real databases that are opened from disk again after every crash."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from store.errors import StorageError
from store.feeds.by_folder.folder import FolderPeer
from store.feeds.exchange import Moved
from store.feeds.feeds import Feeds
from store.notebook.common.facts import ConcernDraft
from store.notebook.of_concerns.concerns import ConcernWriting
from store.notebook.of_kiosk.contact import exchange_once
from store.notebook.of_kiosk.kiosk import KioskNotebook
from store.notebook.of_mentors.visit import MentorVisit
from store.scheme.school import School
from store.sealing.sealed import Sealer
from store.signed.signing_key import SigningKey
from tests.clocks import ManualClock
from tests.simulation.perils import PerilousDatabase, copy_database, put_back
from tests.simulation.schools import Kit

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@dataclass
class Part:
    """One school's share of a device, with what was seen of it so far."""

    kit: Kit
    device: Device
    school: School = field(init=False)
    feeds: Feeds = field(init=False)
    hashes: set[bytes] = field(default_factory=set)
    arrival: int = 0
    erased: set[bytes] = field(default_factory=set)
    forgotten: set[bytes] = field(default_factory=set)
    ranks: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.kit.name} {self.device.name}"

    def follow(self) -> None:
        """Follow the notices, as the program of this device does after an exchange."""
        if isinstance(self.device, Kiosk):
            self.device.follow()
            return
        with self.device.database.write() as connection:
            self.school.follow(connection, self.feeds)

    def unsee(self) -> None:
        """Forget what was seen: the database was put back to an earlier state."""
        self.hashes, self.arrival, self.ranks = set(), 0, {}
        self.erased, self.forgotten = set(), set()


class Device:
    """One database file with the programs that work on it."""

    def __init__(self, name: str, path: Path, kits: Sequence[Kit], own: SigningKey | None, machine: bytes) -> None:
        self.name = name
        self.path = path
        self.own = own
        self.machine = machine
        self.pristine = True
        self.parts = [Part(kit, self) for kit in kits]
        self.backup: Path | None = None
        self.open()

    @property
    def part(self) -> Part:
        return self.parts[0]

    def open(self) -> None:
        self.database = PerilousDatabase(self.path, self.name)
        for part in self.parts:
            part.school = School(self.database, part.kit.root.public, own=self.own.id if self.own else None)
            part.feeds = Feeds(self.database, part.school.id, part.school, self.own)
            part.feeds.start(self.machine)
        self.folder_peer: FolderPeer | None = None

    def reopen(self) -> None:
        """Begin again from what is on the disk."""
        self.database.close()
        self.open()

    def back_up(self) -> None:
        self.backup = self.path.with_suffix(".backup")
        copy_database(self.path, self.backup)

    def put_back(self) -> None:
        """Go on from the newest backup, as after a broken disk."""
        if self.backup is None:
            return
        self.database.close()
        put_back(self.backup, self.path)
        for part in self.parts:
            part.unsee()
        self.pristine = False
        self.open()

    def at_folder(self, folder: Path) -> FolderPeer:
        if self.folder_peer is None:
            self.folder_peer = FolderPeer(folder, self.part.feeds)
        return self.folder_peer

    def close(self) -> None:
        self.database.close()


@dataclass
class Writing:
    """A concern that was begun at a kiosk; `kept` are the words of which the last surely, the others maybe stand."""

    draft: ConcernDraft
    mentor: str | None
    kept: list[str] = field(default_factory=list)
    first: float | None = None
    last: float = 0.0
    removal_tried: bool = False


class Kiosk(Device):
    """A kiosk with its notebook and whoever sits there."""

    def __init__(
        self, name: str, path: Path, kit: Kit, own: SigningKey, machine: bytes, sealer: Sealer, wall: datetime
    ) -> None:
        self.clock = ManualClock(wall)
        self.sealer = sealer
        self.saved: dict[str, str | None] = {}
        self.writings: dict[str, Writing] = {}
        super().__init__(name, path, [kit], own, machine)

    def open(self) -> None:
        super().open()
        self.clock = ManualClock(self.clock.now())
        self.visit: MentorVisit | None = None
        self.nameless: ConcernWriting | None = None
        self.mentor: str | None = None
        self.notebook = KioskNotebook(
            self.database,
            self.part.feeds,
            self.part.school,
            self.sealer,
            self.clock,
            self._exchange,
            machine=self.machine,
        )

    def follow(self) -> None:
        """Follow the notices as a kiosk does after an exchange."""
        exchange_once(self.part.feeds, self.part.school, self.clock, lambda: Moved(0, 0, 0, ()))

    @property
    def someone_is_there(self) -> bool:
        return self.visit is not None or self.nameless is not None

    @property
    def concerns(self) -> ConcernWriting | None:
        return self.visit.concerns if self.visit else self.nameless

    def content(self, connection: Connection) -> set[bytes]:
        """Return the hash of every body in this kiosk's database, in a feed or waiting for a slot."""

        rows = connection.exec_driver_sql("SELECT body_hash FROM entries WHERE lane = 0").scalars()
        waiting = connection.exec_driver_sql("SELECT body FROM waiting_for_slots").scalars()
        return {bytes(one) for one in rows} | {hashlib.sha256(bytes(one)).digest() for one in waiting}

    def _exchange(self) -> Moved:
        """Stand for a line that is down; the simulation lets kiosks meet their peers itself."""
        raise StorageError("The store can't be reached. Nothing was lost.")
