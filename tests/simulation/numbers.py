"""What the readers of a kiosk's reports rely on: numbers without gaps, slots in pairs, seals as they say."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict

import pytest

from store.errors import NotForThisKey
from store.records import from_json
from store.scheme.routes import RECOVERY_ROLES
from store.sealing.key_file import role_identity
from store.sealing.sealed import open_sealed
from tests.simulation.devices import Kiosk
from tests.simulation.ledger import Ledger, hold
from tests.simulation.world import World

_OPENED = 4


def check_numbers(kiosk: Kiosk, ledger: Ledger) -> None:
    """One record once, numbers from 1 without a gap, staff reports in pairs of slots and nowhere else (I2, I20)."""
    if not kiosk.pristine:
        # A copied or restored disk gives a number again; its readers are shown the conflict.
        return
    with kiosk.database.read() as connection:
        query = "SELECT body_hash, slot, epoch FROM entries WHERE lane = 0 AND device = ? ORDER BY epoch, seq"
        rows = connection.exec_driver_sql(query, (kiosk.own.id,)).all()
        waiting = connection.exec_driver_sql("SELECT body FROM waiting_for_slots").scalars().all()
    bodies = [bytes(row.body_hash) for row in rows] + [hashlib.sha256(bytes(one)).digest() for one in waiting]
    hold(all(one in ledger.sealed for one in bodies), "I15", f"{kiosk.part.name} wrote something that was not sealed")
    told = [ledger.sealed[one] for one in bodies]
    hold(len({one["id"] for one in told}) == len(told), "I2", f"{kiosk.part.name} wrote one record twice")
    numbers: dict[tuple, list[int]] = defaultdict(list)
    for one in told:
        if one["nth"] is not None:
            series, number = one["nth"]
            numbers[series, frozenset(one["to"]) - RECOVERY_ROLES].append(number)
    for given in numbers.values():
        hold(
            sorted(given) == list(range(1, len(given) + 1)),
            "I2",
            f"{kiosk.part.name} gave out the numbers {sorted(given)}",
        )
    slots = [set(one["to"]) - RECOVERY_ROLES for one, row in zip(told, rows, strict=False) if row.slot]
    pairs = list(zip(slots[::2], slots[1::2], strict=False))
    whole = len(slots) % 2 == 0 and all(one | other == {"head", "chair"} for one, other in pairs)
    hold(whole, "I20", f"{kiosk.part.name} wrote slots that are no pairs")
    outside = [one["to"] for one, row in zip(told, rows, strict=False) if not row.slot]
    hold(
        not any({"head", "chair"} & set(to) for to in outside),
        "I20",
        f"{kiosk.part.name} wrote a staff report in the open",
    )


def check_seals(world: World, chance: random.Random) -> None:
    """Open a few reports where they arrived: they are what was sealed, for those to whom it was."""
    for part in world.store.parts:
        with part.device.database.read() as connection:
            query = "SELECT body FROM entries WHERE school = ? AND lane = 0 AND body IS NOT NULL ORDER BY arrival"
            bodies = [bytes(one) for one in connection.exec_driver_sql(query, (part.kit.id,)).scalars()]
        for body in chance.sample(bodies, min(_OPENED, len(bodies))):
            told = world.ledger.sealed[hashlib.sha256(body).digest()]
            role = chance.choice(told["to"])
            text = open_sealed(body, [role_identity(seed) for seed in part.kit.roles[role]])
            hold(from_json(text).model_dump(mode="json") == told, "I3", "a report was opened as another one")
            others = [role_identity(seeds[0]) for name, seeds in part.kit.roles.items() if name not in told["to"]]
            with pytest.raises(NotForThisKey):
                open_sealed(body, others)
