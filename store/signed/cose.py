"""COSE_Sign1 with Ed25519, its payload attached (RFC 9052, RFC 9864)."""

from __future__ import annotations

import hashlib
from typing import Final

from store.errors import BadSignature, NotCanonical
from store.signed import canonical
from store.signed.signing_key import SigningKey, is_signature

_PROTECTED: Final = bytes.fromhex("a10132")
# Tag 18, array of four, the protected map {1: -19} as bytes, an empty unprotected map.
_HEAD: Final = bytes.fromhex("d284") + b"\x43" + _PROTECTED + b"\xa0"
_SIGNATURE_BYTES: Final = 64
_SIGNATURE_HEAD: Final = bytes((0x58, _SIGNATURE_BYTES))
_TAIL_BYTES: Final = _SIGNATURE_BYTES + len(_SIGNATURE_HEAD)


def sign(name: str, payload: bytes, key: SigningKey) -> bytes:
    """Return `payload` signed as a thing of kind `name`."""
    signature = key.sign(_to_be_signed(name, payload))
    return _HEAD + canonical.encode(payload) + _SIGNATURE_HEAD + signature


def verify(name: str, signed: bytes, public: bytes) -> bytes:
    """Return the payload, raising NotCanonical or BadSignature."""
    payload = payload_of(signed)
    if not _is_genuine(name, signed, payload, public):
        raise BadSignature(
            "The signature on this item is not right. It was not taken in; nothing else was changed. "
            "Whoever sent it still has it."
        )
    return payload


def is_genuine(name: str, signed: bytes, public: bytes) -> bool:
    """Return whether the signature verifies, raising NotCanonical where there is none to check."""
    return _is_genuine(name, signed, payload_of(signed), public)


def payload_of(signed: bytes) -> bytes:
    """Return the payload without checking the signature, raising NotCanonical."""
    if signed.startswith(_HEAD):
        payload, end = canonical.bytes_at(signed, len(_HEAD))
        if signed.startswith(_SIGNATURE_HEAD, end) and len(signed) == end + _TAIL_BYTES:
            return payload
    raise NotCanonical(
        "This item is not signed in the one way the program accepts. It was not taken in; nothing else was changed. "
        "Whoever sent it still has it."
    )


def digest(signed: bytes) -> bytes:
    """Return the hash that names a signed thing: SHA-256 of all its bytes, signature included."""
    return hashlib.sha256(signed).digest()


def _is_genuine(name: str, signed: bytes, payload: bytes, public: bytes) -> bool:
    return is_signature(signed[-_SIGNATURE_BYTES:], _to_be_signed(name, payload), public)


def _to_be_signed(name: str, payload: bytes) -> bytes:
    return canonical.encode(["Signature1", _PROTECTED, f"pmk/{name}/1".encode("ascii"), payload])
