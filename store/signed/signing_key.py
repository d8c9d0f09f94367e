"""Ed25519 signing keys, kept as their seeds."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from store.errors import DamagedKeyFile

SEED_BYTES: Final = 32
PUBLIC_BYTES: Final = 32
ID_BYTES: Final = 16


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 private key."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            raise DamagedKeyFile(
                "This signing key has the wrong length. Nothing was signed with it. Fetch the key file again."
            )

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public(self) -> bytes:
        """The raw public key of 32 bytes."""
        return self._private.public_key().public_bytes_raw()

    @cached_property
    def id(self) -> bytes:
        """The 16 bytes by which formats name this key."""
        return id16(self.public)

    def sign(self, data: bytes) -> bytes:
        """Return the signature of 64 bytes, the same for the same data."""
        return self._private.sign(data)

    @classmethod
    def generate(cls) -> SigningKey:
        """Make a new key from the operating system's randomness."""
        return cls(secrets.token_bytes(SEED_BYTES))


def id16(public: bytes) -> bytes:
    """Return the first 16 bytes of SHA-256 of a raw public key."""
    return hashlib.sha256(public).digest()[:ID_BYTES]


def is_signature(signature: bytes, data: bytes, public: bytes) -> bool:
    """Return whether `signature` is the one of `data` under the raw public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def hkdf(seed: bytes, info: str, length: int = 32) -> bytes:
    """Return `length` bytes derived by HKDF-SHA256 with an empty salt (RFC 5869)."""
    return HKDF(SHA256(), length, b"", info.encode("ascii")).derive(seed)
