"""The schools of the simulation, founded once and then copied for every episode."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from store.database import open_database
from store.feeds.feeds import Feeds
from store.scheme import founding
from store.scheme.devices import DeviceEntry
from store.scheme.people import StaffMember
from store.scheme.policy import Policy
from store.scheme.publications import Publisher
from store.scheme.publishing import publish_keys
from store.scheme.routes import ROLES
from store.scheme.school import School
from store.scheme.vaults import Vault, make_vault
from store.sealing.costs import FLOOR
from store.signed.signing_key import SigningKey

# Which roles are used at each desk of a school; the first school has three desks, the second one.
DESK_ROLES = (("safeguarding",), ("head", "coordinator"), ("chair", "safeguarding"))
KIOSKS_ADMITTED = 2


@dataclass
class Kit:
    """The keys and people of one school."""

    name: str
    root: SigningKey = field(repr=False)
    store: SigningKey = field(repr=False)
    desks: list[SigningKey] = field(repr=False)
    kiosks: list[SigningKey] = field(repr=False)
    roles: dict[str, list[bytes]] = field(repr=False)
    staff: tuple[StaffMember, ...]
    vaults: dict[str, Vault] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> bytes:
        return self.root.id


def seed_of(label: str) -> bytes:
    return hashlib.sha256(b"simulation " + label.encode()).digest()


def _kit(name: str, desks: int, kiosks: int) -> Kit:
    def key(label: str) -> SigningKey:
        return SigningKey(seed_of(f"{name} {label}"))

    jobs = (
        ("DSL", "safeguarding"),
        ("Deputy", "safeguarding"),
        ("Head", "head"),
        ("Chair", "chair"),
        ("Lead", "coordinator"),
    )
    return Kit(
        name,
        key("root"),
        key("store"),
        [key(f"desk {one}") for one in range(desks)],
        [key(f"kiosk {one}") for one in range(kiosks)],
        {role: [seed_of(f"{name} {role}")] for role in ROLES},
        tuple(StaffMember(seed_of(f"{name} {job}")[:16].hex(), f"Mx {job}", job, "R1", (role,)) for job, role in jobs),
    )


def kits() -> list[Kit]:
    """Return two schools: one with three desks and three kiosks, the last not admitted, one with one of each."""
    return [_kit("hill", 3, 3), _kit("vale", 1, 1)]


def device_file(folder: Path, kit: Kit, kind: str, number: int) -> Path:
    return folder / f"{kit.name}-{kind}{number}.db"


def store_file(folder: Path) -> Path:
    return folder / "store.db"


def listed(kit: Kit, standings: dict[int, str]) -> list[DeviceEntry]:
    """Return the devices document in which kiosks stand as told: admitted, revoked, or not listed at all."""
    return [
        DeviceEntry(key.public, f"Room {number}", revoked=standings[number] == "revoked")
        for number, key in enumerate(kit.kiosks)
        if standings[number] != "unknown"
    ]


def first_standings(kit: Kit) -> dict[int, str]:
    return {number: "admitted" if number < KIOSKS_ADMITTED else "unknown" for number in range(len(kit.kiosks))}


def copy_schools(folder: Path) -> list[Kit]:
    """Put the databases of both founded schools into `folder`, returning what is known of them."""
    template, made = _founded()
    shutil.copytree(template, folder, dirs_exist_ok=True)
    return [
        Kit(
            one.name,
            one.root,
            one.store,
            one.desks,
            one.kiosks,
            {r: list(s) for r, s in one.roles.items()},
            one.staff,
            one.vaults,
            one.words,
        )
        for one in made
    ]


@cache
def _founded() -> tuple[Path, list[Kit]]:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    made = kits()
    for kit in made:
        _found(kit, folder)
    return folder, made


def _found(kit: Kit, folder: Path) -> None:
    bundle = founding.first_keys_bundle(kit.root)
    for role, seeds in kit.roles.items():
        bundle = founding.add_role(bundle, role, seeds[-1])
    for one in kit.staff:
        bundle = founding.add_staff(bundle, bytes.fromhex(one.person), seed_of(one.person), one.roles)
    for number, desk in enumerate(kit.desks):
        bundle = founding.add_desk(bundle, desk.public, DESK_ROLES[number])
    bundle = founding.add_store(bundle, kit.store.public)
    desk, school, feeds = _device(device_file(folder, kit, "desk", 0), kit, kit.desks[0])
    with desk.write() as connection:
        publish_keys(connection, feeds, school, kit.root, bundle)
        publisher = Publisher(connection, feeds, school, kit.desks[0])
        publisher.policy(Policy(school=kit.name, vault_costs=FLOOR))
        publisher.staff(kit.staff)
        publisher.devices(listed(kit, first_standings(kit)))
        for mentor in ("Ana", "Ben"):
            kit.vaults[mentor], kit.words[mentor] = make_vault(
                seed_of(f"{kit.name} {mentor}")[:16],
                mentor,
                [("m1", "Sam")],
                lookup_key=school.lookup_key,
                coordinator=school.recipients(["coordinator"])[0],
                made_by=kit.desks[0].id,
                made_at="2026-11-24T09:00:00Z",
                costs=FLOOR,
            )
        publisher.vaults(list(kit.vaults.values()))
        school.follow(connection, feeds)
    others = [(device_file(folder, kit, "desk", n), key) for n, key in enumerate(kit.desks) if n]
    others += [(device_file(folder, kit, "kiosk", n), key) for n, key in enumerate(kit.kiosks)]
    for path, own in [*others, (store_file(folder), None)]:
        _enrol(path, kit, own, feeds, school)
    desk.close()


def _enrol(path: Path, kit: Kit, own: SigningKey | None, founder: Feeds, founded: School) -> None:
    database, school, feeds = _device(path, kit, own)
    with database.write() as connection, founder.database.read() as reading:
        school.take_keys(connection, founded.keys.signed)
        for run in founder.runs(reading, []):
            feeds.take(connection, run)
        school.follow(connection, feeds)
    database.close()


def _device(path: Path, kit: Kit, own: SigningKey | None) -> tuple:
    database = open_database(path)
    school = School(database, kit.root.public, own=own.id if own else None)
    return database, school, Feeds(database, school.id, school, own)
