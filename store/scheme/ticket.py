"""The ticket by which one new device comes to know its school."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Final

from store.errors import ConfigurationError
from store.signed.signing_key import PUBLIC_BYTES, id16

PREFIX: Final = "PMK1"
SECRET_BYTES: Final = 16
_PIN_BYTES: Final = 32
_CHECK_BYTES: Final = 4
_FIXED: Final = PUBLIC_BYTES + SECRET_BYTES + _PIN_BYTES
_LONGEST_ADDRESS: Final = 200
_LONGEST_TEXT: Final = 2_000
_BASE32_GROUP: Final = 8
# Digits that are not in the alphabet, as somebody who types from paper would read its letters.
_MISREAD: Final = str.maketrans("018", "OIB")


@dataclass(frozen=True)
class Ticket:
    """A school's root, a secret for one use, the pin of its store's certificate with the address ("" for a folder)."""

    root: bytes
    secret: bytes = field(repr=False)
    spki: bytes
    address: str

    @property
    def school(self) -> bytes:
        """The school's number."""
        return id16(self.root)


def new_secret() -> bytes:
    """Return the secret of a new ticket."""
    return secrets.token_bytes(SECRET_BYTES)


def to_text(ticket: Ticket) -> str:
    """Return the ticket in the letters of a QR code's small alphabet, its last ones a check of the others."""
    data = ticket.root + ticket.secret + ticket.spki + ticket.address.encode("ascii")
    return PREFIX + base64.b32encode(data + _check(data)).decode("ascii").rstrip("=")


def from_text(text: str) -> Ticket:
    """Read a ticket as it was pasted, scanned or typed, or raise ConfigurationError."""
    letters = "".join(text[:_LONGEST_TEXT].split()).replace("-", "").upper()
    if not letters.startswith(PREFIX):
        raise _wrong()
    letters = letters.removeprefix(PREFIX).translate(_MISREAD)
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % _BASE32_GROUP))
        told, check = data[:-_CHECK_BYTES], data[-_CHECK_BYTES:]
        address = told[_FIXED:].decode("ascii")
    except (binascii.Error, ValueError):
        raise _wrong() from None
    # The last letter has bits to spare, so several would be read alike.
    is_exact = base64.b32encode(data).decode("ascii").rstrip("=") == letters
    if (
        not is_exact
        or len(told) < _FIXED
        or check != _check(told)
        or len(address) > _LONGEST_ADDRESS
        or not address.isprintable()
    ):
        raise _wrong()
    secret_at, pin_at = PUBLIC_BYTES, PUBLIC_BYTES + SECRET_BYTES
    return Ticket(told[:secret_at], told[secret_at:pin_at], told[pin_at:_FIXED], address)


def _check(data: bytes) -> bytes:
    return hashlib.sha256(PREFIX.encode("ascii") + data).digest()[:_CHECK_BYTES]


def _wrong() -> ConfigurationError:
    return ConfigurationError(
        f"This is not a whole ticket: it begins with {PREFIX}, and a letter of it is missing or another one. "
        "Nothing was changed. Copy it again, all of it."
    )
