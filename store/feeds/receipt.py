"""Receipts: what a store says, over its signature, that it holds durably."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from store.errors import TooLarge
from store.feeds import ranges
from store.feeds.ranges import Range
from store.signed import canonical, cose
from store.signed.shape import VERSION, a_list, a_number, at_least, read_map, some_bytes, some_bytes_or_none
from store.signed.signing_key import SigningKey

NAME: Final = "receipt"
LARGEST_SIGNED: Final = 8 * 1024 * 1024
Told: TypeAlias = tuple[int, bytes | None]
_KEYS: Final = frozenset(range(1, 7))


@dataclass(frozen=True)
class Receipt:
    """A store's statement: the ranges that it holds, with a code for each item that it did not simply take."""

    school: bytes
    store: bytes
    held: tuple[Range, ...]
    problems: tuple[Told, ...] = ()
    offer_hash: bytes | None = None


def make_receipt(receipt: Receipt, key: SigningKey) -> bytes:
    """Return `receipt` signed by the store's key."""
    payload = {
        1: VERSION,
        2: receipt.school,
        3: receipt.store,
        4: receipt.offer_hash,
        5: ranges.encode(receipt.held),
        6: [[code, entry_hash] for code, entry_hash in receipt.problems],
    }
    return cose.sign(NAME, canonical.encode(payload), key)


def read_receipt(signed: bytes) -> Receipt:
    """Return what a receipt says, its signature unchecked, or raise NotCanonical, NewerVersion or TooLarge."""
    if len(signed) > LARGEST_SIGNED:
        raise TooLarge("This receipt is larger than any real one. It was not read; nothing was changed.")
    return _from_payload(cose.payload_of(signed))


def verify_receipt(signed: bytes, public: bytes) -> Receipt:
    """Return what a receipt says, or raise BadSignature where it is not by the store with this public key."""
    receipt = read_receipt(signed)
    cose.verify(NAME, signed, public)
    return receipt


def _from_payload(payload: bytes) -> Receipt:
    fields = read_map(payload, _KEYS)
    told: Sequence[Sequence[canonical.Plain]] = [at_least(item, 2) for item in a_list(fields[6])]
    return Receipt(
        school=some_bytes(fields[2], 16),
        store=some_bytes(fields[3], 16),
        held=tuple(ranges.decode(fields[5])),
        problems=tuple((a_number(code), some_bytes_or_none(entry_hash, 32)) for code, entry_hash in told),
        offer_hash=some_bytes_or_none(fields[4], 32),
    )
