"""What goes from school to school: one signed thing in an age file of four stanzas, padded."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
from collections.abc import Sequence
from typing import Final

from store.errors import BrokenFile, NotForThisKey, TooLarge
from store.sealing import age_file
from store.sealing.sealed import STANZAS, Sealer
from store.sealing.xwing import Identity, Recipient

VERSION: Final = 1
LARGEST: Final = 16 << 20
_LEAST_PADDED: Final = 65_536


def seal_signed(sealer: Sealer, signed: bytes, recipient: Recipient) -> bytes:
    """Return an age file for one school, its size the next power of two over what it holds."""
    plain = json.dumps({"v": VERSION, "signed": base64.b64encode(signed).decode("ascii")}).encode("ascii") + b"\n"
    padded = _LEAST_PADDED
    while padded < len(plain):
        padded *= 2
    stanzas = [recipient, *sealer.decoys[: STANZAS - 1]]
    secrets.SystemRandom().shuffle(stanzas)
    sealed = age_file.seal(plain.ljust(padded, b" "), stanzas)
    if len(sealed) > LARGEST:
        raise TooLarge("These cases are more than one file can carry. No file was made. Send fewer at a time.")
    return sealed


def open_signed(data: bytes, identities: Sequence[Identity]) -> bytes:
    """Return the signed thing, or raise SealingError, TooLarge, nothing else whatever may be inside."""
    if len(data) > LARGEST:
        raise TooLarge("This file is larger than any that a school sends. It was left where it is, unopened.")
    header = age_file.parse_header(data)
    if len(header.stanzas) != STANZAS or any(one.args[0] != age_file.STANZA_TYPE for one in header.stanzas):
        raise BrokenFile("This file was not sealed by this program. It was left where it is, unopened.")
    file_key = age_file.find_file_key(header, identities)
    if file_key is None:
        raise NotForThisKey("This file is sealed to another school. It was left where it is. Send it back.")
    try:
        told = json.loads(age_file.open_with_file_key(data, header, file_key).rstrip(b" "))
        return base64.b64decode(told["signed"].encode("ascii"), validate=True)
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError, binascii.Error):
        raise BrokenFile(
            "This file holds nothing that a school sends. It was left where it is. Ask for it again."
        ) from None
