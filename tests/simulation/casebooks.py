"""Real casebooks at every desk: a person unlocks, reads, acknowledges, locks."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import UTC

from store.casebook.desk.casework import DeskCasework
from store.casebook.desk.unlocking import DeskUnlocking
from store.errors import StorageError
from store.feeds.exchange import Moved, exchange
from store.feeds.local import LocalPeer
from store.scheme.notices import KIND_POST, items_of, unpack_post
from store.sealing.costs import FLOOR
from store.sealing.key_file import KeyFileContent, make_key_file
from store.signed import cose
from tests.clocks import ManualClock
from tests.simulation.devices import TEN, Device
from tests.simulation.exchanges import DESK_LANES, any_rate
from tests.simulation.faults import FaultyPeer
from tests.simulation.ledger import Ledger, hold
from tests.simulation.offices import reports_at
from tests.simulation.schools import Kit, seed_of
from tests.simulation.world import World, step

WORDS = "maple river anchor lamp onion gate"


@step
def unlock(world: World, who: int, chance: random.Random) -> None:
    """Let somebody who holds a desk's roles go through the inbox; the line is as bad as ever, the power may fail."""
    desk = world.desk(who)
    if not keeps_casebook(desk):
        return
    part = desk.part
    line = LocalPeer(world.at_store(part.kit).feeds, part.kit.store)
    peer = FaultyPeer(line, part, world.traffic, chance, rate=any_rate(chance))

    def works() -> None:
        casework = opened(world, desk, lambda: exchange(part.feeds, peer, send=DESK_LANES[0], want=DESK_LANES[1]))
        lines = casework.inbox().lines
        for one in chance.sample(lines, min(2, len(lines))):
            told = [told for told in sealed_at(desk, world.ledger) if one.id in (told["id"], told["about"])]
            world.ledger.persons |= {told["id"] for told in told}
            casework.case(one.id)
            casework.acknowledge(one.id)
        casework.lock()

    world.meets(desk, chance, works)
    note_posts(desk, world.ledger)


def keeps_casebook(desk: Device) -> bool:
    """Return whether one can work here: a role's new key has a casebook of its own, which the old one is not."""
    return all(len(desk.part.kit.roles[role]) == 1 for role in roles_at(desk))


def roles_at(desk: Device) -> tuple[str, ...]:
    return desk.part.school.keys.desk(desk.own.id).roles


def opened(world: World, desk: Device, exchanges: Callable[[], Moved], *, folder: str = "casebooks") -> DeskCasework:
    home = world.folder / f"{desk.path.stem} office"
    keys = home / "keys"
    keys.mkdir(parents=True, exist_ok=True)
    if not (keys / "lead.key").exists():
        (keys / "lead.key").write_bytes(_key_file(desk.part.kit, roles_at(desk)))
    unlocking = DeskUnlocking(
        keys,
        home / folder,
        desk.database,
        desk.part.feeds,
        desk.part.school,
        world.sealer,
        ManualClock(TEN),
        exchanges,
        zone=UTC,
    )
    casework = unlocking.unlock(desk.part.kit.staff[0].name, WORDS)
    casework.refresh()
    return casework


def sealed_at(desk: Device, ledger: Ledger) -> list[dict]:
    with desk.database.read() as connection:
        hashes = connection.exec_driver_sql("SELECT body_hash FROM entries WHERE lane = 0").scalars()
        return [ledger.sealed[one] for one in map(bytes, hashes) if one in ledger.sealed]


def note_posts(desk: Device, ledger: Ledger) -> None:
    """Note which entries of this desk tell of what a person has acknowledged."""
    query = "SELECT hash, body FROM entries WHERE lane = 1 AND device = ?"
    with desk.database.read() as connection:
        rows = connection.exec_driver_sql(query, (desk.own.id,)).all()
    for hashed, body in rows:
        files = [file for kind, data in items_of(body) if kind == KIND_POST for file in unpack_post(data)]
        for file in files:
            told = ledger.sealed.get(cose.digest(file), {})
            if told.get("read") and told["about"] in ledger.persons:
                ledger.acknowledged[told["about"]].add(bytes(hashed))


def check_casebook(world: World, desk: Device) -> None:
    """Each report that counts is one case (I2), rebuilt from the feeds alone the casebook is the same (I14)."""

    def nobody() -> Moved:
        raise StorageError("The store can't be reached. Nothing was lost.")

    casework = opened(world, desk, nobody)
    kept = casework.inbox()
    casework.lock()
    cases = [line.id for line in kept.lines]
    hold(len(set(cases)) == len(cases), "I2", f"{desk.name} shows one report twice")
    due = {told["id"] for told in reports_at(desk.part, world.ledger) if set(roles_at(desk)) & set(told["to"])}
    lacks = due - set(cases)
    hold(not lacks, "I5", f"{desk.name} does not show {len(lacks)} reports that it holds")
    rebuilt = opened(world, desk, nobody, folder=f"rebuilt {world.secrets.token_hex(4)}")
    same = [(line.id, line.level, line.kind) for line in rebuilt.inbox().lines]
    rebuilt.lock()
    hold(
        same == [(line.id, line.level, line.kind) for line in kept.lines],
        "I14",
        f"{desk.name} rebuilds another casebook",
    )


def _key_file(kit: Kit, roles: Sequence[str]) -> bytes:
    person = kit.staff[0].person
    content = KeyFileContent(seed_of(person), {role: kit.roles[role][0] for role in roles})
    return make_key_file(kit.id, bytes.fromhex(person), content, WORDS, FLOOR)
