"""The active view of a school: one unchanging picture of what is in force on this device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from sqlalchemy import Connection, select

from store.feeds.devices import Standing
from store.scheme.devices import DeviceKind, devices_from_content
from store.scheme.documents import DEVICES, GUIDANCE, POLICY, STAFF, Document, unverified
from store.scheme.guidance import GuidancePage, guidance_from_content
from store.scheme.keys_bundle import KeysBundle, unchecked_keys
from store.scheme.people import StaffMember, staff_from_content
from store.scheme.policy import Policy, policy_from_content
from store.scheme.readers import SchoolPeople
from store.scheme.routes import HEAD
from store.scheme.tables import ACTIVE, FOLLOWED, KEYS, KIOSKS
from store.sealing.xwing import Recipient

NOT_NAMED: Final = "an adult whose name is not here yet"


@dataclass(frozen=True)
class RoleKeys:
    """A role's public halves: what reports are sealed to, what its checkpoints are checked with."""

    recipient: Recipient
    verify: bytes = field(repr=False)


@dataclass(frozen=True)
class ActiveDocument:
    """The active document of a name, with the entry that brought it (`alone`: and nothing else)."""

    document: Document
    entry: bytes
    alone: bool


@dataclass(frozen=True)
class View:
    """What is in force: keys (with every earlier bundle), documents, kiosks."""

    school: bytes
    root: bytes = field(repr=False)
    bundles: tuple[KeysBundle, ...]
    documents: Mapping[str, ActiveDocument]
    kiosks: Mapping[bytes, tuple[bytes, str, Standing]] = field(repr=False)
    changes: int

    @property
    def keys(self) -> KeysBundle | None:
        """The bundle in force."""
        return self.bundles[-1] if self.bundles else None

    @property
    def roots(self) -> tuple[bytes, ...]:
        """The roots in force: the school's first one until a bundle says otherwise."""
        return self.keys.roots if self.keys else (self.root,)

    def document(self, name: str) -> Document | None:
        """Return the active document of this name."""
        active = self.documents.get(name)
        return active.document if active else None

    @cached_property
    def staff(self) -> tuple[StaffMember, ...]:
        """The staff as published."""
        found = self.document(STAFF)
        return staff_from_content(found.content) if found else ()

    @cached_property
    def policy(self) -> Policy:
        """The school's settings."""
        found = self.document(POLICY)
        return policy_from_content(found.content) if found else Policy()

    @cached_property
    def guidance(self) -> tuple[GuidancePage, ...]:
        """The school's guidance, the product's own pages until it has published some."""
        found = self.document(GUIDANCE)
        if found is not None:
            return guidance_from_content(found.content)
        from store.scheme.guidance_default import default_pack

        return default_pack()

    @cached_property
    def people(self) -> SchoolPeople:
        """Who reads what, by name."""
        by_person = {one.person: one for one in self.staff}
        held = self.keys.holders() if self.keys else {}
        readers = {
            role: tuple(by_person.get(one, StaffMember(one, NOT_NAMED, "", "", (role,))) for one in persons)
            for role, persons in held.items()
        }
        for one in self.staff:
            for role in one.roles:
                # Nobody is entered as a holder in the bundle: then the staff document is all there is to go by.
                if role not in held:
                    readers[role] = (*readers.get(role, ()), one)
        # A head is a head to the pupils, whether or not that key is made or handed over.
        heads = {one.person: one for one in readers.get(HEAD, ())}
        heads |= {one.person: one for one in self.staff if HEAD in one.roles}
        made = frozenset(one.name for one in self.keys.roles if not one.retired) if self.keys else frozenset[str]()
        return SchoolPeople(readers, tuple(heads.values()), made, self.staff)

    def role(self, name: str) -> RoleKeys | None:
        """Return the keys of a role, None where nobody has made them yet."""
        if name not in self._roles:
            entry = self.keys.role(name) if self.keys else None
            self._roles[name] = RoleKeys(Recipient(entry.xwing), entry.ed) if entry else None
        return self._roles[name]

    @cached_property
    def _roles(self) -> dict[str, RoleKeys | None]:
        """What was asked for already: to take a public key apart costs as much as sealing to it."""
        return {}

    def role_keys_ever(self, name: str) -> tuple[RoleKeys, ...]:
        """Return every pair of keys that a role has had, newest first: retired ones still check old checkpoints."""
        found = {
            entry.xwing: RoleKeys(Recipient(entry.xwing), entry.ed)
            for bundle in reversed(self.bundles)
            for entry in sorted(bundle.roles, key=lambda one: one.retired)
            if entry.name == name
        }
        return tuple(found.values())

    @cached_property
    def publics(self) -> Mapping[bytes, bytes]:
        """Every device's public key, also those that are no longer admitted."""
        known = {device: public for device, (public, _, _) in self.kiosks.items()}
        return known | {device: ed for bundle in self.bundles for device, ed in bundle.devices.items()}

    def standing(self, device: bytes) -> Standing:
        """Return whether what this device signs is taken."""
        if self.keys and device in self.keys.devices:
            return "admitted"
        if any(device in bundle.devices for bundle in self.bundles):
            return "revoked"
        return self.kiosks[device][2] if device in self.kiosks else "unknown"

    @cached_property
    def names(self) -> Mapping[bytes, str]:
        """What people call each device."""
        found = self.document(DEVICES)
        listed = {one.id: one.name for one in devices_from_content(found.content)} if found else {}
        return {device: name for device, (_, name, _) in self.kiosks.items()} | listed

    @cached_property
    def listed_kiosks(self) -> tuple[bytes, ...]:
        """The kiosks of the active devices document that are not revoked."""
        found = self.document(DEVICES)
        listed = devices_from_content(found.content) if found else ()
        return tuple(one.id for one in listed if one.kind == DeviceKind.KIOSK and not one.revoked)


def load_view(connection: Connection, school: bytes, root: bytes) -> View:
    """Return the view as the database has it."""
    bundles = connection.execute(
        select(KEYS.c.signed).where(KEYS.c.school == school).order_by(KEYS.c.version, KEYS.c.hash)
    ).scalars()
    documents = connection.execute(select(ACTIVE).where(ACTIVE.c.school == school)).mappings()
    kiosks = connection.execute(select(KIOSKS).where(KIOSKS.c.school == school)).mappings()
    changes = connection.execute(select(FOLLOWED.c.changes).where(FOLLOWED.c.school == school)).scalar()
    return View(
        school,
        root,
        tuple(unchecked_keys(signed) for signed in bundles),
        {one["name"]: ActiveDocument(unverified(one["signed"]), one["entry"], one["alone"]) for one in documents},
        {one["device"]: (one["public"], one["name"], one["standing"]) for one in kiosks},
        changes or 0,
    )
