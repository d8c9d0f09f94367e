"""The keys bundle: who may read, sign, publish, store, as a root of the school signs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from store.errors import BadSignature
from store.scheme.shape import PERSON_BYTES, each
from store.sealing.xwing import PUBLIC_BYTES as XWING_BYTES
from store.sealing.xwing import Recipient
from store.signed import cose
from store.signed.canonical import Plain, encode
from store.signed.shape import VERSION, a_number, at_least, read_map, some_bytes, some_text, wrong_shape
from store.signed.signing_key import ID_BYTES, PUBLIC_BYTES, SigningKey, id16

MOST_ROOTS: Final = 3
LOOKUP_BYTES: Final = 32
# A store without HTTP has no certificate to pin.
NO_PIN: Final = bytes(32)
_SEAL_AND_READ: Final = 0
_READ: Final = 1
_SIGNED_AS: Final = "keys"


@dataclass(frozen=True)
class RoleEntry:
    """A role's public keys; a retired one is kept to read with, nothing new is sealed to it."""

    name: str
    xwing: bytes = field(repr=False)
    ed: bytes = field(repr=False)
    retired: bool = False


@dataclass(frozen=True)
class StaffEntry:
    """A person's public keys with the roles whose keys they hold."""

    ed: bytes = field(repr=False)
    xwing: bytes = field(repr=False)
    person: bytes
    roles: tuple[str, ...]


@dataclass(frozen=True)
class DeskEntry:
    """A desk: its key, the roles used at it, the documents it may publish."""

    ed: bytes = field(repr=False)
    roles: tuple[str, ...]
    documents: tuple[str, ...]

    @property
    def id(self) -> bytes:
        """The desk's device number."""
        return id16(self.ed)


@dataclass(frozen=True)
class StoreEntry:
    """A store: its key, the pin of its certificate, its address ("" where it is in this process or a folder)."""

    ed: bytes = field(repr=False)
    spki: bytes = field(default=NO_PIN, repr=False)
    address: str = ""

    @property
    def id(self) -> bytes:
        """The store's number."""
        return id16(self.ed)


@dataclass(frozen=True)
class KeysBundle:
    """All keys of a school at one version; `shown_until` is a date, after which a banner shows and nothing stops."""

    school: bytes
    version: int
    roots: tuple[bytes, ...]
    roles: tuple[RoleEntry, ...] = ()
    staff: tuple[StaffEntry, ...] = ()
    desks: tuple[DeskEntry, ...] = ()
    stores: tuple[StoreEntry, ...] = ()
    shown_until: str = ""
    lookup: bytes = field(default=b"", repr=False)
    signed: bytes = field(default=b"", repr=False, compare=False)

    @cached_property
    def hash(self) -> bytes:
        """SHA-256 of the signed bytes."""
        return cose.digest(self.signed)

    @property
    def rank(self) -> tuple[int, bytes]:
        """What bundles are ordered by: the version, and for two roots that made one version, the hash."""
        return self.version, self.hash

    @cached_property
    def devices(self) -> dict[bytes, bytes]:
        """The public key of each desk with each store, by its number."""
        return {id16(one): one for one in (*(desk.ed for desk in self.desks), *(store.ed for store in self.stores))}

    def role(self, name: str) -> RoleEntry | None:
        """Return the role's entry that new records are sealed to, None where nobody has made its key yet."""
        return next((one for one in self.roles if one.name == name and not one.retired), None)

    def holders(self) -> dict[str, tuple[str, ...]]:
        """Return the persons (hex) who hold each role's key."""
        names = sorted({role for one in self.staff for role in one.roles})
        return {name: tuple(one.person.hex() for one in self.staff if name in one.roles) for name in names}

    def desk(self, device: bytes) -> DeskEntry | None:
        """Return the desk with this device number."""
        return next((one for one in self.desks if one.id == device), None)

    def recipients_of_staff(self, person: bytes) -> Recipient | None:
        """Return the key to which things for one member of staff are sealed."""
        return next((Recipient(one.xwing) for one in self.staff if one.person == person), None)


def sign_keys(bundle: KeysBundle, root: SigningKey) -> bytes:
    """Return the bundle signed by a root."""
    payload: dict[int, Plain] = {
        1: VERSION,
        2: bundle.school,
        3: bundle.version,
        4: list(bundle.roots),
        5: [[one.name, one.xwing, one.ed, _READ if one.retired else _SEAL_AND_READ] for one in bundle.roles],
        6: [[one.ed, one.xwing, one.person, list(one.roles)] for one in bundle.staff],
        7: [[one.ed, list(one.roles), list(one.documents)] for one in bundle.desks],
        8: [[one.ed, one.spki, one.address] for one in bundle.stores],
        9: bundle.shown_until,
        10: bundle.lookup,
    }
    return cose.sign(_SIGNED_AS, encode(payload), root)


def read_keys(signed: bytes, roots_in_force: Iterable[bytes]) -> KeysBundle:
    """Return a bundle that one of these roots signed, or raise BadSignature, NotCanonical, NewerVersion."""
    if not any(cose.is_genuine(_SIGNED_AS, signed, root) for root in roots_in_force):
        raise BadSignature(
            "These keys are not signed by a root of this school. They were not used; the last ones stay in force."
        )
    return unchecked_keys(signed)


def unchecked_keys(signed: bytes) -> KeysBundle:
    """Return a bundle without checking its signature: good only for one that was checked before it was stored."""
    found = read_map(cose.payload_of(signed), range(1, 11))
    roots = each(found[4], _public)
    roles = each(found[5], _role)
    sealed_to = [one.name for one in roles if not one.retired]
    if not 1 <= len(set(roots)) == len(roots) <= MOST_ROOTS or len(set(sealed_to)) != len(sealed_to):
        raise wrong_shape()
    return KeysBundle(
        some_bytes(found[2], ID_BYTES),
        a_number(found[3], smallest=1),
        roots,
        roles,
        each(found[6], _staff),
        each(found[7], _desk),
        each(found[8], _store),
        some_text(found[9]),
        some_bytes(found[10], LOOKUP_BYTES),
        signed,
    )


def _public(value: Plain) -> bytes:
    return some_bytes(value, PUBLIC_BYTES)


def _role(value: Plain) -> RoleEntry:
    name, xwing, ed, state = at_least(value, 4)
    return RoleEntry(
        some_text(name), some_bytes(xwing, XWING_BYTES), _public(ed), a_number(state, largest=_READ) == _READ
    )


def _staff(value: Plain) -> StaffEntry:
    ed, xwing, person, roles = at_least(value, 4)
    return StaffEntry(
        _public(ed), some_bytes(xwing, XWING_BYTES), some_bytes(person, PERSON_BYTES), each(roles, some_text)
    )


def _desk(value: Plain) -> DeskEntry:
    ed, roles, documents = at_least(value, 3)
    return DeskEntry(_public(ed), each(roles, some_text), each(documents, some_text))


def _store(value: Plain) -> StoreEntry:
    ed, spki, address = at_least(value, 3)
    return StoreEntry(_public(ed), some_bytes(spki, len(NO_PIN)), some_text(address))
