"""The cases of one child on their way to another school: what the sender signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from store.casebook.transfer.address import Address, read_address
from store.casebook.transfer.sealed_file import open_signed, seal_signed
from store.errors import BadSignature, BrokenFile
from store.records import from_json, to_json
from store.scheme.shape import each
from store.sealing.sealed import Sealer
from store.sealing.xwing import Identity
from store.signed import cose
from store.signed.canonical import encode
from store.signed.shape import VERSION, read_map, some_bytes, some_text, wrong_shape
from store.signed.signing_key import ID_BYTES, SigningKey

if TYPE_CHECKING:
    from store.records import Record

TRANSFER_BYTES: Final = 16
LARGEST_RECORD: Final = 16_384
MOST_RECORDS: Final = 5_000
LONGEST_TEXT: Final = 400
BUNDLE_ENDING: Final = ".transfer"
_SIGNED_AS: Final = "transfer"
_KEYS: Final = frozenset(range(1, 9))


@dataclass(frozen=True)
class Bundle:
    """One transfer: from whom to which school, about whom, the records as they were written.

    `past` are what adults did at the sending school, each as (record, in the words of its timeline).
    """

    transfer: bytes
    sender: Address
    to: bytes
    child: str = field(repr=False)
    created: str
    reports: tuple[Record, ...] = field(repr=False)
    past: tuple[tuple[Record, str], ...] = field(repr=False)
    digest: bytes = field(default=b"", repr=False)


def seal_bundle(bundle: Bundle, key: SigningKey, recipient: Address, sealer: Sealer) -> tuple[bytes, bytes]:
    """Return the file for the other school, then the hash that its receipt names; `key` is the sender's role's."""
    payload = encode(
        {
            1: VERSION,
            2: bundle.transfer,
            3: bundle.sender.signed,
            4: bundle.to,
            5: bundle.child,
            6: bundle.created,
            7: [to_json(one) for one in bundle.reports],
            8: [[to_json(one), told] for one, told in bundle.past],
        }
    )
    signed = cose.sign(_SIGNED_AS, payload, key)
    return seal_signed(sealer, signed, recipient.recipient), cose.digest(signed)


def open_bundle(data: bytes, identities: Sequence[Identity], school: bytes) -> Bundle:
    """Return what another school sends to this one, or raise SealingError, FeedError, NewerVersion.

    Whoever signed it is who its address says: whether that school is known is for people to tell, by its words.
    """
    signed = open_signed(data, identities)
    fields = read_map(cose.payload_of(signed), _KEYS)
    sender = read_address(some_bytes(fields[3]))
    if not cose.is_genuine(_SIGNED_AS, signed, sender.ed):
        raise BadSignature("This file is not signed by the school that it names. Nothing was taken in. Ring them.")
    if some_bytes(fields[4], ID_BYTES) != school:
        raise BadSignature("This file is meant for another school. Nothing was taken in. Send it back.")
    texts = [some_text(fields[number]) for number in (5, 6)]
    if any(len(one) > LONGEST_TEXT for one in texts):
        raise wrong_shape()
    reports, past = each(fields[7], some_bytes), each(fields[8], _past)
    if not reports or len(reports) + len(past) > MOST_RECORDS:
        raise BrokenFile("This file holds no cases, or too many. Nothing was taken in. Ask for it again.")
    return Bundle(
        some_bytes(fields[2], TRANSFER_BYTES),
        sender,
        school,
        texts[0],
        texts[1],
        tuple(_record(one) for one in reports),
        tuple((_record(one), told[:LARGEST_RECORD]) for one, told in past),
        cose.digest(signed),
    )


def _past(value: object) -> tuple[bytes, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise wrong_shape()
    return some_bytes(value[0]), some_text(value[1])


def _record(data: bytes) -> Record:
    if len(data) > LARGEST_RECORD:
        raise BrokenFile("A record in this file is longer than any. Nothing was taken in. Ask for it again.")
    return from_json(data)
