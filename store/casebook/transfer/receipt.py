"""The receipt that goes back: whether the other school took the cases, signed by those who keep its pupils safe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from store.casebook.transfer.address import Address
from store.casebook.transfer.bundle import TRANSFER_BYTES
from store.casebook.transfer.sealed_file import open_signed, seal_signed
from store.errors import BadSignature
from store.sealing.sealed import Sealer
from store.sealing.xwing import Identity
from store.signed import cose
from store.signed.canonical import encode
from store.signed.shape import VERSION, a_truth, read_map, some_bytes, some_text, wrong_shape
from store.signed.signing_key import ID_BYTES, SigningKey

_SIGNED_AS: Final = "transfer-receipt"
_KEYS: Final = frozenset(range(1, 9))
_HASH_BYTES: Final = 32
LONGEST_REASON: Final = 4_000
RECEIPT_ENDING: Final = ".receipt"


@dataclass(frozen=True)
class Receipt:
    """Whether one transfer was taken, by which school; `digest` names the very file that it answers."""

    transfer: bytes
    school: bytes
    to: bytes
    digest: bytes = field(repr=False)
    accepted: bool
    created: str
    reason: str = field(repr=False)


def seal_receipt(receipt: Receipt, key: SigningKey, sender: Address, sealer: Sealer) -> bytes:
    """Return the file that goes back to the sender of the cases; `key` is the role's of the school that answers."""
    payload = encode(
        {
            1: VERSION,
            2: receipt.transfer,
            3: receipt.school,
            4: receipt.to,
            5: receipt.digest,
            6: receipt.accepted,
            7: receipt.created,
            8: receipt.reason,
        }
    )
    return seal_signed(sealer, cose.sign(_SIGNED_AS, payload, key), sender.recipient)


def open_receipt(data: bytes, identities: Sequence[Identity], known: Iterable[Address]) -> Receipt:
    """Return a receipt that one of the known schools signed, or raise SealingError, FeedError, NewerVersion."""
    signed = open_signed(data, identities)
    fields = read_map(cose.payload_of(signed), _KEYS)
    school = some_bytes(fields[3], ID_BYTES)
    if not any(one.school == school and cose.is_genuine(_SIGNED_AS, signed, one.ed) for one in known):
        raise BadSignature("This receipt is not from a school that this desk knows. Nothing was changed. Ring them.")
    reason = some_text(fields[8])
    if len(reason) > LONGEST_REASON:
        raise wrong_shape()
    return Receipt(
        some_bytes(fields[2], TRANSFER_BYTES),
        school,
        some_bytes(fields[4], ID_BYTES),
        some_bytes(fields[5], _HASH_BYTES),
        a_truth(fields[6]),
        some_text(fields[7]),
        reason,
    )
