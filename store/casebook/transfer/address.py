"""Where records for a school are sent: its name with the keys of those who keep its pupils safe."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import Final

from store import words
from store.errors import BadSignature, NotCanonical
from store.sealing.xwing import PUBLIC_BYTES as XWING_BYTES
from store.sealing.xwing import Recipient
from store.signed import cose
from store.signed.canonical import encode
from store.signed.shape import VERSION, read_map, some_bytes, some_text, wrong_shape
from store.signed.signing_key import ID_BYTES, PUBLIC_BYTES, SigningKey, id16

LARGEST: Final = 16_384
LONGEST_NAME: Final = 120
ADDRESS_ENDING: Final = ".address"
_SIGNED_AS: Final = "transfer-address"
_KEYS: Final = frozenset(range(1, 7))
_BEGIN, _END = "-----BEGIN PMK TRANSFER ADDRESS-----", "-----END PMK TRANSFER ADDRESS-----"
_COLUMNS: Final = 64


@dataclass(frozen=True)
class Address:
    """A school as another one sends to it; `signed` is what its root has signed."""

    school: bytes
    name: str
    root: bytes = field(repr=False)
    xwing: bytes = field(repr=False)
    ed: bytes = field(repr=False)
    signed: bytes = field(repr=False)

    @property
    def recipient(self) -> Recipient:
        """The key to which what is sent there is sealed."""
        return Recipient(self.xwing)

    @property
    def words(self) -> str:
        """Twelve words that two people compare by phone before the address is used."""
        return words.head_words(cose.digest(self.signed))

    def text(self) -> str:
        """Return the address as a small text, to be sent or printed."""
        letters = base64.b64encode(self.signed).decode("ascii")
        lines = [letters[start : start + _COLUMNS] for start in range(0, len(letters), _COLUMNS)]
        told = (
            f"Where records of children are sent who go to {self.name}.\nCompare these words by phone: {self.words}\n"
        )
        return "\n".join([told, _BEGIN, *lines, _END, ""])


def make_address(root: SigningKey, name: str, xwing: bytes, ed: bytes) -> Address:
    """Return a school's address, signed by its root."""
    payload = encode({1: VERSION, 2: id16(root.public), 3: name, 4: root.public, 5: xwing, 6: ed})
    return read_address(cose.sign(_SIGNED_AS, payload, root))


def read_address(signed: bytes) -> Address:
    """Return an address that its own root signed, or raise BadSignature, NotCanonical, NewerVersion."""
    fields = read_map(cose.payload_of(signed), _KEYS)
    root, school = some_bytes(fields[4], PUBLIC_BYTES), some_bytes(fields[2], ID_BYTES)
    if school != id16(root) or not cose.is_genuine(_SIGNED_AS, signed, root):
        raise BadSignature("This address is not signed by its own school. It was not taken in. Ask for it again.")
    name = some_text(fields[3])
    if not name.strip() or len(name) > LONGEST_NAME:
        raise wrong_shape()
    return Address(school, name, root, some_bytes(fields[5], XWING_BYTES), some_bytes(fields[6], PUBLIC_BYTES), signed)


def address_in(text: bytes) -> Address:
    """Return the address in a text that may have gone through mail, or raise as read_address."""
    plain = text[:LARGEST].decode("utf-8", "replace")
    found = re.search(re.escape(_BEGIN) + r"([A-Za-z0-9+/=\s>]*)" + re.escape(_END), plain)
    if found is None:
        raise NotCanonical("There is no address of a school in this file. It was not taken in. Ask for it again.")
    try:
        return read_address(base64.b64decode(re.sub(r"[\s>]", "", found[1]), validate=True))
    except binascii.Error:
        raise NotCanonical("This address is damaged. It was not taken in. Ask for it again.") from None
