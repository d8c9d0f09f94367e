"""The names of files in a shared folder, each of which holds the hash of its content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from store.feeds.entry import FeedKey
from store.signed.shape import LARGEST_NUMBER

DEVICES: Final = "devices"
OFFERS: Final = "offers"
RECEIPTS: Final = "receipts"
UNFINISHED: Final = re.compile(r"\.part-[0-9a-f]{16}")
_DEVICE: Final = re.compile(r"[0-9a-f]{32}")
_KEY: Final = re.compile(r"([0-9a-f]{32})\.key")
_OFFER: Final = re.compile(r"([0-9a-f]{32})-([0-9a-f]{64})\.offer")
_RECEIPT: Final = re.compile(r"([0-9a-f]{32})-([0-9a-f]{64})\.receipt")
_RUN: Final = re.compile(r"([012])-([0-9a-f]{32})-([1-9]\d{0,15})-([1-9]\d{0,15})-([0-9a-f]{64})\.run")


@dataclass(frozen=True, order=True)
class RunName:
    """What the name of a run's file says about it."""

    device: bytes
    lane: int
    epoch: bytes
    first: int
    last: int
    content_hash: bytes

    @property
    def feed(self) -> FeedKey:
        """The feed this run is a part of."""
        return self.device, self.lane, self.epoch

    @property
    def path(self) -> str:
        """The place of the file below the school's folder, as it is noted once the file is imported."""
        name = f"{self.lane}-{self.epoch.hex()}-{self.first}-{self.last}-{self.content_hash.hex()}.run"
        return f"{self.device.hex()}/{name}"


@dataclass(frozen=True, order=True)
class ReceiptName:
    """What the name of a receipt's file says about it."""

    store: bytes
    content_hash: bytes

    @property
    def path(self) -> str:
        """The place of the file below the school's folder."""
        return f"{RECEIPTS}/{self.store.hex()}-{self.content_hash.hex()}.receipt"


@dataclass(frozen=True, order=True)
class OfferName:
    """What the name of an offer's file says about it."""

    device: bytes
    content_hash: bytes

    @property
    def path(self) -> str:
        """The place of the file below the school's folder."""
        return f"{OFFERS}/{self.device.hex()}-{self.content_hash.hex()}.offer"


def name_of_run(feed: FeedKey, first: int, last: int, data: bytes) -> RunName:
    """Return the name under which the bytes of a run are written."""
    return RunName(*feed, first, last, hashlib.sha256(data).digest())


def name_of_receipt(store: bytes, data: bytes) -> ReceiptName:
    """Return the name under which the bytes of a receipt are written."""
    return ReceiptName(store, hashlib.sha256(data).digest())


def name_of_offer(device: bytes, data: bytes) -> OfferName:
    """Return the name under which the bytes of an offer are written."""
    return OfferName(device, hashlib.sha256(data).digest())


def key_path(device: bytes) -> str:
    """Return the place of a device's public key below the school's folder."""
    return f"{DEVICES}/{device.hex()}.key"


def is_device_folder(name: str) -> bool:
    """Return whether a folder of this name holds the runs of a device."""
    return _DEVICE.fullmatch(name) is not None


def read_run_name(device: str, name: str) -> RunName | None:
    """Return what the name of a file in a device's folder says, None where it is not one of ours."""
    found = _RUN.fullmatch(name)
    if found is None or not int(found[3]) <= int(found[4]) <= LARGEST_NUMBER:
        return None
    of_device, epoch, content_hash = (bytes.fromhex(part) for part in (device, found[2], found[5]))
    return RunName(of_device, int(found[1]), epoch, int(found[3]), int(found[4]), content_hash)


def read_receipt_name(name: str) -> ReceiptName | None:
    """Return what the name of a receipt's file says, None where it is not one of ours."""
    found = _RECEIPT.fullmatch(name)
    return None if found is None else ReceiptName(bytes.fromhex(found[1]), bytes.fromhex(found[2]))


def read_offer_name(name: str) -> OfferName | None:
    """Return what the name of an offer's file says, None where it is not one of ours."""
    found = _OFFER.fullmatch(name)
    return None if found is None else OfferName(bytes.fromhex(found[1]), bytes.fromhex(found[2]))


def read_key_name(name: str) -> bytes | None:
    """Return the device that a key's file is named after, None where it is not one of ours."""
    found = _KEY.fullmatch(PurePath(name).name)
    return None if found is None else bytes.fromhex(found[1])
