"""What adults do at their desks, and what somebody does who only says to be one."""

from __future__ import annotations

import random

from store.feeds.entry import read_entry
from store.records import Message, new_id, to_json
from store.scheme import founding
from store.scheme.documents import make_document
from store.scheme.notices import KIND_DOCUMENT, KIND_POST, pack_notice, pack_post
from store.scheme.policy import Policy
from store.scheme.publications import Publisher
from store.scheme.publishing import publish_keys
from store.sealing.costs import FLOOR
from store.signed import cose
from tests.simulation.devices import Device, Part
from tests.simulation.exchanges import arrive
from tests.simulation.forgery import made_up, run_of
from tests.simulation.ledger import Ledger
from tests.simulation.schools import listed, seed_of
from tests.simulation.world import World, step


@step
def read(world: World, who: int, chance: random.Random) -> None:
    """Let a person acknowledge a report that lies at this desk for a role of it."""
    desk = world.desk(who)
    entry = desk.part.school.keys.desk(desk.own.id)
    reports = [
        one for one in reports_at(desk.part, world.ledger) if set(one["to"]) & set(entry.roles) and one["author"]
    ]
    if not reports:
        return
    report = chance.choice(reports)
    role = next(role for role in entry.roles if role in report["to"])
    body = _post(world, desk.part, report, role)
    made: list[bytes] = []

    def post() -> None:
        with desk.database.write() as connection:
            made.append(desk.part.feeds.append(connection, 1, body))

    peril(world, desk, chance, post)
    # It counts whether or not the power failed after that: the person had said so.
    world.ledger.acknowledged[report["id"]].update(made)


@step
def impostor(world: World, who: int, chance: random.Random) -> None:
    """Let a key say what it may not: a kiosk or another role's desk that a report was read, a kiosk who is staff."""
    kiosk = world.kiosk(who)
    part = kiosk.part
    desk = part.kit.desks[0]
    # Somebody who knows the number of every report is the worst case.
    sealed = [one for one in world.ledger.sealed.values() if one.get("kind") == "concern" and one["author"]]
    reports = [one for one in sealed if one["school"] == part.kit.id.hex()]
    for_staff = [one for one in reports if "safeguarding" not in one["to"]]
    key = kiosk.own
    if for_staff and chance.random() < 0.4:
        # The first desk is one of safeguarding: it neither read this report nor is what it says to be.
        key, report = desk, chance.choice(for_staff)
        body = _post(world, part, report, chance.choice(["safeguarding", report["to"][0]]))
    elif reports and chance.random() < 0.7:
        report = chance.choice(reports)
        body = _post(world, part, report, chance.choice(["safeguarding", report["to"][0]]))
    else:
        forged = make_document("staff", 1000, [], key, part.kit.id, None, 0)
        body = pack_notice([(KIND_DOCUMENT, forged)])
    for device in (*world.desks, *world.kiosks):
        # A key that somebody else has is no better than a copied disk.
        device.pristine = device.pristine and device.own.id != key.id
    item = made_up(part.kit, key, key.id, chance, lane=1, body=body)
    world.ledger.bears(cose.digest(item[0]), read_entry(item[0]))
    arrive(world, part.kit.name, run_of([item]), chance)


@step
def casework(world: World, who: int, chance: random.Random) -> None:
    desk = world.desk(who)

    def batch() -> None:
        with desk.database.write() as connection:
            desk.part.feeds.append(connection, 2, chance.randbytes(64))

    peril(world, desk, chance, batch)


@step
def publish(world: World, who: int, chance: random.Random) -> None:
    """Publish who is staff, what the school is called, or which kiosks are admitted, revoked, unknown."""
    desk = world.desk(who)
    part = desk.part
    standings = {
        number: chance.choice(["admitted", "admitted", "revoked", "unknown"]) for number in range(len(part.kit.kiosks))
    }
    standings[0] = "admitted"
    what = chance.choice(["devices", "devices", "policy", "staff"])

    def publishes() -> None:
        with desk.database.write() as connection:
            publisher = Publisher(connection, part.feeds, part.school, desk.own, force=True)
            if what == "devices":
                publisher.devices(listed(part.kit, standings))
            elif what == "policy":
                publisher.policy(Policy(school=f"{part.kit.name} {chance.getrandbits(20)}", vault_costs=FLOOR))
            else:
                publisher.staff(part.kit.staff[: chance.randint(4, 5)])

    peril(world, desk, chance, publishes)


@step
def rotate(world: World, who: int, chance: random.Random) -> None:
    """Give a role a new key; the old one is kept to read with."""
    desk = world.desk(who)
    part, role = desk.part, chance.choice(["safeguarding", "head", "chair", "coordinator"])
    seed = seed_of(f"{part.kit.name} {role} {chance.getrandbits(60)}")
    part.kit.roles[role].append(seed)

    def publishes() -> None:
        with desk.database.write() as connection:
            bundle = founding.add_role(part.school.keys, role, seed)
            publish_keys(connection, part.feeds, part.school, part.kit.root, bundle)

    peril(world, desk, chance, publishes)


def reports_at(part: Part, ledger: Ledger) -> list[dict]:
    """Return the concerns that lie in this database outside of the quarantine."""
    query = """SELECT body_hash FROM entries WHERE school = ? AND lane = 0 AND quarantined = 0 AND body IS NOT NULL
    ORDER BY arrival"""
    with part.device.database.read() as connection:
        hashes = connection.exec_driver_sql(query, (part.kit.id,)).scalars()
        told = [ledger.sealed.get(bytes(one), {}) for one in hashes]
    return [one for one in told if one.get("kind") == "concern"]


def peril(world: World, desk: Device, chance: random.Random, act: object) -> None:
    if chance.random() < 0.1:
        desk.database.arm(chance.randrange(40), full=chance.random() < 0.4)
    world.meets(desk, chance, act)


def _post(world: World, part: Part, report: dict, role: str) -> bytes:
    message = Message(id=new_id(), sender=role, about=report["id"], read=True, created="2026-11-24T10:00:00Z")
    vault = next(one for one in part.kit.vaults.values() if one.person.hex() == report["author"])
    file = world.sealer.seal(to_json(message), [vault.private], padded=4096)
    return pack_notice([(KIND_POST, pack_post([file]))])
