"""Backups that are put back, disks that are copied, computers that change."""

from __future__ import annotations

import random

from tests.simulation.devices import Device, Kiosk
from tests.simulation.world import World, step


def _any(world: World, who: int, chance: random.Random) -> Device:
    kind = chance.choice(["store", "store", "desk", "kiosk"])
    device = world.store if kind == "store" else world.device(who, desk=kind == "desk")
    world.touch(device)
    return device


@step
def backup(world: World, who: int, chance: random.Random) -> None:
    _any(world, who, chance).back_up()


@step
def restore(world: World, who: int, chance: random.Random) -> None:
    device = _any(world, who, chance)
    if device.backup is None:
        return
    device.put_back()
    if not isinstance(device, Kiosk):
        return
    device.notebook.start()
    device.writings = {}
    # What was on the broken disk alone is lost; what got away from it is checked wherever else it is.
    with device.database.read() as connection:
        here = device.content(connection)
    bodies = world.ledger.by_record
    device.saved = {one: by for one, by in device.saved.items() if any(body in here for body in bodies[one])}


@step
def clone(world: World, who: int, chance: random.Random) -> None:
    """Copy a kiosk's disk; the other computer has another number, or the very same one as a copied machine has."""
    kiosk = world.kiosk(who)
    world.clone(kiosk, chance.randbytes(8) if chance.random() < 0.6 else kiosk.machine)


@step
def move(world: World, who: int, chance: random.Random) -> None:
    """Put a disk into another computer."""
    kiosk = world.kiosk(who)
    kiosk.machine = chance.randbytes(8)
    world.power_cut(kiosk, chance)
