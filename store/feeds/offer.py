"""Offers: what a device says, over its signature, that it holds, with what it wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from store.feeds import ranges
from store.feeds.entry import LANES
from store.feeds.ranges import Range
from store.signed import canonical, cose
from store.signed.shape import VERSION, a_list, a_number, read_map, some_bytes
from store.signed.signing_key import SigningKey

NAME: Final = "offer"
_KEYS: Final = frozenset(range(1, 7))


@dataclass(frozen=True)
class Offer:
    """The beginning of an exchange over HTTP; the nonce ties the receipt that answers it to this one."""

    school: bytes
    device: bytes
    nonce: bytes
    held: tuple[Range, ...]
    wanted: tuple[int, ...]


def make_offer(offer: Offer, key: SigningKey) -> bytes:
    """Return `offer` signed by the device."""
    payload = {
        1: VERSION,
        2: offer.school,
        3: offer.device,
        4: offer.nonce,
        5: ranges.encode(offer.held),
        6: list(offer.wanted),
    }
    return cose.sign(NAME, canonical.encode(payload), key)


def read_offer(signed: bytes) -> Offer:
    """Return what an offer says, its signature unchecked, or raise NotCanonical, NewerVersion or TooLarge."""
    fields = read_map(cose.payload_of(signed), _KEYS)
    return Offer(
        school=some_bytes(fields[2], 16),
        device=some_bytes(fields[3], 16),
        nonce=some_bytes(fields[4], 16),
        held=tuple(ranges.decode(fields[5])),
        # A newer device may want lanes that are not known here.
        wanted=tuple(lane for lane in map(a_number, a_list(fields[6])) if lane in LANES),
    )


def verify_offer(signed: bytes, public: bytes) -> Offer:
    """Return what an offer says, or raise BadSignature where it is not by the device with this public key."""
    cose.verify(NAME, signed, public)
    return read_offer(signed)


def is_offered_by(signed: bytes, public: bytes) -> bool:
    """Return whether the signature on a well-formed offer verifies under `public`."""
    return cose.is_genuine(NAME, signed, public)
