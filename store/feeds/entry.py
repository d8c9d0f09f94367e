"""Entries: the signed links of a device's chain."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from store.errors import NewerVersion
from store.feeds.entry_layout import fields_in
from store.signed import canonical, cose
from store.signed.canonical import Plain
from store.signed.shape import LARGEST_NUMBER, VERSION, a_number, a_truth, some_bytes, wrong_shape
from store.signed.signing_key import SigningKey

NAME: Final = "entry"
LANE_RECORDS: Final = 0
LANE_NOTICES: Final = 1
LANE_CASEWORK: Final = 2
LANES: Final = (LANE_RECORDS, LANE_NOTICES, LANE_CASEWORK)
NO_ENTRY: Final = bytes(32)
LARGEST_SIGNED: Final = 1024
_MOST_NAMED: Final = 200
_LARGEST_ALARM: Final = 2
_KEYS: Final = frozenset(range(1, 10))
_RECORD_KEYS: Final = _KEYS | {10, 11}


@dataclass(frozen=True)
class Entry:
    """What one entry says: its place in the feed, the entry before it, the body beside it."""

    school: bytes
    device: bytes
    lane: int
    epoch: bytes
    seq: int
    prev: bytes
    body_hash: bytes
    size: int
    alarm: int = 0
    slot: bool = False
    v: int = VERSION

    @property
    def feed(self) -> FeedKey:
        """The feed this entry is a part of."""
        return self.device, self.lane, self.epoch

    def fits(self, body: bytes) -> bool:
        """Return whether `body` is the one that this entry was signed for."""
        return len(body) == self.size and hashlib.sha256(body).digest() == self.body_hash


FeedKey = tuple[bytes, int, bytes]


def devices_of(feeds: Collection[FeedKey]) -> Iterator[Sequence[bytes]]:
    """Yield the devices whose feeds these are, no more at once than one statement may name."""
    devices = sorted({device for device, _lane, _epoch in feeds})
    return (devices[start : start + _MOST_NAMED] for start in range(0, len(devices), _MOST_NAMED))


def to_payload(entry: Entry) -> bytes:
    """Return the payload of `entry`."""
    fields: dict[int, Plain] = {
        1: entry.v,
        2: entry.school,
        3: entry.device,
        4: entry.lane,
        5: entry.epoch,
        6: entry.seq,
        7: entry.prev,
        8: entry.body_hash,
        9: entry.size,
    }
    if entry.lane == LANE_RECORDS:
        fields |= {10: entry.alarm, 11: entry.slot}
    return canonical.encode(fields)


def from_payload(payload: bytes, *, newer_too: bool = False) -> Entry:
    """Return the entry in `payload`, or raise NotCanonical; a later version raises NewerVersion unless `newer_too`."""
    usual = fields_in(payload)
    if usual is not None:
        return Entry(*usual)
    fields = canonical.decode(payload)
    if not isinstance(fields, dict):
        raise wrong_shape()
    v = a_number(fields.get(1), smallest=1)
    if v > VERSION and not newer_too:
        raise NewerVersion(
            "This entry was written by a newer version of the program. It is kept as it is. "
            "Update this computer to read it."
        )
    lane = a_number(fields.get(4), largest=LANES[-1])
    keys = _RECORD_KEYS if lane == LANE_RECORDS else _KEYS
    # A newer version may say more than this one knows, never less.
    if set(fields) != keys and not (v > VERSION and keys <= set(fields)):
        raise wrong_shape()
    return Entry(
        school=some_bytes(fields[2], 16),
        device=some_bytes(fields[3], 16),
        lane=lane,
        epoch=some_bytes(fields[5], 16),
        seq=a_number(fields[6], smallest=1),
        prev=some_bytes(fields[7], 32),
        body_hash=some_bytes(fields[8], 32),
        size=a_number(fields[9], LARGEST_NUMBER),
        alarm=a_number(fields[10], _LARGEST_ALARM) if lane == LANE_RECORDS else 0,
        slot=a_truth(fields[11]) if lane == LANE_RECORDS else False,
        v=v,
    )


def sign_entry(entry: Entry, key: SigningKey) -> bytes:
    """Return `entry` signed by its device."""
    return cose.sign(NAME, to_payload(entry), key)


def read_entry(signed: bytes, *, newer_too: bool = False) -> Entry:
    """Return what a signed entry says, its signature unchecked, or raise NotCanonical or NewerVersion."""
    if len(signed) > LARGEST_SIGNED:
        raise wrong_shape()
    return from_payload(cose.payload_of(signed), newer_too=newer_too)


def is_signed_by(signed: bytes, public: bytes) -> bool:
    """Return whether the signature on a well-formed signed entry verifies under `public`."""
    return cose.is_genuine(NAME, signed, public)
