"""A school as this device knows it: keys in force, people, settings, devices."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Final

from sqlalchemy import Connection, delete, event, select

from store.database import Database
from store.errors import ConfigurationError, FeedError, NewerVersion, SealingError
from store.feeds.devices import Standing
from store.feeds.entry import LANE_NOTICES
from store.feeds.feeds import Feeds
from store.feeds.log import StoredEntry
from store.scheme import following, published_vaults
from store.scheme.applying import Drop, apply_keys, take_document
from store.scheme.documents import Document, unverified
from store.scheme.guidance import GuidancePage
from store.scheme.keys_bundle import KeysBundle
from store.scheme.notices import KIND_DOCUMENT, KIND_KEYS, items_of
from store.scheme.people import StaffMember
from store.scheme.policy import Policy
from store.scheme.readers import SchoolPeople
from store.scheme.routes import CHAIR, HEAD
from store.scheme.statements import take_statement
from store.scheme.tables import OVERTAKEN
from store.scheme.vaults import Vault, lookup_of
from store.scheme.view import RoleKeys, load_view
from store.sealing.xwing import Recipient
from store.signed.signing_key import id16

_PAGE: Final = 200


class School:
    """The active view, held in memory: but for the vaults, reading it needs no database and no transaction.

    `root` is the public key of the school's first root; `own` is this device's number, so that a desk learns of its
    own overtaken documents.
    """

    def __init__(self, database: Database, root: bytes, *, own: bytes | None = None) -> None:
        self._database = database
        self._root = root
        self._own = own
        self.id = id16(root)
        self._changing: Connection | None = None
        with database.read() as connection:
            self._view = load_view(connection, self.id, root)

    @property
    def name(self) -> str:
        """The school's name as its policy has it."""
        return self._view.policy.school

    @property
    def keys(self) -> KeysBundle | None:
        """The keys bundle in force, None before the first."""
        return self._view.keys

    @property
    def lookup_key(self) -> bytes:
        """The key under which a name's vault is found."""
        return self._in_force().lookup

    def document(self, name: str) -> Document | None:
        """Return the active document of this name."""
        return self._view.document(name)

    def policy(self) -> Policy:
        """Return the school's settings."""
        return self._view.policy

    def guidance(self) -> tuple[GuidancePage, ...]:
        """Return the school's guidance."""
        return self._view.guidance

    def staff(self) -> tuple[StaffMember, ...]:
        """Return the staff as published."""
        return self._view.staff

    def people(self) -> SchoolPeople:
        """Return who reads what, by name, for the sentences in store.scheme.readers."""
        return self._view.people

    def holders(self, role: str) -> tuple[StaffMember, ...]:
        """Return the people who hold a role's key."""
        return self._view.people.readers.get(role, ())

    def role(self, name: str) -> RoleKeys | None:
        """Return the keys of a role, None where nobody has made them yet."""
        return self._view.role(name)

    def role_keys_ever(self, name: str) -> tuple[RoleKeys, ...]:
        """Return every pair of keys that a role has had, newest first."""
        return self._view.role_keys_ever(name)

    def has_role(self, name: str) -> bool:
        """Whether this role's key is made."""
        return self._view.role(name) is not None

    def has_slots(self) -> bool:
        """Whether slots have begun: head and chair can be sealed to."""
        return self.has_role(HEAD) and self.has_role(CHAIR)

    def recipients(self, roles: Collection[str]) -> list[Recipient]:
        """Return what to seal to, or raise ConfigurationError where a role's key is not made yet."""
        return [self._sealed_to(role) for role in roles]

    def public_key(self, device: bytes) -> bytes | None:
        """Return a device's public key, also where the device is no longer admitted."""
        return self._view.publics.get(device)

    def standing(self, device: bytes) -> Standing:
        """Return whether what this device signs is taken."""
        return self._view.standing(device)

    def store_key(self, store: bytes) -> bytes | None:
        """Return a store's public key, None where it is not one of this school's now."""
        stores = self._view.keys.stores if self._view.keys else ()
        return next((one.ed for one in stores if one.id == store), None)

    def device_name(self, device: bytes) -> str:
        """Return what people call a device, else the beginning of its number."""
        return self._view.names.get(device) or f"device {device.hex()[:8]}"

    def kiosks(self) -> tuple[bytes, ...]:
        """Return the numbers of the kiosks that are listed and not revoked."""
        return self._view.listed_kiosks

    def vault_by_lookup(self, name: str, connection: Connection | None = None) -> Vault | None:
        """Return the published vault of a name; inside a write transaction, give its connection."""
        if self.keys is None:
            return None
        with self._reading(connection) as reading:
            return published_vaults.by_lookup(reading, self.id, lookup_of(self.keys.lookup, name))

    def vault_of(self, person: str, connection: Connection | None = None) -> Vault | None:
        """Return the published vault of a person (hex); inside a write transaction, give its connection."""
        with self._reading(connection) as reading:
            return published_vaults.of_person(reading, self.id, bytes.fromhex(person))

    def vaults(self, connection: Connection | None = None) -> tuple[Vault, ...]:
        """Return every published vault; inside a write transaction, give its connection."""
        with self._reading(connection) as reading:
            return published_vaults.every(reading, self.id)

    def follow(self, connection: Connection, feeds: Feeds, *, drop: Drop | None = None) -> int:
        """Read the notices that arrived since last time, returning how many changed something.

        New keys may give force to notices that came before them, so these are read again. `drop` is called with the
        hash of each entry that holds nothing but an overtaken document.
        """
        self.refresh(connection)
        position = following.position(connection, self.id)
        is_anew = position == 0
        applied = 0
        while True:
            bundles = self._view.bundles
            while entries := feeds.entries(connection, after=position, lanes=(LANE_NOTICES,), limit=_PAGE):
                position = entries[-1].arrival
                applied += self.take_notices(connection, entries, drop=drop)
            if bundles == self._view.bundles:
                break
            position = 0
        following.remember(connection, self.id, position)
        if applied or is_anew:
            # Read by another program than the last time: it may understand what was put aside for being newer.
            feeds.review(connection)
        return applied

    def take_notices(self, connection: Connection, entries: Iterable[StoredEntry], *, drop: Drop | None = None) -> int:
        """Apply what is in these entries, in whatever order they come, returning how many things changed something."""
        items = [
            (entry, kind, data, len(unpacked) == 1)
            for entry in entries
            if entry.lane == LANE_NOTICES
            for unpacked in [items_of(entry.body)]
            for kind, data in unpacked
        ]
        applied = 0
        # Keys first, until none of them finds its root any more: what order they came in makes no difference.
        while any(self.take_keys(connection, data) for _, kind, data, _ in items if kind == KIND_KEYS):
            applied += 1
        for entry, kind, data, alone in items:
            if kind == KIND_DOCUMENT and take_document(
                connection, self._view, entry.hash, data, alone=alone, own=self._own, drop=drop
            ):
                applied += self._changed(connection)
            else:
                applied += take_statement(connection, self._view, entry, kind, data)
        return applied

    def take_keys(self, connection: Connection, signed: bytes) -> bool:
        """Keep a keys bundle, also the one that enrolment brings, if a root signed it; the highest is in force."""
        try:
            changed = apply_keys(connection, self._view, signed)
        except (FeedError, SealingError, NewerVersion):
            return False
        return changed and self._changed(connection)

    def overtaken(self, connection: Connection) -> tuple[Document, ...]:
        """Return this desk's documents over which somebody published without having seen them."""
        rows = connection.execute(select(OVERTAKEN.c.signed).where(OVERTAKEN.c.school == self.id)).scalars()
        return tuple(unverified(signed) for signed in rows)

    def merged(self, connection: Connection, document: Document) -> None:
        """Let go of an overtaken document whose text a person has merged."""
        here = (OVERTAKEN.c.school == self.id) & (OVERTAKEN.c.hash == document.hash)
        connection.execute(delete(OVERTAKEN).where(here))

    def refresh(self, connection: Connection) -> None:
        """Take over what another program on this computer has changed."""
        if following.changes(connection, self.id) != self._view.changes:
            self._view = load_view(connection, self.id, self._root)

    def _changed(self, connection: Connection) -> bool:
        """Show the new view, and the old one again should the transaction not be kept."""
        if self._changing is not connection:
            self._changing, earlier = connection, self._view

            def restore(_: Connection) -> None:
                self._view = earlier

            event.listen(connection, "rollback", restore)
        following.count_change(connection, self.id)
        self._view = load_view(connection, self.id, self._root)
        return True

    def _in_force(self) -> KeysBundle:
        if self._view.keys is None:
            raise ConfigurationError(
                "This computer does not know the school's keys yet. Nothing was lost. Connect it to the school's store."
            )
        return self._view.keys

    def _sealed_to(self, role: str) -> Recipient:
        keys = self._view.role(role)
        if keys is None:
            raise ConfigurationError(
                f"The school has not made the key of the role {role!r} yet, so nothing can be sealed to it. "
                "Nothing was sent to anybody else. Make it with `kiosk role make`."
            )
        return keys.recipient

    def _reading(self, connection: Connection | None) -> AbstractContextManager[Connection]:
        return self._database.read() if connection is None else nullcontext(connection)
