"""Sealing under a mentor's own key what only that mentor reads again."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from typing import Any, Final, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from store.records import without_surrogates
from store.sealing.xwing import Identity

# Sizes tell nothing of what was written: a draft fills as much as a report.
SMALL: Final = 512
LARGE: Final = 16_384
_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_Read = TypeVar("_Read")


def seal_own(value: dict[str, Any], identity: Identity, place: bytes, padded: int) -> bytes:
    """Return the JSON of `value`, padded to a multiple of `padded` bytes, sealed for one place in the database.

    Whoever writes it reads it again, so a key that is derived from theirs serves: nothing has to be wrapped.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    data = without_surrogates(text).encode("utf-8") + b"\n"
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + nonce + _cipher(identity).encrypt(nonce, data.ljust(-(-len(data) // padded) * padded), place)


def open_own(sealed: bytes, identity: Identity, place: bytes, read: Callable[[dict[str, Any]], _Read]) -> _Read | None:
    """Return what `read` makes of what was sealed here, None where it is damaged or under an earlier key.

    One damaged row must not keep a mentor from all others; it is left as it is.
    """
    nonce, text = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        return read(json.loads(_cipher(identity).decrypt(nonce, text, place)))
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError):
        return None


def place_of(table: str, person: bytes, record: bytes = b"") -> bytes:
    """Return what a sealed row is bound to, so that no row can be put in the place of another."""
    return b"/".join((table.encode("ascii"), person, record))


def row_of(identity: Identity, table: str, record: bytes) -> bytes:
    """Return under which 16 bytes a record stands in a table: whoever has the disk can't join them to anything else."""
    return hmac.digest(identity.derived("pmk/notebook-rows/1"), table.encode("ascii") + record, hashlib.sha256)[:16]


def _cipher(identity: Identity) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(identity.derived("pmk/notebook/1"))
