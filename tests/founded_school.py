"""A small school with its real keys, feeds and documents, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from store.database import Database
from store.feeds.feeds import Feeds
from store.scheme import founding
from store.scheme.devices import DeviceEntry
from store.scheme.keys_bundle import KeysBundle
from store.scheme.people import Mentor, StaffMember
from store.scheme.policy import Policy
from store.scheme.publications import Publisher
from store.scheme.publishing import publish_keys
from store.scheme.routes import ROLES
from store.scheme.school import School
from store.scheme.vaults import Vault, make_vault
from store.sealing.costs import FLOOR
from store.sealing.key_file import role_identity
from store.sealing.xwing import Identity
from store.signed.signing_key import SigningKey
from tests.new_database import new_database


def seeded(number: int) -> bytes:
    """Return the 32 bytes of a key that is the same in every test."""
    return bytes([number]) * 32


def person(number: int) -> bytes:
    return bytes([number]) * 16


ROOT = SigningKey(seeded(1))
DESK = SigningKey(seeded(2))
OTHER_DESK = SigningKey(seeded(3))
STORE = SigningKey(seeded(4))
KIOSK = SigningKey(seeded(5))
ROLE_SEEDS = {role: seeded(10 + place) for place, role in enumerate(ROLES)}

STAFF = (
    StaffMember(person(21).hex(), "Mrs Price", "keeps pupils safe", "R12", ("safeguarding",)),
    StaffMember(person(22).hex(), "Mr Khan", "keeps pupils safe", "R14", ("safeguarding",)),
    StaffMember(person(23).hex(), "Ms Okafor", "head teacher", "the head's office", ("head",)),
    StaffMember(person(24).hex(), "Mr Owen", "chair of governors", "", ("chair",)),
    StaffMember(person(25).hex(), "Miss Evans", "runs peer mentoring", "Library", ("coordinator",)),
)


def bundle(staff: Sequence[StaffMember] = STAFF, roles: Sequence[str] = ROLES) -> KeysBundle:
    """Return a school's keys, unsigned, with two desks that may publish everything."""
    made = founding.first_keys_bundle(ROOT, shown_until="2027-09-01")
    for role in roles:
        made = founding.add_role(made, role, ROLE_SEEDS[role])
    for place, one in enumerate(staff):
        made = founding.add_staff(made, bytes.fromhex(one.person), seeded(40 + place), one.roles)
    for desk in (DESK, OTHER_DESK):
        made = founding.add_desk(made, desk.public, ["safeguarding"])
    return founding.add_store(made, STORE.public)


def role_identities() -> dict[str, Identity]:
    return {role: role_identity(seed) for role, seed in ROLE_SEEDS.items()}


@dataclass
class Device:
    """One device of the school: its database, its feeds, its view."""

    database: Database
    school: School
    feeds: Feeds
    key: SigningKey = field(repr=False)

    def hear(self, other: Device) -> int:
        """Take everything that another device holds, then follow its notices."""
        with self.database.write() as connection, other.database.read() as theirs:
            for run in other.feeds.runs(theirs, self.feeds.held(connection)):
                self.feeds.take(connection, run)
            return self.school.follow(connection, self.feeds)


def device(folder: Path, name: str, key: SigningKey, *, keys: bytes | None = None) -> Device:
    """Make a device that knows nothing but the school's root, and the keys bundle where it was enrolled with one."""
    database = new_database(folder / f"{name}.db")
    school = School(database, ROOT.public, own=key.id)
    feeds = Feeds(database, school.id, school, key)
    feeds.start(b"machine of " + name.encode())
    if keys is not None:
        with database.write() as connection:
            school.take_keys(connection, keys)
    return Device(database, school, feeds, key)


def mentor_vault(number: int, name: str, school: School) -> tuple[Vault, str]:
    coordinator = school.recipients(["coordinator"])[0]
    return make_vault(
        person(number),
        name,
        [("m1", "Sam, Y7")],
        lookup_key=school.lookup_key,
        coordinator=coordinator,
        made_by=DESK.id,
        made_at="2026-11-24T09:00:00Z",
        costs=FLOOR,
    )


def found(folder: Path, *, staff: Sequence[StaffMember] = STAFF, roles: Sequence[str] = ROLES) -> Device:
    """Found the school at its desk: keys, then policy, guidance-free staff, one kiosk."""
    desk = device(folder, "desk", DESK)
    with desk.database.write() as connection:
        publish_keys(connection, desk.feeds, desk.school, ROOT, bundle(staff, roles))
        publisher = Publisher(connection, desk.feeds, desk.school, DESK)
        publisher.policy(Policy(school="Ysgol y Bryn", vault_costs=FLOOR))
        publisher.staff(staff)
        publisher.devices([DeviceEntry(KIOSK.public, "Library")])
        desk.school.follow(connection, desk.feeds)
    return desk


def mentors(count: int) -> list[Mentor]:
    return [Mentor(person(60 + n).hex(), f"Mentor {n}", (("m1", f"Sam {n}, Y7"),)) for n in range(count)]
