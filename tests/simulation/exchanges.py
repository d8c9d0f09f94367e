"""How devices meet the store, by a bad line or by a bad stick."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from store.errors import DiskFull, StorageError
from store.feeds.by_folder.folder import FolderPeer, serve_folder
from store.feeds.exchange import exchange
from store.feeds.local import LocalPeer
from tests.simulation.devices import Device, Kiosk
from tests.simulation.faults import FaultyPeer
from tests.simulation.world import World, step

KIOSK_LANES, DESK_LANES = ((0, 1), (1,)), ((0, 1, 2), (0, 1, 2))


def lanes_of(device: Device) -> tuple:
    return KIOSK_LANES if isinstance(device, Kiosk) else DESK_LANES


def any_rate(chance: random.Random) -> float:
    """Return how bad a line is today."""
    return chance.choice([0.0, 0.0, 0.1, 0.3, 0.7])


@step
def contact(world: World, who: int, chance: random.Random) -> None:
    by_line(world, world.kiosk(who), chance)


@step
def desk(world: World, who: int, chance: random.Random) -> None:
    by_line(world, world.desk(who), chance)


def by_line(world: World, device: Device, chance: random.Random) -> None:
    part, store = device.part, world.at_store(device.part.kit)
    peer = FaultyPeer(LocalPeer(store.feeds, part.kit.store), part, world.traffic, chance, rate=any_rate(chance))
    send, want = lanes_of(device)
    world.meets(device, chance, lambda: exchange(part.feeds, peer, send=send, want=want))
    world.meets(device, chance, part.follow)
    if chance.random() < 0.8:
        world.meets(world.store, chance, lambda: world.at_store(part.kit).follow())


@step
def stick(world: World, who: int, chance: random.Random) -> None:
    """Let a kiosk or a desk use the folder; mostly the exchange sees it as it is, the files being bad enough."""
    device = world.device(who, desk=chance.random() < 0.35)
    part = device.part
    real = device.at_folder(world.stick)
    with bad_writes(real, chance):
        peer = FaultyPeer(real, part, world.traffic, chance, rate=chance.choice([0.0, 0.0, 0.15]))
        send, want = lanes_of(device)
        world.meets(device, chance, lambda: exchange(part.feeds, peer, send=send, want=want))
    world.meets(device, chance, part.follow)


@step
def serve(world: World, who: int, chance: random.Random) -> None:
    part = world.at_store(world.kits[who % 3 % len(world.kits)])
    world.meets(world.store, chance, lambda: serve_folder(part.feeds, part.kit.store, world.stick))
    world.meets(world.store, chance, lambda: world.at_store(part.kit).follow())


@step
def late(world: World, who: int, chance: random.Random) -> None:
    """Let runs arrive that were on their way for long, or that somebody recorded and plays again."""
    queue = world.traffic.late
    if queue:
        name, run = queue.pop(chance.randrange(len(queue)))
    else:
        seen = [(kit.name, run) for kit in world.kits for run in world.traffic.runs_of(kit)]
        if not seen:
            return
        name, run = chance.choice(seen)
    arrive(world, name, run, chance)


@step
def foreign(world: World, who: int, chance: random.Random) -> None:
    """Hand one school's run to the other one's feeds."""
    kit = world.kits[who % len(world.kits)]
    runs = world.traffic.runs_of(kit)
    if runs:
        arrive(world, world.traffic.others(world.at_store(kit))[0].name, chance.choice(runs), chance)


def arrive(world: World, name: str, run: bytes, chance: random.Random) -> None:
    kit = next(one for one in world.kits if one.name == name)

    def take() -> None:
        with world.store.database.write() as connection:
            world.at_store(kit).feeds.take(connection, run)

    world.meets(world.store, chance, take)


@step
def plug(world: World, who: int, chance: random.Random) -> None:
    """Pull the stick, or put it back."""
    drawer = world.folder / "drawer"
    if world.stick.exists():
        world.stick.rename(drawer)
    else:
        drawer.rename(world.stick)


@step
def vandal(world: World, who: int, chance: random.Random) -> None:
    """Do to the files of the stick what sticks, shares and people do."""
    found = [path for path in world.stick.rglob("*") if path.is_file()] if world.stick.exists() else []
    # Names hold hashes of what was sealed, which a replay seals anew; the order of writing stays.
    files = sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))
    if not files:
        return
    path, other = chance.choice(files), chance.choice(files)
    data = path.read_bytes()
    match chance.choice(["half", "gone", "swapped", "renamed", "copied", "junk", "empty", "part", "flipped"]):
        case "half":
            path.write_bytes(data[: len(data) // 2])
        case "gone":
            path.unlink()
        case "swapped":
            path.write_bytes(other.read_bytes())
        case "renamed":
            path.rename(path.with_name(_other_numbers(path.name, chance)))
        case "copied":
            (other.parent / path.name).write_bytes(data)
        case "junk":
            (path.parent / "holiday.jpg").write_bytes(b"\xff\xd8")
        case "empty":
            path.write_bytes(b"")
        case "part":
            (path.parent / ".part-0123456789abcdef").write_bytes(data[:100])
        case "flipped":
            at = chance.randrange(len(data)) if data else 0
            path.write_bytes(data[:at] + bytes([(data[at] if data else 0) ^ 1]) + data[at + 1 :])


def _other_numbers(name: str, chance: random.Random) -> str:
    parts = name.split("-")
    if len(parts) != 5:
        return f"{chance.getrandbits(60):x}"
    return "-".join([*parts[:2], "1", str(int(parts[3]) + chance.randint(0, 9)), parts[4]])


class bad_writes:  # noqa: N801 - reads as what it does
    """Let the folder be full, or the stick be pulled in the middle of a file, at some write inside the block."""

    def __init__(self, peer: FolderPeer, chance: random.Random) -> None:
        self._files = peer._files
        self._chance = chance
        self._rate = chance.choice([0.0, 0.0, 0.3])

    def __enter__(self) -> None:
        real: Callable[[str, bytes], bool] = type(self._files).write.__get__(self._files)

        def write(path: str, data: bytes) -> bool:
            if self._chance.random() >= self._rate:
                return real(path, data)
            if self._chance.random() < 0.5:
                raise DiskFull("There is no room left on the stick.")
            target: Path = self._files._root / path
            if target.parent.is_dir() and not target.exists():
                target.write_bytes(data[: self._chance.randrange(len(data))])
            raise StorageError("The stick was pulled out.")

        self._files.write = write

    def __exit__(self, *_told: object) -> None:
        self._files.write = type(self._files).write.__get__(self._files)
