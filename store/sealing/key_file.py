"""The key file of one member of staff: a person's seeds under generated words."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from store.errors import DamagedKeyFile, NotCanonical, WrongPassphrase
from store.sealing.costs import SALT_BYTES, Costs, check, derive
from store.sealing.xwing import SEED_BYTES, Identity
from store.signed.canonical import Plain, encode
from store.signed.shape import VERSION, a_number, read_map, some_bytes
from store.signed.signing_key import SigningKey, hkdf

ID_BYTES: Final = 16
NONCE_BYTES: Final = 12
_LARGEST: Final = 1 << 16
_FIELDS: Final = range(1, 10)


@dataclass(frozen=True)
class KeyFileContent:
    """The seeds of one person: staff, each role held, the school's root where this person keeps it."""

    staff_seed: bytes = field(repr=False)
    roles: dict[str, bytes] = field(repr=False)
    root_seed: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class KeyFile:
    """An opened key file: whose it is, of which school, what is in it."""

    school: bytes
    person: bytes
    content: KeyFileContent = field(repr=False)


def make_key_file(
    school: bytes,
    person: bytes,
    content: KeyFileContent,
    words: str,
    costs: Costs,
    *,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> bytes:
    """Return a key file that `words` open, at `costs` for each guess."""
    salt, nonce = random(SALT_BYTES), random(NONCE_BYTES)
    head: dict[int, Plain] = {
        1: VERSION,
        2: school,
        3: person,
        4: costs.m_kib,
        5: costs.t,
        6: costs.p,
        7: salt,
        8: nonce,
    }
    sealed = ChaCha20Poly1305(derive(words, salt, costs)).encrypt(nonce, _content_json(content), encode(head))
    return encode({**head, 9: sealed})


def open_key_file(data: bytes, words: str, *, school: bytes | None = None) -> KeyFile:
    """Return the opened file; raise WrongPassphrase, DamagedKeyFile (also for another school), or NewerVersion."""
    owner, person, costs, salt, nonce, found = _parse(data)
    if school is not None and owner != school:
        raise DamagedKeyFile(
            "This key file belongs to another school. Nothing was opened. Choose the key file that was made here."
        )
    check(costs)
    key, sealed = derive(words, salt, costs), found.pop(9)
    if not isinstance(sealed, bytes):
        raise _damaged()
    try:
        plain = ChaCha20Poly1305(key).decrypt(nonce, sealed, encode(found))
    except (InvalidTag, ValueError):
        raise WrongPassphrase(
            "These words do not open this key file. Nothing was changed. Check the words one by one, then try again. "
            "If they are surely right, the file is damaged: use your other copy of it."
        ) from None
    return KeyFile(owner, person, _read_content(plain))


def staff_signing_key(staff_seed: bytes) -> SigningKey:
    """Return the key with which a person signs."""
    return SigningKey(hkdf(staff_seed, "pmk/staff-sign/1"))


def staff_identity(staff_seed: bytes) -> Identity:
    """Return the key to which things for this person alone are sealed."""
    return Identity(hkdf(staff_seed, "pmk/staff-seal/1"))


def half_typed_key(staff_seed: bytes) -> bytes:
    """Return the raw key of what a person typed at a desk but did not record."""
    return hkdf(staff_seed, "pmk/half-typed/1")


def role_identity(role_seed: bytes) -> Identity:
    """Return the key to which reports for a role are sealed: the seed itself, so that any age tool can use it."""
    return Identity(role_seed)


def role_signing_key(role_seed: bytes) -> SigningKey:
    """Return the key with which a role signs its checkpoints."""
    return SigningKey(hkdf(role_seed, "pmk/role-sign/1"))


def casebook_key(role_seed: bytes) -> bytes:
    """Return the raw key of a role's casebook."""
    return hkdf(role_seed, "pmk/casebook/1")


def _content_json(content: KeyFileContent) -> bytes:
    text: dict[str, object] = {
        "staff seed": content.staff_seed.hex(),
        "roles": [[name, seed.hex()] for name, seed in sorted(content.roles.items())],
    }
    if content.root_seed is not None:
        text["root seed"] = content.root_seed.hex()
    return json.dumps(text, separators=(",", ":")).encode("utf-8")


def _read_content(plain: bytes) -> KeyFileContent:
    try:
        text = json.loads(plain)
        root = text.get("root seed")
        content = KeyFileContent(
            bytes.fromhex(text["staff seed"]),
            {str(name): bytes.fromhex(seed) for name, seed in text["roles"]},
            None if root is None else bytes.fromhex(root),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged() from None
    seeds = [content.staff_seed, *content.roles.values(), *([content.root_seed] if content.root_seed else [])]
    if any(len(seed) != SEED_BYTES for seed in seeds):
        raise _damaged()
    return content


def _parse(data: bytes) -> tuple[bytes, bytes, Costs, bytes, bytes, dict[int, Plain]]:
    """Return (school, person, costs, salt, nonce, the whole map), raising DamagedKeyFile or NewerVersion."""
    if len(data) > _LARGEST:
        raise _damaged()
    try:
        found = read_map(data, _FIELDS)
        school, person = some_bytes(found[2], ID_BYTES), some_bytes(found[3], ID_BYTES)
        costs = Costs(a_number(found[4]), a_number(found[5]), a_number(found[6]))
        return school, person, costs, some_bytes(found[7], SALT_BYTES), some_bytes(found[8], NONCE_BYTES), found
    except NotCanonical:
        raise _damaged() from None


def _damaged() -> DamagedKeyFile:
    return DamagedKeyFile(
        "This is not a whole key file: it was cut short, damaged, or is something else. Nothing was opened. "
        "Use your other copy of it."
    )
