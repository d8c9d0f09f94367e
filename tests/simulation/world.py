"""The world of one episode: two schools, their devices, one store, one stick."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

from store.errors import StorageError
from store.sealing.sealed import Sealer
from tests.simulation.chance import SeededSecrets
from tests.simulation.devices import TEN, Device, Kiosk, Part
from tests.simulation.ledger import Ledger
from tests.simulation.observing import check_begun, check_kiosk, check_receipted, observe
from tests.simulation.perils import Crash
from tests.simulation.schools import Kit, copy_schools, device_file, first_standings, store_file
from tests.simulation.script import Step
from tests.simulation.traffic import Traffic

Act = Callable[["World", int, random.Random], None]
STEPS: dict[str, Act] = {}
MOST_KIOSKS = 6


def step(act: Act) -> Act:
    """Let scripts call this by its name."""
    STEPS[act.__name__] = act
    return act


class World:
    """Everything there is, with what really happened beside it."""

    def __init__(self, folder: Path, secrets: SeededSecrets, ledger: Ledger) -> None:
        self.folder = folder
        self.secrets = secrets
        secrets.seed("founding")
        self.ledger = ledger
        self.sealer = Sealer.start()
        self.kits = copy_schools(folder)
        secrets.seed("opening")
        self.standings = {kit.name: first_standings(kit) for kit in self.kits}
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.store = Device("store", store_file(folder), self.kits, None, b"store")
        self.desks: list[Device] = []
        self.kiosks: list[Kiosk] = []
        self.touched: dict[int, Device] = {}
        for kit in self.kits:
            for number, key in enumerate(kit.desks):
                path = device_file(folder, kit, "desk", number)
                self.desks.append(Device(f"{kit.name} desk {number}", path, [kit], key, path.name.encode()))
            for number, key in enumerate(kit.kiosks):
                path = device_file(folder, kit, "kiosk", number)
                self.kiosks.append(self._kiosk(f"{kit.name} kiosk {number}", path, kit, key, path.name.encode()))
        self.traffic = Traffic(self.store, self.ledger, self.kits)
        for kiosk in self.kiosks:
            kiosk.notebook.start()
        for device in self.devices:
            self.touch(device)
        self.look_at_touched()

    @property
    def devices(self) -> list[Device]:
        return [*self.desks, *self.kiosks, self.store]

    def kiosk(self, who: int) -> Kiosk:
        kiosk = self.kiosks[who % len(self.kiosks)]
        self.touch(kiosk)
        return kiosk

    def desk(self, who: int) -> Device:
        desk = self.desks[who % len(self.desks)]
        self.touch(desk)
        return desk

    def device(self, who: int, *, desk: bool) -> Device:
        return self.desk(who) if desk else self.kiosk(who)

    def touch(self, device: Device) -> None:
        self.touched[id(device)] = device

    def at_store(self, kit: Kit) -> Part:
        self.touch(self.store)
        return next(part for part in self.store.parts if part.kit is kit)

    def parts(self, kit: Kit) -> Iterator[Part]:
        yield from (part for device in self.devices for part in device.parts if part.kit is kit)

    def number_of(self, kiosk: Device) -> int:
        return kiosk.part.kit.kiosks.index(kiosk.own)

    def take(self, one: Step) -> None:
        """Let one step happen, then check what it touched."""
        self.secrets.seed(f"os {one.chance}")
        self.touched = {}
        STEPS[one.does](self, one.who, random.Random(one.chance))
        self.look_at_touched()

    def look_at_touched(self) -> None:
        devices = list(self.touched.values())
        # The store comes last, for an entry is born where it was written.
        for device in sorted(devices, key=lambda one: one is self.store):
            for part in device.parts:
                observe(part, self.ledger)
        for device in devices:
            for part in device.parts:
                check_receipted(part, self.ledger)
            if isinstance(device, Kiosk):
                check_kiosk(device, self.ledger)

    def alive(self, device: Device, chance: random.Random, act: Callable[[], object]) -> bool:
        """Return whether a device got through `act` without its power failing; else it begins again."""
        try:
            act()
        except Crash as crash:
            if crash.device == self.store.name:
                self.store.reopen()
                return False
            self.power_cut(device, chance)
            return False
        return True

    def power_cut(self, device: Device, chance: random.Random) -> None:
        """Open a device again from its disk alone, the power perhaps failing once more while it starts."""
        device.reopen()
        if not isinstance(device, Kiosk):
            return
        if chance.random() < 0.2:
            device.database.arm(chance.randrange(20), full=False)
        try:
            device.notebook.start()
        except Crash:
            device.reopen()
            device.notebook.start()
        device.database.disarm()
        check_begun(device, self.ledger)
        device.writings = {record: one for record, one in device.writings.items() if one.mentor is not None}

    def meets(self, device: Device, chance: random.Random, exchange: Callable[[], object]) -> bool:
        """Let a device exchange with something, where it can't be reached in the end nothing more happens."""
        for one in (device, self.store):
            if chance.random() < 0.1:
                one.database.arm(chance.randrange(chance.choice([8, 25, 80])), full=chance.random() < 0.3)
        self.touch(self.store)
        try:
            return self.alive(device, chance, exchange)
        except StorageError:
            return False
        finally:
            device.database.disarm()
            self.store.database.disarm()

    def clone(self, kiosk: Kiosk, machine: bytes) -> Kiosk | None:
        """Copy a kiosk with its database and key onto another computer; both go on."""
        if len(self.kiosks) >= MOST_KIOSKS:
            return None
        path = self.folder / f"clone{len(self.kiosks)}.db"
        kiosk.back_up()
        kiosk.backup.replace(path)
        kiosk.backup = None
        kiosk.pristine = False
        twin = self._kiosk(f"{kiosk.name} twin {len(self.kiosks)}", path, kiosk.part.kit, kiosk.own, machine)
        twin.pristine = False
        twin.saved = dict(kiosk.saved)
        self.kiosks.append(twin)
        twin.notebook.start()
        self.touch(twin)
        return twin

    def _kiosk(self, name: str, path: Path, kit: Kit, key: object, machine: bytes) -> Kiosk:
        return Kiosk(name, path, kit, key, machine, self.sealer, TEN)

    def picture(self) -> list[tuple]:
        """Return what a replay must come to again: everything but what hangs on the bytes of what was sealed."""
        query = """SELECT hex(device), lane, hex(epoch), seq, size, alarm, slot, quarantined,
        (SELECT count(*) FROM receipted WHERE receipted.hash = entries.hash) AS receipted, body IS NULL
        FROM entries WHERE school = ? ORDER BY device, lane, epoch, seq, quarantined, receipted"""
        shown: list[tuple] = []
        for device in self.devices:
            for part in device.parts:
                with device.database.read() as connection:
                    shown += map(tuple, connection.exec_driver_sql(query, (part.kit.id,)))
        return shown

    def close(self) -> None:
        for device in self.devices:
            device.close()
