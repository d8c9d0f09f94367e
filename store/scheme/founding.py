"""The pure steps of founding a school: each returns the keys bundle with one thing more in it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from store.errors import ConfigurationError
from store.scheme.documents import DOCUMENTS
from store.scheme.keys_bundle import (
    LOOKUP_BYTES,
    MOST_ROOTS,
    NO_PIN,
    DeskEntry,
    KeysBundle,
    RoleEntry,
    StaffEntry,
    StoreEntry,
)
from store.scheme.routes import ROLES, check_people
from store.scheme.shape import PERSON_BYTES
from store.sealing.key_file import role_identity, role_signing_key, staff_identity, staff_signing_key
from store.sealing.xwing import SEED_BYTES
from store.signed.signing_key import SigningKey

FIRST_VERSION: Final = 1


def make_root() -> SigningKey:
    """Make a root of a school, to be kept offline in two places."""
    return SigningKey.generate()


def make_person() -> bytes:
    """Return a new person's 16 random bytes."""
    return secrets.token_bytes(PERSON_BYTES)


def make_seed() -> bytes:
    """Return the 32 random bytes from which a role's or a person's keys come."""
    return secrets.token_bytes(SEED_BYTES)


def first_keys_bundle(root: SigningKey, *, shown_until: str = "") -> KeysBundle:
    """Return the bundle of a school that has a root and nothing else; the school's number is the root's."""
    lookup = secrets.token_bytes(LOOKUP_BYTES)
    return KeysBundle(root.id, FIRST_VERSION, (root.public,), shown_until=shown_until, lookup=lookup)


def add_root(bundle: KeysBundle, public: bytes) -> KeysBundle:
    """Return the bundle with a further root, up to three."""
    if len(bundle.roots) >= MOST_ROOTS:
        raise ConfigurationError("A school has at most three roots. Nothing was changed. Remove one first.")
    return replace(bundle, roots=(*bundle.roots, public))


def add_role(bundle: KeysBundle, name: str, seed: bytes) -> KeysBundle:
    """Return the bundle with this key for a role; an earlier one is kept to read with, nothing new is sealed to it."""
    return add_public_role(bundle, name, role_identity(seed).recipient.raw, role_signing_key(seed).public)


def add_public_role(bundle: KeysBundle, name: str, xwing: bytes, ed: bytes) -> KeysBundle:
    """Return the bundle with this role key, known only by its public halves, as its holder sent it."""
    if name not in ROLES:
        raise ConfigurationError(f"There is no such role. Nothing was changed. The roles are: {', '.join(ROLES)}.")
    earlier = tuple(replace(one, retired=True) if one.name == name else one for one in bundle.roles)
    return replace(bundle, roles=(*earlier, RoleEntry(name, xwing, ed)))


def add_staff(bundle: KeysBundle, person: bytes, staff_seed: bytes, roles: Sequence[str]) -> KeysBundle:
    """Return the bundle with a person who holds these roles' keys, raising RouteRefused where that can't be."""
    keys = staff_signing_key(staff_seed), staff_identity(staff_seed).recipient
    return add_public_staff(bundle, StaffEntry(keys[0].public, keys[1].raw, person, tuple(roles)))


def add_public_staff(bundle: KeysBundle, entry: StaffEntry) -> KeysBundle:
    """Return the bundle with a person known by public keys, in place of an earlier entry for the same person."""
    others = tuple(one for one in bundle.staff if one.person != entry.person)
    grown = replace(bundle, staff=(*others, entry))
    check_people(grown.holders())
    return grown


def remove_staff(bundle: KeysBundle, person: bytes) -> KeysBundle:
    """Return the bundle without a person; what was sealed before stays readable to whoever kept a key."""
    return replace(bundle, staff=tuple(one for one in bundle.staff if one.person != person))


def add_desk(
    bundle: KeysBundle, public: bytes, roles: Sequence[str], documents: Sequence[str] = DOCUMENTS
) -> KeysBundle:
    """Return the bundle with a desk that may publish these documents, in place of an earlier entry for it."""
    others = tuple(one for one in bundle.desks if one.ed != public)
    return replace(bundle, desks=(*others, DeskEntry(public, tuple(roles), tuple(documents))))


def remove_desk(bundle: KeysBundle, public: bytes) -> KeysBundle:
    """Return the bundle without a desk, which is revoked by that."""
    return replace(bundle, desks=tuple(one for one in bundle.desks if one.ed != public))


def add_store(bundle: KeysBundle, public: bytes, *, spki: bytes = NO_PIN, address: str = "") -> KeysBundle:
    """Return the bundle with a store, in place of an earlier entry for it."""
    others = tuple(one for one in bundle.stores if one.ed != public)
    return replace(bundle, stores=(*others, StoreEntry(public, spki, address)))


def move_store(bundle: KeysBundle, public: bytes, *, spki: bytes, address: str, keep: bool) -> KeysBundle:
    """Return the bundle with a store at another address or with another certificate.

    With `keep` the newest way before stays beside it, so that devices reach the store before it moves and after.
    """
    new = StoreEntry(public, spki, address)
    before = [one for one in bundle.stores if one.ed == public and one.address and one != new]
    others = [one for one in bundle.stores if one.ed != public]
    return replace(bundle, stores=(*others, new, *(before[:1] if keep else ())))
