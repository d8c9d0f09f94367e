"""X-Wing keys: the post-quantum hybrid recipient of age (ML-KEM-768 with X25519, C2SP age.md)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519

from store.errors import BackendMissing, BrokenFile
from store.sealing import bech32
from store.signed.signing_key import hkdf

SEED_BYTES: Final = 32
PUBLIC_BYTES: Final = 1216
ENCAPSULATED_BYTES: Final = 1120
_INFO: Final = b"age-encryption.org/mlkem768x25519"
_IDENTITY_PREFIX: Final = "age-secret-key-pq-"
_RECIPIENT_PREFIX: Final = "age1pq"
_MLKEM_PUBLIC: Final = 1184


@dataclass(frozen=True)
class Recipient:
    """A public key of 1,216 bytes to which a file key can be wrapped."""

    raw: bytes = field(repr=False)

    @cached_property
    def _key(self) -> hpke.MLKEM768X25519PublicKey:
        if len(self.raw) != PUBLIC_BYTES:
            raise BrokenFile("This public key has the wrong length. Nothing was sealed to it.")
        try:
            return hpke.MLKEM768X25519PublicKey(
                mlkem.MLKEM768PublicKey.from_public_bytes(self.raw[:_MLKEM_PUBLIC]),
                x25519.X25519PublicKey.from_public_bytes(self.raw[_MLKEM_PUBLIC:]),
            )
        except ValueError:
            raise BrokenFile("This public key is damaged. Nothing was sealed to it.") from None

    def wrap(self, file_key: bytes) -> tuple[bytes, bytes]:
        """Return (encapsulated key of 1,120 bytes, wrapped file key of 32 bytes) by HPKE SealBase (RFC 9180)."""
        sealed = _suite().encrypt(file_key, self._key, _INFO)
        return sealed[:ENCAPSULATED_BYTES], sealed[ENCAPSULATED_BYTES:]

    def to_text(self) -> str:
        """Return the recipient as age prints it (`age1pq1...`)."""
        return bech32.encode(_RECIPIENT_PREFIX, self.raw)


@dataclass(frozen=True)
class Identity:
    """A private key, kept as its seed of 32 bytes."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_BYTES:
            raise BrokenFile("This private key has the wrong length. Nothing was opened with it.")

    @cached_property
    def _parts(self) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
        expanded = hashlib.shake_256(self.seed).digest(96)
        try:
            return (
                mlkem.MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
                x25519.X25519PrivateKey.from_private_bytes(expanded[64:]),
            )
        except UnsupportedAlgorithm:
            raise _backend_missing() from None

    @cached_property
    def _derived(self) -> dict[str, bytes]:
        return {}

    def derived(self, info: str) -> bytes:
        """Return the key of 32 bytes that follows from the seed for one use, kept here, for each row asks for it."""
        return self._derived.get(info) or self._derived.setdefault(info, hkdf(self.seed, info))

    @cached_property
    def recipient(self) -> Recipient:
        """The public half."""
        lattice, curve = self._parts
        return Recipient(lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw())

    def unwrap(self, encapsulated: bytes, wrapped: bytes) -> bytes | None:
        """Return the file key, None where this stanza is for another key; raise BrokenFile for a low-order share."""
        lattice, curve = self._parts
        try:
            curve.exchange(x25519.X25519PublicKey.from_public_bytes(encapsulated[-32:]))
        except ValueError:
            raise BrokenFile("This sealed file was made by a broken or hostile program. Nothing was opened.") from None
        try:
            return _suite().decrypt(encapsulated + wrapped, hpke.MLKEM768X25519PrivateKey(lattice, curve), _INFO)
        except (InvalidTag, ValueError):
            return None

    def to_text(self) -> str:
        """Return the identity as age prints it (`AGE-SECRET-KEY-PQ-1...`)."""
        return bech32.encode(_IDENTITY_PREFIX, self.seed).upper()

    @classmethod
    def from_text(cls, text: str) -> Identity:
        """Read an `AGE-SECRET-KEY-PQ-1...` line, or raise BrokenFile."""
        return cls(bech32.decode(_IDENTITY_PREFIX, text.strip()))

    @classmethod
    def generate(cls) -> Identity:
        """Make a new identity from the operating system's randomness."""
        return cls(secrets.token_bytes(SEED_BYTES))


def self_test() -> None:
    """Wrap, then unwrap once, raising BackendMissing where this computer can't do it; nothing weaker is ever used."""
    try:
        identity, file_key = Identity.generate(), secrets.token_bytes(16)
        opened = identity.unwrap(*identity.recipient.wrap(file_key))
    except UnsupportedAlgorithm:
        raise _backend_missing() from None
    if opened != file_key:
        raise _backend_missing()


def _suite() -> hpke.Suite:
    return hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def _backend_missing() -> BackendMissing:
    return BackendMissing(
        "This computer can't do the sealing that reports need. Nothing was written in a weaker way. "
        "Ask IT to reinstall the program with its own copy of the cryptography package."
    )
