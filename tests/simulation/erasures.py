"""Two people erase something, or one of them tries to."""

from __future__ import annotations

import random

from store.scheme.erase import make_erase
from store.scheme.notices import KIND_ERASE, pack_notice
from store.sealing.key_file import staff_signing_key
from store.signed.canonical import decode, encode
from store.signed.signing_key import SigningKey
from tests.simulation.devices import Device, Part
from tests.simulation.forgery import STRANGER
from tests.simulation.offices import peril
from tests.simulation.schools import Kit, seed_of
from tests.simulation.world import World, step

DSL, DEPUTY, HEAD, CHAIR = range(4)


@step
def erase(world: World, who: int, chance: random.Random) -> None:
    """Let two people erase a report or a pair of slots that lies at a desk."""
    desk = world.desk(who)
    entries = _some_entries(desk.part, chance)
    if not entries:
        return
    kit = desk.part.kit
    first, second = chance.choice([(DSL, HEAD), (DEPUTY, CHAIR), (HEAD, CHAIR)])
    notice = make_erase(kit.id, entries, "kept for its time", _staff(kit, first), _staff(kit, second))
    # It counts whether or not the power failed after that.
    world.ledger.erased.update(entries)
    _carry(world, desk, notice, chance)


@step
def erase_alone(world: World, who: int, chance: random.Random) -> None:
    """Let somebody try who may not: one person twice, two without head or chair, one with a stranger."""
    desk = world.desk(who)
    entries = _some_entries(desk.part, chance)
    if not entries:
        return
    kit = desk.part.kit
    first = _staff(kit, chance.choice([DSL, HEAD]))
    ways = {
        "twice": lambda: _twice(kit, entries, first),
        "neither": lambda: make_erase(kit.id, entries, "x", _staff(kit, DSL), _staff(kit, DEPUTY)),
        "stranger": lambda: make_erase(kit.id, entries, "x", first, STRANGER),
        "desk": lambda: make_erase(kit.id, entries, "x", first, desk.own),
    }
    _carry(world, desk, ways[chance.choice(sorted(ways))](), chance)


def _some_entries(part: Part, chance: random.Random) -> list[bytes]:
    query = """SELECT hash, slot, prev, epoch FROM entries WHERE school = ? AND lane = 0 AND body IS NOT NULL
    ORDER BY device, epoch, seq, arrival"""
    with part.device.database.read() as connection:
        rows = connection.exec_driver_sql(query, (part.kit.id,)).all()
    if not rows:
        return []
    row = chance.choice(rows)
    if not row.slot:
        return [bytes(row.hash)]
    before = [one for one in rows if one.slot and (one.hash, one.epoch) == (row.prev, row.epoch)]
    return [bytes(row.hash), bytes(before[0].hash)] if before else []


def _carry(world: World, desk: Device, notice: bytes, chance: random.Random) -> None:
    part = desk.part

    def publishes() -> None:
        with desk.database.write() as connection:
            part.feeds.append(connection, 1, pack_notice([(KIND_ERASE, notice)]))
            part.school.follow(connection, part.feeds)

    peril(world, desk, chance, publishes)


def _twice(kit: Kit, entries: list[bytes], key: SigningKey) -> bytes:
    one, other = (decode(make_erase(kit.id, entries, "x", key, each)) for each in (STRANGER, kit.store))
    mine = next(signed for signed in one if signed in other)
    return encode([mine, mine])


def _staff(kit: Kit, number: int) -> SigningKey:
    return staff_signing_key(seed_of(kit.staff[number].person))
